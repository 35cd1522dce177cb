"""The worker's side of this room."""

from industries import services
from partnership.core.jobs import job


@job("industries.remind_resolutions")
def remind_resolutions() -> None:
    """Every morning: remind the owners of resolutions that are due soon or overdue."""
    services.remind_resolutions()


@job("industries.expire_documents")
def expire_documents() -> None:
    """Every night: papers of units whose last day is over are no longer in force."""
    services.expire_documents()
