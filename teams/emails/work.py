"""Letters about solutions, decisions, execution, hours and evaluation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from partnership.notifications.emails import Letter
from partnership.notifications.enums import Group


def _solution(key: str, subject: Any, action: Any, **more: Any) -> Letter:
    return Letter(key=key, subject=subject, group=Group.SOLUTION, action=action, **more)


def _execution(key: str, subject: Any, action: Any, **more: Any) -> Letter:
    return Letter(key=key, subject=subject, group=Group.EXECUTION, action=action, **more)


def _evaluation(key: str, subject: Any, action: Any, **more: Any) -> Letter:
    return Letter(key=key, subject=subject, group=Group.EVALUATION, action=action, **more)


SOLUTION_WRITTEN = _solution(
    "solution.written",
    _("A solution of team “%(team)s” awaits your endorsement"),
    _("Read the solution"),
    digest=True,
)
SOLUTION_ENDORSED = _solution(
    "solution.endorsed",
    _("Your solution “%(solution)s” is endorsed"),
    _("Open the solution"),
)
SOLUTION_RETURNED = _solution(
    "solution.returned",
    _("The professor returned your solution “%(solution)s”"),
    _("Improve the solution"),
    placeholders=("reason",),
)
SOLUTION_SUBMITTED = _solution(
    "solution.submitted",
    _("Team “%(team)s” has submitted a solution"),
    _("Open the team"),
    digest=True,
)
SOLUTION_WITHDRAWN = _solution(
    "solution.withdrawn",
    _("Team “%(team)s” has withdrawn a solution"),
    _("Open the team"),
    placeholders=("reason",),
)
SOLUTION_RESTORED = _solution(
    "solution.restored",
    _("Team “%(team)s” takes up a withdrawn solution again"),
    _("Open the team"),
    digest=True,
)
SOLUTIONS_READY = _solution(
    "solutions.ready",
    _("Solutions for “%(title)s” are ready to review"),
    _("Compare solutions"),
    placeholders=("number", "due"),
)
DECISION_REMINDER = _solution(
    "decision.reminder",
    _("Reminder: a decision is awaited"),
    _("Compare solutions"),
    placeholders=("title", "days"),
)
SOLUTION_DECIDED = _solution(
    "solution.decided",
    _("Outcome for “%(title)s”"),
    _("Open the team"),
    placeholders=("team", "solution", "reason"),
)
SOLUTION_REVISION = _solution(
    "solution.revision",
    _("A revision of “%(solution)s” is asked for"),
    _("Improve the solution"),
    placeholders=("reason", "changes", "due"),
)
SOLUTIONS_ALL_REJECTED = _solution(
    "solutions.all_rejected",
    _("Solutions for “%(title)s” need rework"),
    _("Open the team"),
    placeholders=("reason", "due"),
)
DECISION_WITHDRAWN = _solution(
    "decision.withdrawn",
    _("The decision on “%(title)s” was withdrawn"),
    _("Open the team"),
)

EXECUTION_STARTED = _execution(
    "execution.started",
    _("Execution of team “%(team)s” begins"),
    _("Open the team"),
    placeholders=("solution",),
)
EXECUTION_FINISHED = _execution(
    "execution.finished",
    _("Execution of team “%(team)s” is finished"),
    _("Open the team"),
)
EXECUTION_RESUMED = _execution(
    "execution.resumed",
    _("Team “%(team)s” goes back to work"),
    _("Open the team"),
    placeholders=("reason",),
)
MILESTONE_REPORTED = _execution(
    "milestone.reported",
    _("Team “%(team)s” reports a step as done"),
    _("Look at the step"),
    placeholders=("milestone",),
    digest=True,
)
MILESTONE_ACCEPTED = _execution(
    "milestone.accepted",
    _("The unit accepts the step “%(milestone)s”"),
    _("Open the team"),
    digest=True,
)
MILESTONE_RETURNED = _execution(
    "milestone.returned",
    _("The unit returns the step “%(milestone)s”"),
    _("Open the team"),
    placeholders=("reason",),
)
MILESTONE_DROPPED = _execution(
    "milestone.dropped",
    _("The step “%(milestone)s” leaves the plan"),
    _("Open the team"),
    placeholders=("reason",),
    digest=True,
)
REPORT_MISSING = _execution(
    "report.missing",
    _("Your weekly report is missing"),
    _("Write the weekly report"),
    placeholders=("week",),
)
HOURS_TO_CONFIRM = _execution(
    "hours.to_confirm",
    _("%(n)s attendance sheets await you"),
    _("Confirm hours"),
)
REPORT_CONFIRMED = _execution(
    "report.confirmed",
    _("Your hours of the week from %(week)s are confirmed"),
    _("Open the report"),
    digest=True,
)
REPORT_RETURNED = _execution(
    "report.returned",
    _("Your weekly report needs a correction"),
    _("Correct the report"),
    placeholders=("week", "reason"),
)
REPORT_COMMENTED = _execution(
    "report.commented",
    _("Your professor wrote about your week"),
    _("Open the report"),
    placeholders=("week",),
    digest=True,
)
OUTCOME_CONFIRMED = _execution(
    "outcome.confirmed",
    _("The unit confirms what team “%(team)s” achieved"),
    _("Open the team"),
)

EVALUATION_REQUESTED = _evaluation(
    "evaluation.requested",
    _("Please evaluate team “%(team)s”"),
    _("Evaluate"),
)
EVALUATION_REMINDER = _evaluation(
    "evaluation.reminder",
    _("Reminder: please evaluate team “%(team)s”"),
    _("Evaluate"),
)
EVALUATION_OPENED = _evaluation(
    "evaluation.opened",
    _("Team “%(team)s” is under evaluation"),
    _("Write the final report"),
)
EVALUATION_GIVEN = _evaluation(
    "evaluation.given",
    _("An evaluation of yours has been submitted"),
    _("Open the evaluation"),
    digest=True,
)
EVALUATION_REOPENED = _evaluation(
    "evaluation.reopened",
    _("An evaluation of team “%(team)s” is open again"),
    _("Evaluate"),
    placeholders=("student", "reason"),
)
FINAL_REPORT_SUBMITTED = _evaluation(
    "final_report.submitted",
    _("Final report of team “%(team)s” awaits you"),
    _("Read the final report"),
)
FINAL_REPORT_ACCEPTED = _evaluation(
    "final_report.accepted",
    _("The final report of team “%(team)s” is accepted"),
    _("Open the final report"),
)
FINAL_REPORT_RETURNED = _evaluation(
    "final_report.returned",
    _("The final report of team “%(team)s” needs a correction"),
    _("Correct the final report"),
    placeholders=("reason",),
)
TEAM_COMPLETED = _evaluation(
    "evaluation.team_completed",
    _("The work of team “%(team)s” is complete"),
    _("Open the team"),
)
TEAM_REOPENED = _evaluation(
    "evaluation.team_reopened",
    _("The evaluation of team “%(team)s” is open again"),
    _("Open the team"),
    placeholders=("reason",),
)
