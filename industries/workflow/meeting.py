"""Moves of a joint meeting and of its resolutions."""

from django.utils.translation import gettext_lazy as _

from industries.enums import MeetingState as S
from industries.enums import ResolutionState as R
from partnership.core.workflow import Move

INVITE = Move(
    name="industries.jointmeeting.invite",
    sources=frozenset({S.PLANNED, S.INVITED}),
    target=S.INVITED,
    permission="industries.manage_meeting",
    label=_("Send the invitations"),
    explains=_("Whoever has to hear something new gets a letter with the calendar entry."),
    tone="primary",
    icon="envelope",
    back="industries.jointmeeting.cancel",
    order=10,
)
HOLD_MEETING = Move(
    name="industries.jointmeeting.hold",
    sources=frozenset({S.PLANNED, S.INVITED}),
    target=S.HELD,
    permission="industries.record_meeting",
    label=_("Record the meeting"),
    explains=_("Attendance, discussion and resolutions are written down."),
    tone="primary",
    icon="journal-text",
    back="Minutes stay open for correction until they are made final.",
    order=20,
)
SIGN = Move(
    name="industries.jointmeeting.sign",
    sources=frozenset({S.HELD}),
    target=S.SIGNED,
    permission="industries.manage_meeting",
    label=_("Make the minutes final"),
    explains=_("The minutes get their number and are locked; attendees receive them to sign."),
    tone="primary",
    icon="lock",
    back="industries.jointmeeting.unlock",
    order=10,
)
ARCHIVE = Move(
    name="industries.jointmeeting.archive",
    sources=frozenset({S.SIGNED}),
    target=S.ARCHIVED,
    permission="industries.manage_meeting",
    label=_("Keep the signed scan"),
    explains=_("The minutes as signed on paper are kept; who came may open them."),
    tone="primary",
    icon="archive",
    back="industries.jointmeeting.unarchive",
    order=20,
)
UNARCHIVE = Move(
    name="industries.jointmeeting.unarchive",
    sources=frozenset({S.ARCHIVED}),
    target=S.SIGNED,
    permission="industries.manage_meeting",
    label=_("Put the scan aside"),
    explains=_("The minutes wait for another scan; the one kept so far stays with the office."),
    reason="required",
    icon="arrow-counterclockwise",
    back="industries.jointmeeting.archive",
    order=50,
)
UNLOCK = Move(
    name="industries.jointmeeting.unlock",
    sources=frozenset({S.SIGNED, S.ARCHIVED}),
    target=S.HELD,
    permission="industries.unlock_meeting",
    label=_("Unlock the minutes"),
    explains=_("The minutes may be corrected; the next version is sent to the attendees again."),
    reason="required",
    icon="unlock",
    back="industries.jointmeeting.sign",
    order=60,
)
CANCEL_MEETING = Move(
    name="industries.jointmeeting.cancel",
    sources=frozenset({S.PLANNED, S.INVITED}),
    target=S.CANCELLED,
    permission="industries.manage_meeting",
    label=_("Cancel the meeting"),
    explains=_("Everybody invited is told."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="A new meeting is planned instead, with new invitations.",
    order=80,
)

COMPLETE = Move(
    name="industries.resolution.complete",
    sources=frozenset({R.IN_FOLLOW_UP, R.NOT_DONE}),
    target=R.DONE,
    permission="industries.follow_resolution",
    label=_("Mark as done"),
    explains=_("The resolution counts as done in the working group’s report."),
    reason="optional",
    tone="primary",
    icon="check-lg",
    back="industries.resolution.resume",
    order=10,
)
FAIL = Move(
    name="industries.resolution.fail",
    sources=frozenset({R.IN_FOLLOW_UP}),
    target=R.NOT_DONE,
    permission="industries.follow_resolution",
    label=_("Mark as not done"),
    explains=_("The resolution counts as not done, with the reason."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="industries.resolution.resume",
    order=30,
)
RESUME = Move(
    name="industries.resolution.resume",
    sources=frozenset({R.DONE, R.NOT_DONE}),
    target=R.IN_FOLLOW_UP,
    permission="industries.follow_resolution",
    label=_("Back to follow-up"),
    explains=_("The resolution is followed up again."),
    reason="required",
    icon="arrow-counterclockwise",
    back="industries.resolution.complete",
    order=40,
)
