"""Resolutions: followed up, done or not done, and reminded of."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from industries import emails
from industries.enums import MeetingState, ResolutionState
from industries.models import Resolution
from industries.services.common import said_date, said_state, said_text, unit_readers
from industries.workflow import meeting as workflow
from partnership.core.workflow import Move, apply
from partnership.notifications.services import queue_letter

#: How many days before it is due an owner is reminded; overdue ones hear again every week.
DAYS_BEFORE = 2
DAYS_BETWEEN = 7


@transaction.atomic
def complete_resolution(*, resolution_id: int, actor: Any, reason: str = "") -> Resolution:
    """It is done."""
    return _move(workflow.COMPLETE, resolution_id, actor, reason)


@transaction.atomic
def fail_resolution(*, resolution_id: int, actor: Any, reason: str = "") -> Resolution:
    """It was not done; the record says why."""
    return _move(workflow.FAIL, resolution_id, actor, reason)


@transaction.atomic
def resume_resolution(*, resolution_id: int, actor: Any, reason: str = "") -> Resolution:
    """It is followed up again."""
    return _move(workflow.RESUME, resolution_id, actor, reason)


@transaction.atomic
def remind_resolutions(*, today: date | None = None) -> int:
    """Write to the owners of what is due in two days or overdue; returns the letters written.

    Safe to run as often as one likes: one letter for a resolution and a date of reminder. A day
    on which nothing ran is made up for on the next.
    """
    today = today or timezone.localdate()
    due = Resolution.objects.filter(
        state=ResolutionState.IN_FOLLOW_UP,
        meeting__state=MeetingState.SIGNED,
        due_on__lte=today + timedelta(days=DAYS_BEFORE),
    ).select_related("meeting", "owner_user", "owner_unit")
    written = 0
    for resolution in due:
        written += len(
            queue_letter(
                emails.ACTION_DUE,
                about=resolution,
                to=owners_of(resolution),
                context=_words(resolution),
                dedupe=f"{resolution.pk}:{_reminder_day(resolution, today)}",
            )
        )
    return written


def owners_of(resolution: Resolution) -> list[Any]:
    """Who has to act: the person, or those who speak for the unit."""
    if resolution.owner_unit_id:
        return unit_readers(resolution.owner_unit)
    return [resolution.owner_user] if resolution.owner_user_id else []


def _reminder_day(resolution: Resolution, today: date) -> date:
    """The day this reminder stands for: two days before, the day after it was due, then weekly."""
    late = (today - resolution.due_on).days
    if late <= 0:
        return resolution.due_on - timedelta(days=DAYS_BEFORE)
    return resolution.due_on + timedelta(days=1 + (late - 1) // DAYS_BETWEEN * DAYS_BETWEEN)


def _move(move: Move, resolution_id: int, actor: Any, reason: str) -> Resolution:
    resolution = Resolution.objects.locked().select_related("meeting").get(pk=resolution_id)
    entry = apply(move, resolution, actor=actor, reason=reason)
    readers = [reader for reader in owners_of(resolution) if reader != actor]
    queue_letter(
        emails.ACTION_CHANGED,
        about=resolution,
        to=readers,
        context={**_words(resolution), "state": said_state(resolution), "reason": entry.reason},
        dedupe=f"{resolution.pk}:{entry.pk}",
    )
    return resolution


def _words(resolution: Resolution) -> dict[str, Any]:
    return {
        "title": said_text(resolution, "body"),
        "date": said_date(resolution.due_on, style="medium"),
        "number": resolution.meeting.number,
    }
