"""The manager scores solutions and takes one decision; it stands until it is withdrawn."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import services as industry
from industries.enums import ProblemState
from industries.models import Problem
from industries.services.linked import write_with_link
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from partnership.programme.enums import CriterionKind
from partnership.programme.models import EvaluationCriterion
from partnership.programme.selectors import working_days_after
from teams.emails import work as emails
from teams.enums import DECISION_SELECTS, TEAM_RUNNING, DecisionKind, SolutionState, TeamState
from teams.models import Decision, Solution, SolutionReview, Team
from teams.services.solution import decision_path
from teams.services.work_common import (
    DECIDERS,
    by,
    member_users,
    office,
    professor_users,
    require_right,
    said,
    said_date,
    unit_people,
)
from teams.workflow import solution as solution_moves
from teams.workflow import team as team_moves

#: The four things a manager scores, in order, with their names.
REVIEW_CRITERIA = (
    ("RV-TECH", "فنی بودن و عملی بودن", "Technically sound and practicable"),
    ("RV-COST", "هزینه", "Cost"),
    ("RV-RISK", "ریسک", "Risk"),
    ("RV-BEN", "منفعت برای واحد", "Benefit to the unit"),
)
REMINDERS = (5, 10)


def review_criteria() -> list[EvaluationCriterion]:
    """The four criteria, made on first use so that no set-up is needed before a decision."""
    found = {row.code: row for row in EvaluationCriterion.objects.filter(kind=CriterionKind.REVIEW)}
    for order, (code, name_fa, name_en) in enumerate(REVIEW_CRITERIA, start=1):
        if code not in found:
            found[code], _new = EvaluationCriterion.objects.get_or_create(
                code=code,
                defaults={
                    "kind": CriterionKind.REVIEW,
                    "name_fa": name_fa,
                    "name_en": name_en,
                    "max_points": 5,
                    "order": order,
                },
            )
    return sorted((row for row in found.values() if row.is_active), key=lambda row: row.order)


@transaction.atomic
def decide_problem(
    *,
    problem_id: int,
    actor: Any,
    kind: str,
    reason: str,
    solution_id: int | None = None,
    changes: str = "",
    reject_ids: Iterable[int] = (),
    scores: Mapping[tuple[int, int], int] | None = None,
) -> Decision:
    """Take the one decision about a problem's solutions, and tell every team its own part.

    `scores` maps (solution id, criterion id) to 1–5. With a selection, the others go into reserve
    unless `reject_ids` names them. A revision asks the one named, or all. Raises WrongState when
    the solutions are not (or no longer) under review or another decision stands.
    """
    problem = Problem.objects.locked().get(pk=problem_id)
    require_right(actor, "teams.decide_problem", problem)
    if Decision.objects.in_force().filter(problem=problem).exists():
        raise WrongState(_("A decision is in force already. Withdraw it before you take another."))
    if problem.state != ProblemState.IN_REVIEW:
        raise WrongState(
            _("Solutions are not under review now; somebody may have moved the problem on.")
        )
    reason = (reason or "").strip()
    if not reason:
        raise DomainError(_("Please give the reason in one sentence."), field="reason")
    teams = _locked_teams(problem)
    shown = {
        solution.pk: solution
        for solution in Solution.objects.locked().filter(
            problem=problem,
            shown_at__isnull=False,
            state__in=[SolutionState.SUBMITTED, SolutionState.RESERVE],
        )
    }
    chosen = shown.get(solution_id) if solution_id else None
    _require_sound(kind, chosen, solution_id, changes, shown)
    _keep_scores(shown, scores or {}, actor)
    decision = _create(problem, kind, chosen, reason, changes, actor)
    if kind in DECISION_SELECTS:
        _select(decision, shown, set(reject_ids), teams, actor)
    elif kind == DecisionKind.ASK_REVISION:
        _ask_revision(decision, [chosen] if chosen else list(shown.values()), teams, actor)
    else:
        _reject_all(decision, shown, teams, actor)
    return decision


@transaction.atomic
def withdraw_decision(*, problem_id: int, actor: Any, reason: str = "") -> Decision:
    """Withdraw the decision in force; the solutions lie before the manager again.

    Raises WrongState when none stands or a team executes already, DomainError without a reason or
    when teams already work on a revision.
    """
    problem = Problem.objects.locked().get(pk=problem_id)
    require_right(actor, "teams.withdraw_decision", problem)
    decision = Decision.objects.locked().in_force().filter(problem=problem).first()
    if decision is None:
        raise WrongState(_("No decision is in force here."))
    reason = (reason or "").strip()
    if not reason:
        raise DomainError(_("Please give the reason: it is part of the record."), field="reason")
    teams = _locked_teams(problem)
    if any(
        team.state in (TeamState.EXECUTING, TeamState.EVALUATING, TeamState.COMPLETED)
        for team in teams.values()
    ):
        raise WrongState(
            _("A team executes or is evaluated already; the decision can no longer be withdrawn.")
        )
    if decision.kind == DecisionKind.ASK_REVISION:
        raise DomainError(
            _("The teams are already revising. The request ends when they submit again.")
        )
    decision.superseded_at = timezone.now()
    decision.superseded_by, decision.superseded_reason = actor, reason
    decision.save(
        update_fields=["superseded_at", "superseded_by", "superseded_reason", "updated_at"]
    )
    _undo(problem, decision, teams, actor)
    return decision


def _undo(problem: Problem, decision: Decision, teams: dict[int, Team], actor: Any) -> None:
    moved = Solution.objects.locked().filter(
        problem=problem,
        state__in=[SolutionState.SELECTED, SolutionState.RESERVE, SolutionState.REJECTED],
        state_changed_at__gte=decision.decided_at,
        team__isnull=False,
    )
    for solution in moved:
        apply(solution_moves.REOPEN, solution, actor=None, data=by(actor))
    for team in teams.values():
        if team.state == TeamState.DECIDED:
            apply(team_moves.UNDECIDE, team, actor=None, data=by(actor))
    if problem.state == ProblemState.EXECUTING:
        industry.undo_selection(problem_id=problem.pk, actor=actor)
    elif problem.state == ProblemState.ALL_REJECTED:
        industry.start_review(problem_id=problem.pk, actor=actor)
    for team in teams.values():
        queue_letter(
            emails.DECISION_WITHDRAWN,
            about=team,
            to=[*member_users(team), *professor_users(team)],
            context={"title": said(lambda: problem.shown_title)},
            dedupe=f"teams.decision:{decision.pk}:withdrawn",
        )


def _locked_teams(problem: Problem) -> dict[int, Team]:
    teams = (
        Team.objects.locked()
        .filter(problem=problem, state__in=TEAM_RUNNING | {TeamState.COMPLETED})
        .select_related("professor__user")
    )
    return {team.pk: team for team in teams}


def _require_sound(
    kind: str,
    chosen: Solution | None,
    solution_id: int | None,
    changes: str,
    shown: Mapping[int, Solution],
) -> None:
    if kind not in DecisionKind.values:
        raise DomainError(_("Please choose one of the four decisions."), field="kind")
    if not shown:
        raise DomainError(_("There is no solution to decide about."))
    if solution_id and chosen is None:
        raise DomainError(_("This solution is not before you now."), field="solution")
    if kind in DECISION_SELECTS and chosen is None:
        raise DomainError(_("Please choose the solution you select."), field="solution")
    if kind == DecisionKind.SELECT_WITH_CHANGES and not changes.strip():
        raise DomainError(_("Please say what should be changed."), field="changes")


def _keep_scores(
    shown: Mapping[int, Solution], scores: Mapping[tuple[int, int], int], actor: Any
) -> None:
    known = {row.pk for row in review_criteria()} if scores else set()
    for (solution_id, criterion_id), score in scores.items():
        if solution_id not in shown or criterion_id not in known or not 1 <= score <= 5:
            raise DomainError(_("Scores run from 1 to 5."))
        SolutionReview.objects.update_or_create(
            solution_id=solution_id,
            criterion_id=criterion_id,
            reviewer=actor,
            defaults={"score": score},
        )


def _create(
    problem: Problem, kind: str, chosen: Solution | None, reason: str, changes: str, actor: Any
) -> Decision:
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                problem=problem,
                kind=kind,
                solution=chosen,
                reason=reason,
                changes=changes.strip(),
                round_number=problem.rework_round,
                decided_by=actor,
            )
    except IntegrityError as error:
        raise WrongState(
            _("A decision is in force already. Withdraw it before you take another.")
        ) from error
    ActionLog.objects.record(
        decision, verb="teams.problem.decide", actor=actor, after=kind, reason=reason
    )
    return decision


def _select(
    decision: Decision,
    shown: Mapping[int, Solution],
    rejected: set[int],
    teams: Mapping[int, Team],
    actor: Any,
) -> None:
    """One is selected, the others wait in reserve or are rejected; every team has its answer."""
    for solution in shown.values():
        if solution.pk == decision.solution_id:
            apply(
                solution_moves.SELECT, solution, actor=None, reason=decision.reason, data=by(actor)
            )
        elif solution.pk in rejected:
            apply(solution_moves.REJECT, solution, actor=None, data=by(actor))
        elif solution.state != SolutionState.RESERVE:
            apply(solution_moves.RESERVE, solution, actor=None, data=by(actor))
    for team in teams.values():
        if team.state == TeamState.PROPOSING:
            apply(team_moves.DECIDE, team, actor=None, data=by(actor))
    _announce(decision, shown, teams)


def _announce(decision: Decision, shown: Mapping[int, Solution], teams: Mapping[int, Team]) -> None:
    """Each team hears what became of its own solutions, and nothing of a competitor's text."""
    problem = decision.problem
    title = said(lambda: problem.shown_title)
    for team in teams.values():
        own = [solution for solution in shown.values() if solution.team_id == team.pk]
        won = next((s for s in own if s.pk == decision.solution_id), None)
        queue_letter(
            emails.SOLUTION_DECIDED,
            about=team,
            to=[*member_users(team), *professor_users(team)],
            context={
                "title": title,
                "own": own,
                "won": won,
                "team": said(lambda team=team: team.name),
                "reason": decision.reason if won else "",
                "changes": decision.changes if won else "",
            },
            dedupe=f"teams.decision:{decision.pk}:{team.pk}",
        )
    queue_letter(
        emails.SOLUTION_DECIDED,
        about=decision.problem,
        to=office(),
        context={"title": title, "for_office": True, "reason": decision.reason},
        dedupe=f"teams.decision:{decision.pk}",
        url=decision_path(problem),
    )


def _ask_revision(
    decision: Decision, asked: list[Solution], teams: Mapping[int, Team], actor: Any
) -> None:
    """The named solutions go back to their teams; a new round with a new deadline begins."""
    problem = decision.problem
    due = _new_round(problem, count_up=True)
    industry.ask_rework(problem_id=problem.pk, actor=actor)
    for solution in asked:
        solution.shown_at = None  # what is being rewritten is sealed again
        solution.version += 1
        apply(
            solution_moves.ASK_REVISION,
            solution,
            actor=None,
            reason=decision.reason,
            also=["shown_at", "version"],
            data=by(actor),
        )
        team = teams.get(solution.team_id or 0)
        if team is None:
            continue
        queue_letter(
            emails.SOLUTION_REVISION,
            about=solution,
            to=[*member_users(team), *professor_users(team)],
            context={
                "solution": said(lambda solution=solution: solution.text("title")),
                "reason": decision.reason,
                "changes": decision.changes,
                "due": said_date(due),
            },
            dedupe=f"teams.decision:{decision.pk}:{solution.pk}",
        )


def _reject_all(
    decision: Decision, shown: Mapping[int, Solution], teams: Mapping[int, Team], actor: Any
) -> None:
    """Every solution is rejected; the first time the teams get one rework round."""
    problem = decision.problem
    earlier = Decision.objects.filter(
        problem=problem, kind=DecisionKind.REJECT_ALL, superseded_by=None
    ).exclude(pk=decision.pk)
    first = not earlier.exists()
    for solution in shown.values():
        apply(solution_moves.REJECT, solution, actor=None, reason=decision.reason, data=by(actor))
    round_number = problem.rework_round
    industry.reject_all_solutions(problem_id=problem.pk, actor=actor)
    due = _new_round(problem, count_up=False) if first else None
    context = {
        "title": said(lambda: problem.shown_title),
        "reason": decision.reason,
        "again": first,
        "due": said_date(due) if due else "",
    }
    dedupe = f"industries.problem:{problem.pk}:{round_number}"
    for team in teams.values():
        if team.state in (TeamState.PROPOSING, TeamState.DECIDED):
            if team.state == TeamState.DECIDED:
                apply(team_moves.UNDECIDE, team, actor=None, data=by(actor))
            queue_letter(
                emails.SOLUTIONS_ALL_REJECTED,
                about=team,
                to=[*member_users(team), *professor_users(team)],
                context=context,
                dedupe=dedupe,
            )
    queue_letter(
        emails.SOLUTIONS_ALL_REJECTED, about=problem, to=office(), context=context, dedupe=dedupe
    )


def _new_round(problem: Problem, *, count_up: bool) -> date:
    """Give the teams a new deadline; returns it."""
    days = problem.round.rework_days if problem.round_id else 15
    due = working_days_after(timezone.localdate(), days)
    values: dict[str, Any] = {"submission_deadline": due}
    if count_up:
        values["rework_round"] = F("rework_round") + 1
    Problem.objects.filter(pk=problem.pk).update(**values)
    problem.refresh_from_db()
    return due


def remind_decisions(today: date | None = None) -> int:
    """Remind managers 5 and 10 working days after the solutions were laid before them."""
    day = today or timezone.localdate()
    waiting = Problem.objects.filter(
        state=ProblemState.IN_REVIEW, solutions__state=SolutionState.SUBMITTED
    ).exclude(decisions__in=Decision.objects.in_force())
    written = 0
    for problem in waiting.annotate(shown=Max("solutions__shown_at")).select_related("unit"):
        if problem.shown is None:
            continue
        begun = timezone.localdate(problem.shown)
        passed = [days for days in REMINDERS if working_days_after(begun, days) <= day]
        if passed:
            written += _remind(problem, passed[-1])
    return written


@transaction.atomic
def _remind(problem: Problem, days: int) -> int:
    key = f"industries.problem:{problem.pk}:{problem.rework_round}:{days}"
    context = {"title": said(lambda: problem.shown_title), "days": days}
    written = write_with_link(
        emails.DECISION_REMINDER,
        about=problem,
        to=unit_people(problem, DECIDERS),
        path=decision_path(problem),
        context=context,
        dedupe=key,
    )
    copies = queue_letter(
        emails.DECISION_REMINDER,
        about=problem,
        to=office(),
        context={**context, "for_office": True},
        dedupe=key,
        url=decision_path(problem),
    )
    return written + len(copies)
