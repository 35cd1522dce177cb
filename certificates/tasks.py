"""What the worker does for this room; every row may be rung for twice."""

from certificates import services
from partnership.core.jobs import job, ring


@job("certificates.print")
def print_certificate(certificate_id: int) -> None:
    """Make one PDF."""
    services.print_certificate(certificate_id=certificate_id)


@job("certificates.sweep")
def sweep() -> None:
    """Ring for every certificate whose PDF is still missing."""
    for pk in services.print_due():
        ring("certificates.print", {"certificate_id": pk})
