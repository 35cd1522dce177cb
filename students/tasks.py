"""What the worker does for this room."""

from partnership.core.jobs import job
from students import services


@job("students.remind_training")
def remind_training() -> None:
    """Write due reminders, notice expired courses and lost seats; safe to run twice."""
    services.refresh_expired()
    services.free_lost_seats()
    services.remind_training()
    services.remind_sessions()
    services.remind_expiry()


@job("students.free_lost_seats")
def free_lost_seats() -> None:
    """Somebody left the round: their seats go to those who wait."""
    services.free_lost_seats()
