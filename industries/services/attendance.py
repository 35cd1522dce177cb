"""Attendance on the spot: who is there, who came late, who came without an invitation."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import MEETING_AHEAD, MeetingState
from industries.models import Invitee, JointMeeting
from industries.services.common import require_right, write_columns
from industries.services.meetings import OUTSIDER_COLUMNS
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog

PRESENT, LATE, ABSENT = "present", "late", "absent"


@transaction.atomic
def mark_attendance(*, meeting_id: int, actor: Any, marks: Mapping[int, str]) -> JointMeeting:
    """Note who is there by the invitee's id: "present", "late", "absent", or "" for not yet.

    As often as one likes, from the morning of the day until the minutes are final.
    """
    meeting = _open_register(meeting_id, actor)
    for row in meeting.invitees.current().locked():
        if row.pk not in marks:
            continue
        mark = marks[row.pk]
        row.was_present = {PRESENT: True, LATE: True, ABSENT: False}.get(mark)
        row.came_late = mark == LATE
        row.save(update_fields=["was_present", "came_late"])
    ActionLog.objects.record(meeting, verb="industries.jointmeeting.attendance", actor=actor)
    return meeting


@transaction.atomic
def add_guest(*, meeting_id: int, actor: Any, **columns: str) -> Invitee:
    """Somebody without an invitation is there; from now on the minutes name them.

    Raises DomainError for somebody who is on the list.
    """
    meeting = _open_register(meeting_id, actor)
    row = Invitee(meeting=meeting, was_present=True, came_uninvited=True)
    write_columns(row, columns, OUTSIDER_COLUMNS)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise DomainError(
            _("Somebody with this name or address is on the list already."), field="name"
        ) from error
    ActionLog.objects.record(
        meeting, verb="industries.jointmeeting.add_guest", actor=actor, data={"invitee": row.pk}
    )
    return row


def require_register(meeting: JointMeeting) -> None:
    """Raise WrongState, with its reason, while nobody can be marked present."""
    if meeting.state not in MEETING_AHEAD | {MeetingState.HELD}:
        raise WrongState(_("The list of this meeting is closed."))
    if timezone.localdate(meeting.starts_at) > timezone.localdate():
        raise WrongState(_("The list opens on the morning of the meeting."))


def _open_register(meeting_id: int, actor: Any) -> JointMeeting:
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    require_right(actor, "industries.manage_meeting", meeting)
    require_register(meeting)
    return meeting
