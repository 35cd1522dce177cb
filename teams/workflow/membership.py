"""Moves of a membership and of a professor's supervision."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move
from teams.enums import MembershipState as S
from teams.enums import SupervisionState as P

JOIN = Move(
    name="teams.membership.join",
    sources=frozenset({S.INVITED}),
    target=S.ACTIVE,
    permission="teams.answer_membership",
    label=_("Accept the invitation"),
    explains=_("You become a member of the team."),
    tone="primary",
    icon="check-lg",
    back="teams.membership.leave",
    order=10,
)
DECLINE = Move(
    name="teams.membership.decline",
    sources=frozenset({S.INVITED}),
    target=S.DECLINED,
    permission="teams.answer_membership",
    label=_("Decline the invitation"),
    explains=_("The office and the leader are told."),
    reason="optional",
    icon="x-lg",
    back="A new invitation is sent instead.",
    order=20,
)
LEAVE = Move(
    name="teams.membership.leave",
    sources=frozenset({S.ACTIVE, S.INVITED}),
    target=S.LEFT,
    permission="teams.end_membership",
    label=_("Leave the team"),
    explains=_(
        "The team, the professor and the unit are told. Confirmed hours are kept. "
        "With fewer than four members the replacement clock starts."
    ),
    reason="required",
    tone="danger",
    icon="box-arrow-left",
    back="A replacement or a new membership is dated anew, so that the history stays true.",
    order=80,
)

LAPSE = Move(
    name="teams.membership.lapse",
    sources=frozenset({S.INVITED, S.ACTIVE}),
    target=S.LEFT,
    permission="teams.end_membership",
    label=_("Membership ended"),
    explains=_("Follows when the student joins another team or leaves the programme."),
    icon="hourglass-bottom",
    back="A new invitation is sent instead.",
    by_system=True,
)

ACCEPT_TEAM = Move(
    name="teams.supervision.accept",
    sources=frozenset({P.ASKED}),
    target=P.ACCEPTED,
    permission="teams.answer_supervision",
    label=_("Accept the team"),
    explains=_("You become the supervising professor; the office is told."),
    tone="primary",
    icon="check-lg",
    back="teams.supervision.end",
    order=10,
)
DECLINE_TEAM = Move(
    name="teams.supervision.decline",
    sources=frozenset({P.ASKED}),
    target=P.DECLINED,
    permission="teams.answer_supervision",
    label=_("Decline the team"),
    explains=_("The office is told and asks somebody else."),
    reason="required",
    icon="x-lg",
    back="A new request is sent instead.",
    order=20,
)
END_SUPERVISION = Move(
    name="teams.supervision.end",
    sources=frozenset({P.ACCEPTED, P.ASKED}),
    target=P.ENDED,
    permission="teams.manage_team",
    label=_("End the supervision"),
    explains=_("The professor is told; the history stays. The team needs another professor."),
    reason="required",
    tone="danger",
    icon="person-dash",
    back="A new request is sent instead, so that the history stays true.",
    order=80,
)
