"""Contacts with units: what is due, and what of it waits for whom."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.models import ContactNote
from partnership.core.worklist import Task


def contacts_for(user: Any) -> QuerySet[ContactNote]:
    """Contacts with a next action, the most pressing first, closed ones last."""
    return (
        ContactNote.objects.visible_to(user)
        .filter(next_action_on__isnull=False)
        .select_related("unit__place", "assignee", "author", "closed_by")
    )


def contacts_due(user: Any, today: date | None = None) -> QuerySet[ContactNote]:
    """Next actions of this person whose day has come, the oldest first."""
    due = ContactNote.objects.visible_to(user).due(today).filter(assignee=user)
    return due.select_related("unit")


def contact_tasks(user: Any, shown: int) -> list[Task]:
    """What this person has to do next with units; overdue ones stand out."""
    today = timezone.localdate()
    return [
        Task(
            kind="contact",
            title=str(note.unit),
            sentence=note.next_action or note.note[:120],
            url=note.get_absolute_url(),
            action=_("Contact the unit"),
            due=note.next_action_on,
            tone="danger" if note.next_action_on < today else "attention",
            icon="telephone",
        )
        for note in contacts_due(user)[:shown]
    ]
