"""What the worker does for this room."""

from partnership.core.jobs import job
from students import services


@job("students.remind_training")
def remind_training() -> None:
    """Write due reminders and notice expired courses; safe to run twice."""
    services.refresh_expired()
    services.remind_training()
