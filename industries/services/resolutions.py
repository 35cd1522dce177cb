"""Resolutions: followed up, reported on, done or not done, and reminded of."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import MEETING_FINAL, ResolutionState
from industries.models import JointMeeting, Resolution, ResolutionNote
from industries.services.common import (
    require_right,
    said_date,
    said_state,
    said_text,
    unit_readers,
)
from industries.services.linked import write_with_link
from industries.workflow import meeting as workflow
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import Move, apply
from partnership.notifications.services import queue_letter

#: How many days before it is due an owner is reminded; overdue ones hear again every week.
DAYS_BEFORE = 2
DAYS_BETWEEN = 7
_MOVES = {
    ResolutionState.DONE: workflow.COMPLETE,
    ResolutionState.NOT_DONE: workflow.FAIL,
    ResolutionState.IN_FOLLOW_UP: workflow.RESUME,
}


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
def note_resolution(
    *,
    resolution_id: int,
    actor: Any,
    body: str,
    percent: int | None = None,
    next_check_on: date | None = None,
    claims_done: bool = False,
) -> ResolutionNote:
    """Add a line to the log: what the office found, or what an owner reports.

    The state stays; the office decides it. Raises WrongState for a closed or a draft resolution.
    """
    resolution = Resolution.objects.locked().select_related("meeting").get(pk=resolution_id)
    require_right(actor, "industries.report_resolution", resolution)
    if not resolution.serial and resolution.meeting.state not in MEETING_FINAL:
        raise WrongState(_("The minutes of this resolution are not final yet."))
    if resolution.state != ResolutionState.IN_FOLLOW_UP:
        raise WrongState(_("This resolution is no longer in follow-up; it takes no reports."))
    if percent is not None and not 0 <= percent <= 100:
        raise DomainError(_("Between 0 and 100, please."), field="percent")
    by_owner = not actor.has_perm("industries.follow_resolution", resolution)
    note = ResolutionNote.objects.create(
        resolution=resolution,
        author=actor,
        body=body,
        percent=percent,
        next_check_on=None if by_owner else next_check_on,
        by_owner=by_owner,
        claims_done=by_owner and claims_done,
    )
    ActionLog.objects.record(
        resolution,
        verb="industries.resolution.report" if by_owner else "industries.resolution.note",
        actor=actor,
        data={"note": note.pk, "percent": percent, "claims_done": note.claims_done},
    )
    if by_owner:
        queue_letter(
            emails.ACTION_REPORTED,
            about=resolution,
            to=[resolution.meeting.organiser],
            context={**_words(resolution), "claims_done": note.claims_done},
            dedupe=f"{resolution.pk}:{note.pk}",
        )
    return note


def follow_up_in(meeting: JointMeeting, actor: Any) -> None:
    """Let what a meeting agreed on about earlier resolutions take effect, once.

    Words go into the log, another state is a move like any other. Correcting the minutes and
    making them final again adds only what is new.
    """
    rows = meeting.follow_ups.select_related("resolution").order_by("resolution_id")
    for row in rows:
        last = row.resolution.notes.filter(meeting=meeting).first()
        if row.said and (last is None or last.body != row.said):
            ResolutionNote.objects.create(
                resolution=row.resolution, author=actor, meeting=meeting, body=row.said
            )
        move = _MOVES.get(row.state)
        if move and row.state != row.resolution.state:
            words = row.said or _("Agreed on in the meeting.")
            if row.resolution.state not in move.sources:
                _move(workflow.RESUME, row.resolution_id, actor, words)
            _move(move, row.resolution_id, actor, words)


@transaction.atomic
def remind_resolutions(*, today: date | None = None) -> int:
    """Write to the owners of what is due in two days or overdue; returns the letters written.

    Safe to run as often as one likes: one letter for a resolution and a date of reminder. A day
    on which nothing ran is made up for on the next.
    """
    today = today or timezone.localdate()
    due = Resolution.objects.filter(
        state=ResolutionState.IN_FOLLOW_UP,
        meeting__state__in=MEETING_FINAL,
        due_on__lte=today + timedelta(days=DAYS_BEFORE),
    ).select_related("meeting", "owner_user", "owner_unit")
    written = 0
    for resolution in due:
        written += write_with_link(
            emails.ACTION_DUE,
            about=resolution,
            to=owners_of(resolution),
            path=resolution.get_absolute_url(),
            context=_words(resolution),
            dedupe=f"{resolution.pk}:{_reminder_day(resolution, today)}",
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
    write_with_link(
        emails.ACTION_CHANGED,
        about=resolution,
        to=readers,
        path=resolution.get_absolute_url(),
        context={**_words(resolution), "state": said_state(resolution), "reason": entry.reason},
        dedupe=f"{resolution.pk}:{entry.pk}",
    )
    return resolution


def _words(resolution: Resolution) -> dict[str, Any]:
    return {
        "title": said_text(resolution, "body"),
        "date": said_date(resolution.due_on, style="medium"),
        "number": resolution.serial or resolution.meeting.number,
    }
