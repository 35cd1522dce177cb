"""Moves of an assessment and of the final report."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move
from teams.enums import AssessmentState as S

SUBMIT = Move(
    name="teams.assessment.submit",
    sources=frozenset({S.DRAFT, S.RETURNED}),
    target=S.SUBMITTED,
    permission="teams.write_assessment",
    label=_("Send to the professor"),
    explains=_("The professor is asked to accept or return the assessment."),
    tone="primary",
    icon="send",
    back="teams.assessment.return",
    order=10,
)
ACCEPT = Move(
    name="teams.assessment.accept",
    sources=frozenset({S.SUBMITTED}),
    target=S.ACCEPTED,
    permission="teams.accept_assessment",
    label=_("Accept the assessment"),
    explains=_("The team is told and goes on to design solutions."),
    reason="optional",
    tone="primary",
    icon="check-lg",
    back="teams.team.reassess",
    order=10,
)
RETURN = Move(
    name="teams.assessment.return",
    sources=frozenset({S.SUBMITTED}),
    target=S.RETURNED,
    permission="teams.accept_assessment",
    label=_("Return for correction"),
    explains=_("The team is told what to correct."),
    reason="required",
    icon="arrow-counterclockwise",
    back="teams.assessment.submit",
    order=20,
)
REOPEN = Move(
    name="teams.assessment.reopen",
    sources=frozenset({S.ACCEPTED}),
    target=S.RETURNED,
    permission="teams.accept_assessment",
    label=_("Reopen"),
    explains=_("Follows when the professor sends the team back to the assessment."),
    back="teams.assessment.submit",
    by_system=True,
)

SUBMIT_FINAL = Move(
    name="teams.finalreport.submit",
    sources=frozenset({S.DRAFT, S.RETURNED}),
    target=S.SUBMITTED,
    permission="teams.write_final_report",
    label=_("Send the final report"),
    explains=_("The professor is asked to accept or return it."),
    tone="primary",
    icon="send",
    back="teams.finalreport.return",
    order=10,
)
ACCEPT_FINAL = Move(
    name="teams.finalreport.accept",
    sources=frozenset({S.SUBMITTED}),
    target=S.ACCEPTED,
    permission="teams.accept_final_report",
    label=_("Accept the final report"),
    explains=_("One of the gates to the credit opens for every member; the team is told."),
    reason="optional",
    tone="primary",
    icon="check-lg",
    back="teams.finalreport.return",
    order=10,
)
RETURN_FINAL = Move(
    name="teams.finalreport.return",
    sources=frozenset({S.SUBMITTED, S.ACCEPTED}),
    target=S.RETURNED,
    permission="teams.accept_final_report",
    label=_("Return for correction"),
    explains=_("The team is told what to correct."),
    reason="required",
    icon="arrow-counterclockwise",
    back="teams.finalreport.submit",
    order=20,
)
