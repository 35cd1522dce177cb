"""Invitations to a meeting: who hears what, the answers, the reminders."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import MEETING_AHEAD, MeetingState, Rsvp
from industries.models import Invitee, JointMeeting
from industries.selectors.meetings import (
    REMOVAL,
    UPDATE,
    Posting,
    agenda_lines,
    announcement_of,
    changes_of,
    mailing_of,
    readers_of_row,
)
from industries.services.common import require_right, said_date, said_text, said_time
from industries.services.linked import AFTERWARDS, write_to_invitee
from industries.workflow import meeting as workflow
from partnership.accounts.services import prolong_links_about, revoke_links_about
from partnership.core.calendars import Appointment, calendar_text
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import Calendar

#: Days before a meeting on which those who may come are reminded.
DAYS_BEFORE = 2


@transaction.atomic
def invite_meeting(*, meeting_id: int, actor: Any, reason: str = "") -> JointMeeting:
    """Send what everybody is to hear: invitations, news of a changed plan, word of removal.

    Whoever knows the plan as it is gets nothing. Raises DomainError when nobody would get a
    letter, saying whether nobody can be reached or everybody knows.
    """
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    meeting.sequence += 1
    postings = mailing_of(meeting)
    changes = changes_of(meeting)
    meeting.announced = announcement_of(meeting)
    apply(workflow.INVITE, meeting, actor=actor, reason=reason, also=("sequence", "announced"))
    _require_somebody(meeting, postings)
    for posting in postings:
        if posting.is_due:
            _post(meeting, posting, changes)
    return meeting


@transaction.atomic
def answer_meeting(*, meeting_id: int, actor: Any, rsvp: str, **words: str) -> Invitee:
    """Somebody invited answers with their account, for themselves or for their unit."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    require_right(actor, "industries.answer_meeting", meeting)
    rows = list(meeting.invitees.current().of_person(actor).locked())
    own = [row for row in rows if row.user_id == actor.pk] or rows
    for row in own:
        _note_answer(meeting, row, rsvp, actor=actor, **words)
    return own[0]


@transaction.atomic
def answer_invitation(*, invitee_id: int, rsvp: str, **words: str) -> Invitee:
    """Whoever holds a row's link answers for that row, without an account."""
    meeting_id = Invitee.objects.values_list("meeting_id", flat=True).get(pk=invitee_id)
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    row = Invitee.objects.locked().get(pk=invitee_id)
    _note_answer(meeting, row, rsvp, actor=None, **words)
    return row


@transaction.atomic
def note_told(*, invitee_id: int, actor: Any) -> Invitee:
    """Somebody without an address was told in another way, by telephone for instance."""
    meeting_id = Invitee.objects.values_list("meeting_id", flat=True).get(pk=invitee_id)
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    require_right(actor, "industries.manage_meeting", meeting)
    row = Invitee.objects.locked().get(pk=invitee_id)
    if meeting.state not in MEETING_AHEAD:
        raise WrongState(_("This meeting has been held or cancelled; its plan stays as it was."))
    told = None if row.removed_at else meeting.sequence
    row.told_sequence, row.told_at = told, timezone.now()
    row.save(update_fields=["told_sequence", "told_at"])
    ActionLog.objects.record(
        meeting,
        verb="industries.jointmeeting.note_told",
        actor=actor,
        data={"invitee": row.pk},
    )
    return row


def require_answerable(meeting: JointMeeting, row: Invitee) -> None:
    """Raise WrongState with the sentence that fits a cancelled, past or withdrawn invitation."""
    if row.removed_at:
        raise WrongState(_("You are no longer on the list of this meeting; you need not answer."))
    if meeting.state == MeetingState.CANCELLED:
        raise WrongState(_("This meeting has been cancelled; you need not answer."))
    if meeting.state not in MEETING_AHEAD or meeting.has_begun:
        raise WrongState(_("This meeting has begun or is over; it takes no answers any more."))
    if meeting.state != MeetingState.INVITED:
        raise WrongState(_("This meeting does not wait for answers yet."))


def cancel_invitations(meeting: JointMeeting, reason: str) -> None:
    """Tell everybody who had been told; calendars take the meeting out."""
    calendar = Calendar(text=calendar_of(meeting, method="CANCEL"), method="CANCEL")
    for posting in mailing_of(meeting):
        if posting.invitee.told_sequence is not None:
            write_to_invitee(
                emails.MEETING_CANCELLED,
                row=posting.invitee,
                readers=posting.readers,
                context={**words_of(meeting), "reason": reason},
                dedupe=f"{meeting.pk}:{meeting.sequence}",
                attachments=[calendar],
            )


@transaction.atomic
def remind_meetings(*, today: date | None = None) -> int:
    """Remind those who may come two days before and on the morning; returns the letters written.

    Once each, however often it runs, and not on the day somebody was invited or told of a change.
    A day on which nothing ran is made up for on the next.
    """
    today = today or timezone.localdate()
    written = 0
    ahead = JointMeeting.objects.filter(
        state=MeetingState.INVITED,
        starts_at__gt=timezone.now(),
        starts_at__lt=timezone.now() + timedelta(days=DAYS_BEFORE + 1),
    )
    for meeting in ahead:
        day = timezone.localdate(meeting.starts_at)
        left = (day - today).days
        if 0 <= left <= DAYS_BEFORE:
            written += _remind(meeting, today, f"{day}:{0 if left == 0 else DAYS_BEFORE}")
    return written


def _remind(meeting: JointMeeting, today: date, occasion: str) -> int:
    rows = meeting.invitees.current().filter(told_sequence__isnull=False).exclude(rsvp=Rsvp.NO)
    rows = rows.select_related("user", "meeting").prefetch_related("unit__persons__user")
    return sum(
        write_to_invitee(
            emails.MEETING_REMINDER,
            row=row,
            readers=readers_of_row(row),
            context={
                **words_of(meeting),
                "place": said_text(meeting, "place"),
                "unanswered": row.rsvp == Rsvp.PENDING,
            },
            dedupe=f"{meeting.pk}:{occasion}",
        )
        for row in rows
        if row.told_at is None or timezone.localdate(row.told_at) < today
    )


def calendar_of(meeting: JointMeeting, method: str = "REQUEST") -> str:
    """The appointment as an iCalendar file, two hours long unless the meeting says its end."""
    appointment = Appointment(
        key=f"meeting-{meeting.pk}",
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_by,
        sequence=meeting.sequence,
        place=meeting.place,
        text="\n".join(str(line) for line in agenda_lines(meeting)),
        path=meeting.get_absolute_url(),
    )
    return calendar_text([appointment], method=method)


def words_of(meeting: JointMeeting) -> dict[str, Any]:
    """What letters about the meeting say, each in its reader's language."""
    return {
        "title": said_text(meeting, "title"),
        "date": said_date(meeting.starts_at, style="long"),
        "time": said_time(meeting.starts_at),
    }


def _post(meeting: JointMeeting, posting: Posting, changes: Iterable[Any]) -> None:
    """Write what one row is to hear, and remember that it was told."""
    row, gone = posting.invitee, posting.kind == REMOVAL
    letter = emails.MEETING_INVITED
    if gone:
        letter = emails.MEETING_UNINVITED
    elif posting.kind == UPDATE:
        letter = emails.MEETING_CHANGED
    method = "CANCEL" if gone else "REQUEST"
    write_to_invitee(
        letter,
        row=row,
        readers=posting.readers,
        context={
            **words_of(meeting),
            "place": said_text(meeting, "place"),
            "agenda": agenda_lines(meeting),
            "changes": changes,
        },
        dedupe=f"{meeting.pk}:{meeting.sequence}",
        attachments=[Calendar(text=calendar_of(meeting, method=method), method=method)],
    )
    row.told_sequence, row.told_at = (None, None) if gone else (meeting.sequence, timezone.now())
    row.save(update_fields=["told_sequence", "told_at"])
    if gone:
        revoke_links_about(row)
    else:
        prolong_links_about(row, meeting.ends_by + AFTERWARDS)


def _require_somebody(meeting: JointMeeting, postings: list[Posting]) -> None:
    if any(posting.is_due for posting in postings):
        return
    if any(posting.invitee.told_sequence is not None for posting in postings):
        raise DomainError(
            _("Everybody on the list knows the plan as it is; there is nothing to send.")
        )
    raise DomainError(_("Nobody who can be reached is on the list yet. Add people or units first."))


def _note_answer(
    meeting: JointMeeting,
    row: Invitee,
    rsvp: str,
    *,
    actor: Any,
    rsvp_note: str = "",
    deputy_name: str = "",
    deputy_mobile: str = "",
) -> None:
    require_answerable(meeting, row)
    if rsvp not in (Rsvp.YES, Rsvp.NO, Rsvp.DEPUTY):
        raise DomainError(_("Please say whether you will come."), field="rsvp")
    if rsvp == Rsvp.DEPUTY and not deputy_name:
        raise DomainError(_("Please give the name of who comes instead."), field="deputy_name")
    row.rsvp, row.rsvp_note, row.answered_at = rsvp, rsvp_note, timezone.now()
    row.deputy_name = deputy_name if rsvp == Rsvp.DEPUTY else ""
    row.deputy_mobile = deputy_mobile if rsvp == Rsvp.DEPUTY else ""
    row.save(update_fields=["rsvp", "rsvp_note", "answered_at", "deputy_name", "deputy_mobile"])
    ActionLog.objects.record(
        meeting,
        verb="industries.jointmeeting.answer",
        actor=actor,
        data={"rsvp": str(rsvp), "invitee": row.pk, "by_link": actor is None},
    )
