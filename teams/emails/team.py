"""Letters about forming teams, dispatch, visits and assessments."""

from django.utils.translation import gettext_lazy as _

from partnership.notifications.emails import Letter
from partnership.notifications.enums import Group

_OPEN_TEAM = _("Open the team’s page")
_ANSWER = _("Answer the invitation")

TEAM_INVITED = Letter(
    key="team.invited",
    subject=_("Invitation to team “%(team)s”"),
    group=Group.TEAM,
    action=_ANSWER,
    placeholders=("team", "date"),
)
MEMBERSHIP_ANSWERED = Letter(
    key="membership.answered",
    subject=_("Answer to the invitation to team “%(team)s”: %(student)s"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
MEMBER_CHANGED = Letter(
    key="member.changed",
    subject=_("Change in team “%(team)s”"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
PROFESSOR_REQUESTED = Letter(
    key="professor.requested",
    subject=_("Request to supervise team “%(team)s”"),
    group=Group.TEAM,
    action=_("Answer the request"),
)
PROFESSOR_REMINDER = Letter(
    key="professor.reminder",
    subject=_("Reminder: team “%(team)s” waits for your answer"),
    group=Group.TEAM,
    action=_("Answer the request"),
)
SUPERVISION_ANSWERED = Letter(
    key="supervision.answered",
    subject=_("The professor’s answer about team “%(team)s”"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
SUPERVISION_ENDED = Letter(
    key="supervision.ended",
    subject=_("Supervision of team “%(team)s” has ended"),
    group=Group.TEAM,
)
TEAM_FORMED = Letter(
    key="team.formed",
    subject=_("Team “%(team)s” has been formed"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
TEAM_REOPENED = Letter(
    key="team.reopened",
    subject=_("Team “%(team)s” is being formed again"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
TEAM_HELD = Letter(
    key="team.held",
    subject=_("Team “%(team)s” is on hold"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
TEAM_RESUMED = Letter(
    key="team.resumed",
    subject=_("Team “%(team)s” goes on"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
TEAM_DISSOLVED = Letter(
    key="team.dissolved",
    subject=_("Team “%(team)s” has been dissolved"),
    group=Group.TEAM,
    action=_("Open my work"),
)
TEAM_UNDER_STRENGTH = Letter(
    key="team.under_strength",
    subject=_("Team “%(team)s” is under strength – replace by %(date)s"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
STRENGTH_OVERDUE = Letter(
    key="team.strength_overdue",
    subject=_("Team “%(team)s” is still under strength after the deadline"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
STRENGTH_WAIVED = Letter(
    key="team.strength_waived",
    subject=_("Team “%(team)s” may go on with three members"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
LETTER_ISSUED = Letter(
    key="letter.issued",
    subject=_("Letter of introduction no. %(number)s issued"),
    group=Group.TEAM,
    action=_("Open the letter"),
)
LETTER_TO_SIGN = Letter(
    key="letter.to_sign",
    subject=_("Letter of introduction no. %(number)s waits for your signature"),
    group=Group.TEAM,
    action=_("Open the letter"),
)
LETTER_ACCEPTED = Letter(
    key="letter.accepted",
    subject=_("The unit accepts team “%(team)s”"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
LETTER_VOID = Letter(
    key="letter.void",
    subject=_("Letter of introduction no. %(number)s is no longer valid"),
    group=Group.TEAM,
)
SUPERVISOR_NAMED = Letter(
    key="supervisor.named",
    subject=_("You are the industrial supervisor of team “%(team)s”"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
DISPATCH_REMINDER = Letter(
    key="dispatch.reminder",
    subject=_("Reminder: report to the unit by %(date)s"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
ASSESSMENT_BEGUN = Letter(
    key="assessment.begun",
    subject=_("Team “%(team)s” has begun the assessment"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
VISIT_PLANNED = Letter(
    key="visit.planned",
    subject=_("Visit of team “%(team)s” on %(date)s"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
VISIT_CANCELLED = Letter(
    key="visit.cancelled",
    subject=_("The visit of team “%(team)s” on %(date)s is cancelled"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
ASSESSMENT_SUBMITTED = Letter(
    key="assessment.submitted",
    subject=_("Assessment of team “%(team)s” waits for you"),
    group=Group.TEAM,
    action=_("Read the assessment"),
)
ASSESSMENT_ACCEPTED = Letter(
    key="assessment.accepted",
    subject=_("Assessment of team “%(team)s” accepted"),
    group=Group.TEAM,
    action=_OPEN_TEAM,
)
ASSESSMENT_RETURNED = Letter(
    key="assessment.returned",
    subject=_("Assessment of team “%(team)s” needs correction"),
    group=Group.TEAM,
    action=_("Correct the assessment"),
)
