"""The worker's side of this room."""

from industries import services
from industries.services.clocks import watch_problems as watch
from partnership.core.jobs import job


@job("industries.remind_resolutions")
def remind_resolutions() -> None:
    """Every morning: remind the owners of resolutions that are due soon or overdue."""
    services.remind_resolutions()


@job("industries.watch_problems")
def watch_problems() -> None:
    """Every working morning: reviews, details and teams that do not come in time."""
    watch()
