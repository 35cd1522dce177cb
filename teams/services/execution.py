"""Execution of the selected solution: start, steps, results, follow-up, and the end."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import services as industry
from industries.enums import ProblemState
from industries.models import Problem
from partnership.accounts.services import revoke_links_about
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from teams.emails import work as emails
from teams.enums import EvaluationState, MilestoneState, SolutionState, TeamState
from teams.models import Evaluation, Milestone, Outcome, Solution, Team
from teams.services.evaluation import ask_evaluations
from teams.services.work_common import (
    DECIDERS,
    ON_SITE,
    active_members,
    by,
    member_users,
    office,
    professor_users,
    require_right,
    said,
    supervisors_of,
    unit_people,
)
from teams.workflow import execution as step_moves
from teams.workflow import solution as solution_moves
from teams.workflow import team as workflow

PLANNABLE = frozenset({TeamState.DECIDED, TeamState.EXECUTING})
#: With a waiver of the head of the office a team of three may execute.
LEAST_WITH_WAIVER = 3
FOLLOW_UP_DAYS = {3: 91, 6: 182}


def _team(team_id: int) -> Team:
    """Lock problem, then team."""
    problem_id = Team.objects.values_list("problem_id", flat=True).get(pk=team_id)
    if problem_id is not None:
        Problem.objects.locked().get(pk=problem_id)
    return (
        Team.objects.locked()
        .select_related("problem__unit", "professor__user", "supervisor__user", "round")
        .get(pk=team_id)
    )


def _everybody(team: Team) -> list[Any]:
    return [*member_users(team), *professor_users(team), *unit_people(team, (*DECIDERS, *ON_SITE))]


def _selected(team: Team, state: str = SolutionState.SELECTED) -> Solution | None:
    return Solution.objects.locked().filter(team=team, state=state).first()


@transaction.atomic
def execute_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """Start the execution of the selected solution; the problem follows.

    Raises DomainError without a selected solution of this team or with too few members.
    """
    team = _team(team_id)
    team.executed = True
    log = apply(workflow.EXECUTE, team, actor=actor, also=["executed"])
    solution = _selected(team)
    if solution is None:
        raise DomainError(
            _("No solution of this team is selected. Without execution it is evaluated directly.")
        )
    strength = len(active_members(team))
    least = LEAST_WITH_WAIVER if team.strength_waiver else team.round.team_min
    if strength < least:
        raise DomainError(
            _(
                "The team has fewer members than an execution needs. "
                "Replace a member first, or ask the head of the office for a waiver."
            )
        )
    if team.problem.state == ProblemState.IN_REVIEW:
        industry.execute_problem(problem_id=team.problem_id, actor=actor)
    revoke_links_about(team.problem)
    queue_letter(
        emails.EXECUTION_STARTED,
        about=team,
        to=_everybody(team),
        context={
            "team": said(lambda: team.name),
            "solution": said(lambda: solution.text("title")),
        },
        dedupe=f"teams.team:{team.pk}:{log.pk}",
    )
    return team


@transaction.atomic
def plan_milestone(
    *, team_id: int, actor: Any, title: str, due_on: date, note: str = ""
) -> Milestone:
    """Add a step to the plan. Raises WrongState before the decision and after the execution."""
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.plan_execution", team)
    if team.state not in PLANNABLE:
        raise WrongState(_("Steps are planned between the decision and the end of the execution."))
    milestone = Milestone.objects.create(team=team, title=title, due_on=due_on, note=note)
    ActionLog.objects.record(milestone, verb="teams.milestone.plan", actor=actor, after="planned")
    return milestone


@transaction.atomic
def change_milestone(
    *, milestone_id: int, actor: Any, title: str, due_on: date, note: str = ""
) -> Milestone:
    """Change a step that is not done yet."""
    milestone = Milestone.objects.locked().select_related("team").get(pk=milestone_id)
    require_right(actor, "teams.plan_execution", milestone)
    if milestone.state not in (MilestoneState.PLANNED, MilestoneState.RETURNED):
        raise WrongState(_("A step that was reported as done is not changed any more."))
    milestone.title, milestone.due_on, milestone.note = title, due_on, note
    milestone.save()
    return milestone


def _step(milestone_id: int) -> Milestone:
    return (
        Milestone.objects.locked()
        .select_related("team__problem__unit", "team__professor__user", "team__supervisor__user")
        .get(pk=milestone_id)
    )


def _tell_step(letter: Any, milestone: Milestone, to: list[Any], reason: str, log: Any) -> None:
    queue_letter(
        letter,
        about=milestone,
        to=to,
        context={
            "team": said(lambda: milestone.team.name),
            "milestone": said(lambda: milestone.text("title")),
            "reason": reason,
        },
        dedupe=f"teams.milestone:{milestone.pk}:{log.pk}",
    )


@transaction.atomic
def report_milestone(*, milestone_id: int, actor: Any, reason: str = "") -> Milestone:
    """The team reports a step as done; only while it executes."""
    milestone = _step(milestone_id)
    log = apply(step_moves.REPORT_MILESTONE, milestone, actor=actor, reason=reason)
    if milestone.team.state != TeamState.EXECUTING:
        raise DomainError(_("Steps are reported once the execution has begun."))
    to = [*supervisors_of(milestone.team), *unit_people(milestone.team, DECIDERS)]
    _tell_step(emails.MILESTONE_REPORTED, milestone, to, reason, log)
    return milestone


@transaction.atomic
def accept_milestone(*, milestone_id: int, actor: Any, reason: str = "") -> Milestone:
    """The unit accepts the step."""
    milestone = _step(milestone_id)
    log = apply(step_moves.ACCEPT_MILESTONE, milestone, actor=actor, reason=reason)
    to = [*member_users(milestone.team), *professor_users(milestone.team)]
    _tell_step(emails.MILESTONE_ACCEPTED, milestone, to, reason, log)
    return milestone


@transaction.atomic
def return_milestone(*, milestone_id: int, actor: Any, reason: str = "") -> Milestone:
    """The unit says what is missing."""
    milestone = _step(milestone_id)
    log = apply(step_moves.RETURN_MILESTONE, milestone, actor=actor, reason=reason)
    to = [*member_users(milestone.team), *professor_users(milestone.team)]
    _tell_step(emails.MILESTONE_RETURNED, milestone, to, reason, log)
    return milestone


@transaction.atomic
def drop_milestone(*, milestone_id: int, actor: Any, reason: str = "") -> Milestone:
    """Take a step out of the plan, with its reason."""
    milestone = _step(milestone_id)
    log = apply(step_moves.DROP_MILESTONE, milestone, actor=actor, reason=reason)
    to = [*professor_users(milestone.team), *supervisors_of(milestone.team)]
    _tell_step(emails.MILESTONE_DROPPED, milestone, to, reason, log)
    return milestone


@transaction.atomic
def finish_team(
    *,
    team_id: int,
    actor: Any,
    summary: str = "",
    kpi_after: Decimal | None = None,
    benefit_claimed_rial: int | None = None,
    jobs_saved: int | None = 0,
    jobs_created: int | None = 0,
    reason: str = "",
) -> Team:
    """Hand the results over and ask both evaluators.

    Raises DomainError while a step is neither reported nor dropped.
    """
    team = _team(team_id)
    log = apply(workflow.FINISH, team, actor=actor, reason=reason)
    unfinished = team.milestones.filter(state__in=[MilestoneState.PLANNED, MilestoneState.RETURNED])
    if unfinished.exists():
        raise DomainError(
            _("Some steps of the plan are still open. Report them as done or drop them first.")
        )
    solution = _selected(team)
    if solution is not None:
        apply(solution_moves.IMPLEMENT, solution, actor=None, data=by(actor))
    today = timezone.localdate()
    Outcome.objects.update_or_create(
        team=team,
        defaults={
            "summary": summary,
            "kpi_after": kpi_after,
            "benefit_claimed_rial": benefit_claimed_rial,
            "jobs_saved": jobs_saved or 0,
            "jobs_created": jobs_created or 0,
            "follow_up_3_on": today + timedelta(days=FOLLOW_UP_DAYS[3]),
            "follow_up_6_on": today + timedelta(days=FOLLOW_UP_DAYS[6]),
            "recorded_by": actor,
        },
    )
    queue_letter(
        emails.EXECUTION_FINISHED,
        about=team,
        to=[*member_users(team), *unit_people(team, DECIDERS), *office()],
        context={"team": said(lambda: team.name)},
        dedupe=f"teams.team:{team.pk}:{log.pk}",
    )
    ask_evaluations(team)
    return team


@transaction.atomic
def evaluate_unselected_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """Evaluate a team whose solution is not executed; its certificate says so.

    Raises DomainError while a solution of the team is the selected one.
    """
    team = _team(team_id)
    team.executed = False
    log = apply(
        workflow.EVALUATE_WITHOUT_EXECUTION, team, actor=actor, reason=reason, also=["executed"]
    )
    if _selected(team) is not None:
        raise DomainError(
            _(
                "A solution of this team is selected: it is executed, "
                "or the decision is withdrawn first."
            )
        )
    queue_letter(
        emails.EVALUATION_OPENED,
        about=team,
        to=member_users(team),
        context={"team": said(lambda: team.name), "reason": reason},
        dedupe=f"teams.team:{team.pk}:{log.pk}",
    )
    ask_evaluations(team)
    return team


@transaction.atomic
def resume_execution_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """Back to the work: to the execution, or to where a team without execution stood.

    Raises DomainError once an evaluation has been submitted.
    """
    team = _team(team_id)
    target = TeamState.EXECUTING
    if not team.executed:
        before = ActionLog.objects.about(team).filter(verb=workflow.EVALUATE_WITHOUT_EXECUTION.name)
        target = before.values_list("before", flat=True).first() or TeamState.DECIDED
    log = apply(workflow.RESUME_EXECUTION, team, actor=actor, reason=reason, to=target)
    given = Evaluation.objects.filter(membership__team=team, state=EvaluationState.SUBMITTED)
    if given.exists():
        raise DomainError(
            _("An evaluation has been submitted already; reopen it before going back.")
        )
    solution = _selected(team, SolutionState.IMPLEMENTED)
    if solution is not None:
        apply(solution_moves.UNIMPLEMENT, solution, actor=None, data=by(actor))
    queue_letter(
        emails.EXECUTION_RESUMED,
        about=team,
        to=_everybody(team),
        context={"team": said(lambda: team.name), "reason": reason},
        dedupe=f"teams.team:{team.pk}:{log.pk}",
    )
    return team


def _outcome(team_id: int, actor: Any, permission: str) -> Outcome:
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, permission, team)
    outcome = Outcome.objects.locked().select_related("team").filter(team=team).first()
    if outcome is None:
        raise WrongState(_("Results are recorded when the execution is finished."))
    return outcome


@transaction.atomic
def record_outcome(
    *,
    team_id: int,
    actor: Any,
    summary: str,
    kpi_after: Decimal | None = None,
    benefit_claimed_rial: int | None = None,
    jobs_saved: int | None = 0,
    jobs_created: int | None = 0,
) -> Outcome:
    """Correct the results while the unit has not confirmed the benefit."""
    outcome = _outcome(team_id, actor, "teams.record_outcome")
    if outcome.benefit_confirmed_rial is not None:
        raise WrongState(_("The unit has confirmed the results; they are no longer changed."))
    outcome.summary, outcome.kpi_after = summary, kpi_after
    outcome.benefit_claimed_rial = benefit_claimed_rial
    outcome.jobs_saved, outcome.jobs_created = jobs_saved or 0, jobs_created or 0
    outcome.recorded_by = actor
    outcome.save()
    return outcome


@transaction.atomic
def confirm_benefit(
    *, team_id: int, actor: Any, benefit_confirmed_rial: int, reason: str = ""
) -> Outcome:
    """The unit says what the result is worth to it in a year."""
    outcome = _outcome(team_id, actor, "teams.confirm_benefit")
    outcome.benefit_confirmed_rial = benefit_confirmed_rial
    outcome.save()
    log = ActionLog.objects.record(
        outcome, verb="teams.outcome.confirm", actor=actor, reason=reason
    )
    team = outcome.team
    queue_letter(
        emails.OUTCOME_CONFIRMED,
        about=team,
        to=[*member_users(team), *professor_users(team), *office()],
        context={"team": said(lambda: team.name)},
        dedupe=f"teams.team:{team.pk}:{log.pk}",
    )
    return outcome


@transaction.atomic
def follow_up_outcome(*, team_id: int, actor: Any, months: int, note: str) -> Outcome:
    """Write down how things stand three or six months later."""
    outcome = _outcome(team_id, actor, "teams.follow_up_outcome")
    if months not in FOLLOW_UP_DAYS:
        raise DomainError(
            _("Follow-ups are made after three and after six months."), field="months"
        )
    setattr(outcome, f"follow_up_{months}_note", note)
    outcome.save()
    ActionLog.objects.record(
        outcome, verb="teams.outcome.follow_up", actor=actor, data={"months": months}
    )
    return outcome
