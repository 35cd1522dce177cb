"""What this room hears from the rooms below."""

from typing import Any

from django.dispatch import receiver

from partnership.programme.signals import places_changed
from students import services


@receiver(places_changed, dispatch_uid="students.fill_places")
def fill_places(sender: object, round_id: int, actor_id: int | None = None, **kwargs: Any) -> None:
    """More places: the first on the waiting list move up."""
    services.fill_places(round_id=round_id, by=actor_id)
