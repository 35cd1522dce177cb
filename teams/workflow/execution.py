"""Moves of milestones, weekly reports and evaluations."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move
from teams.enums import EvaluationState as E
from teams.enums import MilestoneState as M
from teams.enums import ReportState as R

REPORT_MILESTONE = Move(
    name="teams.milestone.report",
    sources=frozenset({M.PLANNED, M.RETURNED}),
    target=M.DONE,
    permission="teams.work_for_team",
    label=_("Report as done"),
    explains=_("The unit is asked to accept the step."),
    reason="optional",
    tone="primary",
    icon="flag",
    back="teams.milestone.return",
    order=10,
)
ACCEPT_MILESTONE = Move(
    name="teams.milestone.accept",
    sources=frozenset({M.DONE}),
    target=M.ACCEPTED,
    permission="teams.accept_milestone",
    label=_("Accept the step"),
    explains=_("The team is told that the unit accepts it."),
    reason="optional",
    tone="primary",
    icon="check-lg",
    back="teams.milestone.return",
    order=10,
)
RETURN_MILESTONE = Move(
    name="teams.milestone.return",
    sources=frozenset({M.DONE, M.ACCEPTED}),
    target=M.RETURNED,
    permission="teams.accept_milestone",
    label=_("Return for correction"),
    explains=_("The team is told what is missing."),
    reason="required",
    icon="arrow-counterclockwise",
    back="teams.milestone.report",
    order=20,
)
DROP_MILESTONE = Move(
    name="teams.milestone.drop",
    sources=frozenset({M.PLANNED, M.RETURNED}),
    target=M.DROPPED,
    permission="teams.plan_execution",
    label=_("Drop the step"),
    explains=_("The step leaves the plan; its reason stays."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="A new step is planned instead.",
    order=80,
)

SUBMIT_REPORT = Move(
    name="teams.weeklyreport.submit",
    sources=frozenset({R.DRAFT, R.RETURNED}),
    target=R.SUBMITTED,
    permission="teams.write_report",
    label=_("Send for confirmation"),
    explains=_("The industrial supervisor is asked to confirm the hours."),
    tone="primary",
    icon="send",
    back="teams.weeklyreport.return",
    order=10,
)
CONFIRM_REPORT = Move(
    name="teams.weeklyreport.confirm",
    sources=frozenset({R.SUBMITTED}),
    target=R.CONFIRMED,
    permission="teams.confirm_report",
    label=_("Confirm the hours"),
    explains=_("The hours count towards the credit; the student is told."),
    reason="optional",
    tone="primary",
    icon="check-lg",
    back="teams.weeklyreport.return",
    order=10,
)
RETURN_REPORT = Move(
    name="teams.weeklyreport.return",
    sources=frozenset({R.SUBMITTED, R.CONFIRMED}),
    target=R.RETURNED,
    permission="teams.confirm_report",
    label=_("Return for correction"),
    explains=_("The student is told what to correct."),
    reason="required",
    icon="arrow-counterclockwise",
    back="teams.weeklyreport.submit",
    order=20,
)

SUBMIT_EVALUATION = Move(
    name="teams.evaluation.submit",
    sources=frozenset({E.DRAFT}),
    target=E.SUBMITTED,
    permission="teams.write_evaluation",
    label=_("Submit the evaluation"),
    explains=_("The points are final unless the office reopens them."),
    tone="primary",
    icon="send",
    back="teams.evaluation.reopen",
    order=10,
)
REOPEN_EVALUATION = Move(
    name="teams.evaluation.reopen",
    sources=frozenset({E.SUBMITTED}),
    target=E.DRAFT,
    permission="teams.reopen_evaluation",
    label=_("Reopen the evaluation"),
    explains=_("The evaluator may correct the points; possible until the credit is sent."),
    reason="required",
    icon="arrow-counterclockwise",
    back="teams.evaluation.submit",
    order=60,
)
