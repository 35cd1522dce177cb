"""The worker's side of this room."""

from industries import services
from partnership.core.jobs import job


@job("industries.remind_resolutions")
def remind_resolutions() -> None:
    """Every morning: remind the owners of resolutions that are due soon or overdue."""
    services.remind_resolutions()


@job("industries.refresh_words")
def refresh_words() -> None:
    """Every night, and after a name of a list has changed: what problems are found by."""
    services.refresh_words()
