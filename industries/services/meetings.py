"""Joint meetings: planned, invited, held, recorded, made final."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import WRITERS, MeetingState, Rsvp
from industries.models import Invitee, JointMeeting, Resolution
from industries.services.common import (
    readers_of,
    require_right,
    require_unchanged,
    said_date,
    said_text,
    said_time,
    write_columns,
)
from industries.workflow import meeting as workflow
from partnership.core.calendars import Appointment, calendar_text
from partnership.core.errors import DomainError, WrongState
from partnership.core.jalali import jalali_year
from partnership.core.models import ActionLog, next_number
from partnership.core.workflow import apply
from partnership.notifications.services import Calendar, queue_letter

MEETING_COLUMNS = (
    "kind",
    "title",
    "starts_at",
    "ends_at",
    "place",
    "agenda",
    "chair",
    "secretary",
    "translations",
)
RESOLUTION_COLUMNS = ("body", "owner_user", "owner_unit", "problem", "due_on", "translations")
_OPEN = (MeetingState.PLANNED, MeetingState.INVITED)


@transaction.atomic
def create_meeting(
    *,
    actor: Any,
    problems: Iterable[Any] = (),
    people: Iterable[Any] = (),
    units: Iterable[Any] = (),
    **columns: Any,
) -> JointMeeting:
    """Plan a meeting with its problems and the people and units to be invited."""
    require_right(actor, "industries.manage_meeting")
    meeting = JointMeeting(organiser=actor)
    write_columns(meeting, columns, MEETING_COLUMNS)
    _require_order(meeting)
    meeting.save()
    meeting.problems.set(problems)
    _set_invitees(meeting, people, units)
    ActionLog.objects.record(
        meeting, verb="industries.jointmeeting.create", actor=actor, after=meeting.state
    )
    return meeting


@transaction.atomic
def update_meeting(
    *,
    meeting_id: int,
    actor: Any,
    seen: str = "",
    problems: Iterable[Any] | None = None,
    people: Iterable[Any] | None = None,
    units: Iterable[Any] | None = None,
    **columns: Any,
) -> JointMeeting:
    """Change the plan while the meeting has not been held. Raises WrongState afterwards."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    require_right(actor, "industries.manage_meeting", meeting)
    require_unchanged(meeting, seen)
    if meeting.state not in _OPEN:
        raise WrongState(_("This meeting has been held or cancelled; its plan stays as it was."))
    write_columns(meeting, columns, MEETING_COLUMNS)
    _require_order(meeting)
    meeting.save()
    if problems is not None:
        meeting.problems.set(problems)
    if people is not None and units is not None:
        _set_invitees(meeting, people, units)
    ActionLog.objects.record(
        meeting,
        verb="industries.jointmeeting.update",
        actor=actor,
        data={"columns": sorted(columns)},
    )
    return meeting


@transaction.atomic
def invite_meeting(*, meeting_id: int, actor: Any, reason: str = "") -> JointMeeting:
    """Send the invitations, again after a change with the next version of the appointment.

    Raises DomainError while nobody is on the list.
    """
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    meeting.sequence += 1
    apply(workflow.INVITE, meeting, actor=actor, reason=reason, also=("sequence",))
    readers = invited_readers(meeting)
    if not readers:
        raise DomainError(
            _("Nobody who can be reached is on the list yet. Add people or units first.")
        )
    queue_letter(
        emails.MEETING_INVITED,
        about=meeting,
        to=readers,
        context=_words(meeting),
        dedupe=f"{meeting.pk}:{meeting.sequence}",
        attachments=[Calendar(text=calendar_of(meeting))],
    )
    return meeting


@transaction.atomic
def answer_meeting(*, meeting_id: int, actor: Any, rsvp: str) -> Invitee:
    """An invitee says whether they will come; may change their mind until the meeting is held."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    require_right(actor, "industries.answer_meeting", meeting)
    if meeting.state != MeetingState.INVITED:
        raise WrongState(_("This meeting no longer waits for answers."))
    if rsvp not in (Rsvp.YES, Rsvp.NO):
        raise DomainError(_("Please say whether you will come."), field="rsvp")
    rows = list(meeting.invitees.select_for_update(of=("self",), no_key=True))
    mine = [row for row in rows if row.user_id == actor.pk]
    if not mine:
        units = set(actor.unit_roles.filter(is_active=True).values_list("unit_id", flat=True))
        mine = [row for row in rows if row.unit_id in units]
    for row in mine:
        row.rsvp = rsvp
        row.save(update_fields=["rsvp"])
    ActionLog.objects.record(
        meeting, verb="industries.jointmeeting.answer", actor=actor, data={"rsvp": str(rsvp)}
    )
    return mine[0]


@transaction.atomic
def hold_meeting(
    *,
    meeting_id: int,
    actor: Any,
    reason: str = "",
    discussion: str = "",
    present: Iterable[int] = (),
    resolutions: Iterable[dict[str, Any]] = (),
    **columns: Any,
) -> JointMeeting:
    """Write down what happened: attendance (ids of invitees), discussion, resolutions."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    write_columns(meeting, columns, ("chair", "secretary"))
    meeting.discussion = discussion
    apply(
        workflow.HOLD_MEETING,
        meeting,
        actor=actor,
        reason=reason,
        also=("discussion", "updated_at", *columns),
    )
    _write_attendance(meeting, present)
    _write_resolutions(meeting, resolutions)
    return meeting


@transaction.atomic
def update_minutes(
    *,
    meeting_id: int,
    actor: Any,
    seen: str = "",
    discussion: str = "",
    present: Iterable[int] = (),
    resolutions: Iterable[dict[str, Any]] = (),
    **columns: Any,
) -> JointMeeting:
    """Correct minutes that are not final. Raises WrongState once they are."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    require_right(actor, "industries.manage_meeting", meeting)
    require_unchanged(meeting, seen)
    if meeting.state != MeetingState.HELD:
        raise WrongState(_("These minutes are final. The head of the Office can unlock them."))
    write_columns(meeting, columns, ("chair", "secretary"))
    meeting.discussion = discussion
    meeting.save()
    _write_attendance(meeting, present)
    _write_resolutions(meeting, resolutions)
    ActionLog.objects.record(meeting, verb="industries.jointmeeting.update_minutes", actor=actor)
    return meeting


@transaction.atomic
def sign_meeting(*, meeting_id: int, actor: Any, reason: str = "") -> JointMeeting:
    """Make the minutes final: number (once, without gaps), next version, letter to the attendees.

    Raises DomainError without attendance or discussion, since empty minutes serve nobody.
    """
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    meeting.version += 1
    if not meeting.number and meeting.state in workflow.SIGN.sources:
        year = jalali_year(timezone.localdate())
        meeting.number = f"HS-M-{year}-{next_number('minutes', year):03}"
    apply(
        workflow.SIGN, meeting, actor=actor, reason=reason, also=("number", "version", "updated_at")
    )
    if not meeting.discussion.strip() and not meeting.resolutions.exists():
        raise DomainError(_("Write down the discussion or at least one resolution first."))
    queue_letter(
        emails.MEETING_MINUTES,
        about=meeting,
        to=attending_readers(meeting),
        context={**_words(meeting), "number": meeting.number},
        dedupe=f"{meeting.pk}:{meeting.version}",
    )
    return meeting


@transaction.atomic
def unlock_meeting(*, meeting_id: int, actor: Any, reason: str = "") -> JointMeeting:
    """Open final minutes for correction; those who were there are told why."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    entry = apply(workflow.UNLOCK, meeting, actor=actor, reason=reason)
    queue_letter(
        emails.MEETING_UNLOCKED,
        about=meeting,
        to=attending_readers(meeting),
        context={**_words(meeting), "number": meeting.number, "reason": entry.reason},
        dedupe=f"{meeting.pk}:{entry.pk}",
    )
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting_id: int, actor: Any, reason: str = "") -> JointMeeting:
    """Call the meeting off; whoever was invited is told, calendars take it out."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    was_invited = meeting.state == MeetingState.INVITED
    meeting.sequence += 1
    entry = apply(workflow.CANCEL_MEETING, meeting, actor=actor, reason=reason, also=("sequence",))
    if was_invited:
        queue_letter(
            emails.MEETING_CANCELLED,
            about=meeting,
            to=invited_readers(meeting),
            context={**_words(meeting), "reason": entry.reason},
            attachments=[Calendar(text=calendar_of(meeting, method="CANCEL"), method="CANCEL")],
        )
    return meeting


def invited_readers(meeting: JointMeeting) -> list[Any]:
    """Everybody the list stands for: people, and those who speak for the units on it."""
    return _readers(meeting.invitees.all())


def attending_readers(meeting: JointMeeting) -> list[Any]:
    """Everybody invited except those recorded as absent."""
    return _readers(meeting.invitees.exclude(was_present=False))


def calendar_of(meeting: JointMeeting, method: str = "REQUEST") -> str:
    """The appointment as an iCalendar file, two hours long unless the meeting says its end."""
    appointment = Appointment(
        key=f"meeting-{meeting.pk}",
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at or meeting.starts_at + timedelta(hours=2),
        sequence=meeting.sequence,
        place=meeting.place,
        text=meeting.agenda,
        path=meeting.get_absolute_url(),
    )
    return calendar_text([appointment], method=method)


def _words(meeting: JointMeeting) -> dict[str, Any]:
    """What letters about the meeting say, each in its reader's language."""
    return {
        "title": said_text(meeting, "title"),
        "date": said_date(meeting.starts_at, style="long"),
        "time": said_time(meeting.starts_at),
    }


def _readers(invitees: Any) -> list[Any]:
    readers: list[Any] = []
    for row in invitees.select_related("user").prefetch_related("unit__persons__user"):
        if row.user_id:
            readers.append(row.user)
        else:
            people = [p for p in row.unit.persons.all() if p.is_active and p.role in WRITERS]
            readers += readers_of(people)
    return readers


def _require_order(meeting: JointMeeting) -> None:
    if meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        raise DomainError(_("The meeting cannot end before it begins."), field="ends_at")


def _set_invitees(meeting: JointMeeting, people: Iterable[Any], units: Iterable[Any]) -> None:
    """Make the list what was chosen; answers of those who stay are kept."""
    people, units = list(people), list(units)
    meeting.invitees.filter(user__isnull=False).exclude(user__in=people).delete()
    meeting.invitees.filter(unit__isnull=False).exclude(unit__in=units).delete()
    Invitee.objects.bulk_create(
        [Invitee(meeting=meeting, user=user) for user in people]
        + [Invitee(meeting=meeting, unit=unit) for unit in units],
        ignore_conflicts=True,
    )


def _write_attendance(meeting: JointMeeting, present: Iterable[int]) -> None:
    ids = set(present)
    meeting.invitees.filter(pk__in=ids).update(was_present=True)
    meeting.invitees.exclude(pk__in=ids).update(was_present=False)


def _write_resolutions(meeting: JointMeeting, rows: Iterable[dict[str, Any]]) -> None:
    """Rewrite the resolutions in order; their states stay with their numbers."""
    old = {row.number: row for row in meeting.resolutions.locked()}
    count = 0
    for count, row in enumerate(rows, start=1):
        resolution = old.get(count) or Resolution(meeting=meeting, number=count)
        write_columns(resolution, row, RESOLUTION_COLUMNS)
        resolution.save()
    meeting.resolutions.filter(number__gt=count).delete()
