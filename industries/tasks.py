"""The worker's side of this room."""

from industries import services
from partnership.core.jobs import job


@job("industries.remind_meetings")
def remind_meetings() -> None:
    """Every morning: remind those who may come to a meeting in two days or today."""
    services.remind_meetings()


@job("industries.remind_resolutions")
def remind_resolutions() -> None:
    """Every morning: remind the owners of resolutions that are due soon or overdue."""
    services.remind_resolutions()
