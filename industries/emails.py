"""Letters about units, problems, meetings and resolutions."""

from django.utils.translation import gettext_lazy as _

from partnership.notifications.emails import Letter
from partnership.notifications.enums import Channel, Group

UNIT_RECEIVED = Letter(
    key="unit.received",
    subject=_("Your registration has arrived – Industry Partner"),
    group=Group.UNIT,
    channels=(Channel.EMAIL,),
)
UNIT_REGISTERED = Letter(
    key="unit.registered",
    subject=_("New industrial unit awaiting review: %(unit)s"),
    group=Group.UNIT,
    action=_("Open the unit"),
    digest=True,
)
UNIT_AGAIN = Letter(
    key="unit.registered_again",
    subject=_("Registered once more: %(unit)s"),
    group=Group.UNIT,
    action=_("Open the unit"),
    digest=True,
)
UNIT_APPROVED = Letter(
    key="unit.approved",
    subject=_("Welcome – access for %(unit)s is active"),
    group=Group.UNIT,
    action=_("Open the unit’s page"),
)
UNIT_REJECTED = Letter(
    key="unit.rejected",
    subject=_("Result of the review of %(unit)s"),
    group=Group.UNIT,
    placeholders=("reason",),
)
UNIT_SUSPENDED = Letter(
    key="unit.suspended",
    subject=_("Cooperation with %(unit)s is suspended"),
    group=Group.UNIT,
    action=_("Open the unit’s page"),
    placeholders=("reason",),
)
UNIT_RESUMED = Letter(
    key="unit.resumed",
    subject=_("Cooperation with %(unit)s goes on"),
    group=Group.UNIT,
    action=_("Open the unit’s page"),
    placeholders=("reason",),
)
UNIT_CLOSED = Letter(
    key="unit.closed",
    subject=_("The file of %(unit)s is closed"),
    group=Group.UNIT,
    placeholders=("reason",),
)
UNIT_MERGED = Letter(
    key="unit.merged",
    subject=_("The records of %(unit)s are now one"),
    group=Group.UNIT,
    action=_("Open the unit’s page"),
)
DOCUMENT_PREPARED = Letter(
    key="document.prepared",
    subject=_("To be signed: %(title)s no. %(number)s"),
    group=Group.UNIT,
    action=_("Open the paper"),
)

PROBLEM_SUBMITTED = Letter(
    key="problem.submitted",
    subject=_("New problem from %(unit)s"),
    group=Group.PROBLEM,
    action=_("Review the problem"),
    digest=True,
)
PROBLEM_TRIAGED = Letter(
    key="problem.triaged",
    subject=_("Your problem “%(title)s” has been reviewed"),
    group=Group.PROBLEM,
    action=_("Open the problem"),
    placeholders=("reason",),
)
PROBLEM_CHANGED = Letter(
    key="problem.changed",
    subject=_("Problem “%(title)s”: %(state)s"),
    group=Group.PROBLEM,
    action=_("Open the problem"),
    placeholders=("reason",),
)
PROBLEM_ASKED = Letter(
    key="problem.asked",
    subject=_("New message about “%(title)s”"),
    group=Group.PROBLEM,
    action=_("Read and answer"),
)

PROBLEM_LATE = Letter(
    key="problem.late",
    subject=_("Still without a review: “%(title)s”"),
    group=Group.PROBLEM,
    action=_("Review the problem"),
)
DETAIL_REMINDER = Letter(
    key="problem.detail_reminder",
    subject=_("Your problem “%(title)s” waits for a few more words"),
    group=Group.PROBLEM,
    action=_("Complete the problem"),
)
PROBLEM_LAPSED = Letter(
    key="problem.lapsed",
    subject=_("Your problem “%(title)s” rests for now"),
    group=Group.PROBLEM,
    action=_("Take it up again"),
)
PROBLEM_RESUMED = Letter(
    key="problem.resumed",
    subject=_("%(unit)s takes “%(title)s” up again"),
    group=Group.PROBLEM,
    action=_("Open the problem"),
    digest=True,
)
PROBLEM_WITHOUT_TEAM = Letter(
    key="problem.without_team",
    subject=_("Still without a team: “%(title)s”"),
    group=Group.PROBLEM,
    action=_("Open the problem"),
    digest=True,
)
REFERRAL_ANSWERED = Letter(
    key="problem.referral_answered",
    subject=_("The working group on “%(title)s”: %(outcome)s"),
    group=Group.PROBLEM,
    action=_("Open the problem"),
    placeholders=("answer",),
)

MEETING_INVITED = Letter(
    key="meeting.invited",
    subject=_("Meeting invitation: %(title)s – %(date)s %(time)s"),
    group=Group.MEETING,
    action=_("Answer the invitation"),
)
MEETING_CHANGED = Letter(
    key="meeting.changed",
    subject=_("Changed: %(title)s – %(date)s %(time)s"),
    group=Group.MEETING,
    action=_("See the meeting and answer"),
)
MEETING_UNINVITED = Letter(
    key="meeting.uninvited",
    subject=_("You need not come: %(title)s – %(date)s"),
    group=Group.MEETING,
    action=_("Open the page"),
)
MEETING_REMINDER = Letter(
    key="meeting.reminder",
    subject=_("Reminder: %(title)s – %(date)s %(time)s"),
    group=Group.MEETING,
    action=_("See the meeting and answer"),
)
MEETING_CANCELLED = Letter(
    key="meeting.cancelled",
    subject=_("Cancelled: %(title)s – %(date)s"),
    group=Group.MEETING,
    placeholders=("reason",),
)
MEETING_MINUTES = Letter(
    key="meeting.minutes",
    subject=_("Minutes no. %(number)s ready to sign"),
    group=Group.MEETING,
    action=_("Open the minutes"),
)
MEETING_UNLOCKED = Letter(
    key="meeting.unlocked",
    subject=_("Minutes no. %(number)s are being corrected"),
    group=Group.MEETING,
    action=_("Open the meeting"),
    placeholders=("reason",),
)
ACTION_DUE = Letter(
    key="action.due",
    subject=_("Action reminder: %(title)s by %(date)s"),
    group=Group.MEETING,
    action=_("Open the resolution"),
)
ACTION_REPORTED = Letter(
    key="action.reported",
    subject=_("Report on resolution %(number)s"),
    group=Group.MEETING,
    action=_("Open the resolution"),
    digest=True,
)
ACTION_CHANGED = Letter(
    key="action.changed",
    subject=_("Resolution “%(title)s”: %(state)s"),
    group=Group.MEETING,
    action=_("Open the resolution"),
    placeholders=("reason",),
)
