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


@job("students.check_import")
def check_import(import_id: int) -> None:
    """Read one registrar's list."""
    services.check_import(import_id=import_id)


@job("students.apply_import")
def apply_import(import_id: int) -> None:
    """Take one registrar's list over."""
    services.take_over_import(import_id=import_id)


@job("students.sweep_imports")
def sweep_imports() -> None:
    """Ring for lists that wait for a worker, or whose worker died."""
    services.sweep_imports()


@job("students.run_review")
def run_review(batch_id: int) -> None:
    """Decide the applications of one batch; safe to run twice."""
    services.run_review(batch_id=batch_id)


@job("students.sweep_reviews")
def sweep_reviews() -> None:
    """Go on with decisions that were left half done."""
    services.sweep_reviews()
