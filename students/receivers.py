"""What this room hears: from the rooms below, and of itself."""

from typing import Any

from django.dispatch import receiver

from partnership.core.jobs import enqueue
from partnership.programme.signals import places_changed
from students import services
from students.signals import enrolment_withdrawn


@receiver(places_changed, dispatch_uid="students.fill_places")
def fill_places(sender: object, round_id: int, actor_id: int | None = None, **kwargs: Any) -> None:
    """More places: the first on the waiting list move up."""
    services.fill_places(round_id=round_id, by=actor_id)


@receiver(enrolment_withdrawn, dispatch_uid="students.free_seats")
def free_seats(sender: object, **event: Any) -> None:
    """Seats of a student who left go to those who wait, in a transaction of their own."""
    enqueue("students.free_lost_seats")
