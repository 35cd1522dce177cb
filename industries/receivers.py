"""What this room hears from rooms below."""

from typing import Any

from django.dispatch import receiver

from industries.models import UnitPerson
from industries.services import link_person
from partnership.accounts.signals import invitation_accepted
from partnership.core.jobs import enqueue
from partnership.programme.signals import names_changed


@receiver(invitation_accepted)
def connect_accepted(invitation: Any, user: Any, **kwargs: Any) -> None:
    """Somebody of a unit accepted: their account speaks for the unit from now on."""
    if invitation.object_label == UnitPerson._meta.label_lower and invitation.object_pk:
        link_person(person_id=invitation.object_pk, user=user)


@receiver(names_changed, dispatch_uid="industries.refresh_words")
def refresh_words(sender: object, **kwargs: Any) -> None:
    """A category, skill, place or major has another name: problems are found by it."""
    enqueue("industries.refresh_words")
