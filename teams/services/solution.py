"""Solutions: written by the team, endorsed by the professor, sealed until the window closes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import services as industry
from industries.enums import ProblemState
from industries.models import Problem
from industries.services.linked import write_with_link
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.notifications.services import queue_letter
from partnership.programme.selectors import working_days_after
from teams.emails import work as emails
from teams.enums import SOLUTION_EDITABLE, TEAM_RUNNING, DecisionKind, SolutionState, TeamState
from teams.models import Decision, Endorsement, Solution, SolutionVersion, Team
from teams.services.work_common import (
    DECIDERS,
    member_users,
    office,
    professor_users,
    require_right,
    require_unchanged,
    said,
    said_date,
    unit_people,
)
from teams.workflow import solution as workflow

#: What a team writes; a version is a snapshot of exactly these.
TEXT_FIELDS = (
    "title",
    "summary",
    "root_cause",
    "description",
    "cost_rial",
    "weeks",
    "baseline",
    "benefit_before",
    "benefit_after",
    "benefit",
    "benefit_rial",
    "risks",
    "needs",
)
WRITING = frozenset({TeamState.ASSESSING, TeamState.PROPOSING})
WINDOW_OPEN = frozenset({ProblemState.ASSIGNED, ProblemState.ALL_REJECTED})
MAX_OPEN_SOLUTIONS = 5


@transaction.atomic
def write_solution(*, team_id: int, actor: Any, files: Iterable[Any] = (), **text: Any) -> Solution:
    """Begin a solution of the team; the professor finds it in the daily summary.

    `text` holds TEXT_FIELDS. Raises WrongState unless the team assesses or designs solutions.
    """
    team = Team.objects.locked().select_related("problem", "professor__user").get(pk=team_id)
    require_right(actor, "teams.write_solution", team)
    if team.state not in WRITING or team.problem_id is None:
        raise WrongState(_("Solutions are written while the team assesses or designs solutions."))
    _require_known(text)
    _require_own_figure(team.problem, text.get("baseline"))
    open_states = [SolutionState.DRAFT, SolutionState.ENDORSED, SolutionState.SUBMITTED]
    if team.solutions.filter(state__in=open_states).count() >= MAX_OPEN_SOLUTIONS:
        raise DomainError(
            _("Five solutions at a time are enough. Withdraw one before you begin another.")
        )
    solution = Solution.objects.create(problem=team.problem, team=team, **text)
    ActionLog.objects.record(solution, verb="teams.solution.write", actor=actor, after="draft")
    _attach(solution, files, actor)
    queue_letter(
        emails.SOLUTION_WRITTEN,
        about=solution,
        to=professor_users(team),
        context={"team": said(lambda: team.name)},
    )
    return solution


@transaction.atomic
def change_solution(
    *, solution_id: int, actor: Any, files: Iterable[Any] = (), seen: str = "", **text: Any
) -> Solution:
    """Change a draft, or one of which a revision is asked. A new version begins after a snapshot.

    `seen` is the `updated_at` the form was opened with, as ISO text. Raises WrongState when the
    solution is with the professor or the unit, or somebody saved it in the meantime.
    """
    solution = Solution.objects.locked().select_related("team", "problem").get(pk=solution_id)
    require_right(actor, "teams.write_solution", solution)
    if solution.state not in SOLUTION_EDITABLE:
        raise WrongState(
            _("Only a draft, or a solution of which a revision is asked, can be changed.")
        )
    require_unchanged(solution, seen)
    _require_known(text)
    _require_own_figure(solution.problem, text.get("baseline"))
    for name, value in text.items():
        setattr(solution, name, value)
    if solution.versions.filter(number=solution.version).exists():
        solution.version += 1
    solution.save()
    _attach(solution, files, actor)
    return solution


@transaction.atomic
def endorse_solution(*, solution_id: int, actor: Any, reason: str = "") -> Solution:
    """The professor vouches for this version; its text is kept as it stands now."""
    solution = _locked_with_team(solution_id)
    team = solution.team
    log = apply(workflow.ENDORSE, solution, actor=actor, reason=reason)
    keep_version(solution, actor)
    Endorsement.objects.create(
        solution=solution, version=solution.version, professor=team.professor, comment=reason
    )
    queue_letter(
        emails.SOLUTION_ENDORSED,
        about=solution,
        to=member_users(team),
        context={"solution": said(lambda: solution.text("title")), "reason": reason},
        dedupe=f"teams.solution:{solution.pk}:{log.pk}",
    )
    return solution


@transaction.atomic
def unendorse_solution(*, solution_id: int, actor: Any, reason: str = "") -> Solution:
    """The professor takes the endorsement back and says what to improve."""
    solution = _locked_with_team(solution_id)
    log = apply(workflow.UNENDORSE, solution, actor=actor, reason=reason)
    _end_endorsements(solution)
    queue_letter(
        emails.SOLUTION_RETURNED,
        about=solution,
        to=member_users(solution.team),
        context={"solution": said(lambda: solution.text("title")), "reason": reason},
        dedupe=f"teams.solution:{solution.pk}:{log.pk}",
    )
    return solution


@transaction.atomic
def submit_solution(*, solution_id: int, actor: Any, reason: str = "") -> Solution:
    """The leader submits an endorsed solution: sealed until the window closes.

    Closes the window at once when this was the last one waited for. Raises DomainError while the
    team does not design solutions or the manager is comparing already.
    """
    problem = _problem_of_solution(solution_id)
    solution = _locked_with_team(solution_id)
    team = solution.team
    solution.submitted_at = timezone.now()
    log = apply(workflow.SUBMIT, solution, actor=actor, also=["submitted_at"])
    if team.state != TeamState.PROPOSING:
        raise DomainError(
            _("A solution is submitted while the team designs solutions; now it is “%(state)s”.")
            % {"state": team.get_state_display()}
        )
    if problem.state not in WINDOW_OPEN:
        raise DomainError(
            _("The window for solutions is closed. Please ask the Industry Relations Office.")
        )
    keep_version(solution, actor)
    queue_letter(
        emails.SOLUTION_SUBMITTED,
        about=team,
        to=[*professor_users(team), *office()],
        context={"team": said(lambda: team.name)},
        dedupe=f"teams.solution:{solution.pk}:{log.pk}",
    )
    if _nobody_missing(problem):
        _close(problem, actor)
        solution.refresh_from_db()
    return solution


@transaction.atomic
def withdraw_solution(*, solution_id: int, actor: Any, reason: str = "") -> Solution:
    """The leader takes a solution out, as long as the manager has not seen it."""
    problem = _problem_of_solution(solution_id)
    solution = _locked_with_team(solution_id)
    team = solution.team
    log = apply(workflow.WITHDRAW, solution, actor=actor, reason=reason)
    if solution.shown_at is not None:
        raise DomainError(
            _("The manager is comparing this solution already; it cannot be withdrawn now.")
        )
    _end_endorsements(solution)
    queue_letter(
        emails.SOLUTION_WITHDRAWN,
        about=team,
        to=[*professor_users(team), *office()],
        context={"team": said(lambda: team.name), "reason": reason},
        dedupe=f"teams.solution:{solution.pk}:{log.pk}",
    )
    if problem.state in WINDOW_OPEN and _nobody_missing(problem):
        _close(problem, actor)
    return solution


@transaction.atomic
def restore_solution(*, solution_id: int, actor: Any, reason: str = "") -> Solution:
    """The leader takes a withdrawn solution up again, as a draft."""
    solution = _locked_with_team(solution_id)
    team = solution.team
    log = apply(workflow.RESTORE, solution, actor=actor)
    if team.state not in WRITING:
        raise DomainError(_("Solutions are written while the team assesses or designs solutions."))
    queue_letter(
        emails.SOLUTION_RESTORED,
        about=team,
        to=professor_users(team),
        context={"team": said(lambda: team.name)},
        dedupe=f"teams.solution:{solution.pk}:{log.pk}",
    )
    return solution


@transaction.atomic
def close_window(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """Lay every submitted solution before the manager; one letter for each round.

    An officer may close early; the system (actor None) closes after the deadline. Raises
    WrongState when no window is open, DomainError when nothing has been submitted.
    """
    problem = Problem.objects.locked().get(pk=problem_id)
    require_right(actor, "teams.close_window", problem)
    if problem.state not in WINDOW_OPEN:
        raise WrongState(_("No window for solutions is open here now."))
    if not _sealed(problem).exists():
        raise DomainError(_("No team has submitted a solution yet."))
    _close(problem, actor, reason)
    return problem


def close_due_windows(today: date | None = None) -> int:
    """Close every window whose deadline has passed and which holds a solution; returns how many."""
    day = today or timezone.localdate()
    waiting = Solution.objects.filter(state=SolutionState.SUBMITTED, shown_at=None)
    due = Problem.objects.filter(
        state__in=WINDOW_OPEN, submission_deadline__lt=day, pk__in=waiting.values("problem")
    )
    closed = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            close_window(problem_id=pk, actor=None)
            closed += 1
        except DomainError:  # somebody was quicker; the row lock decided
            continue
    return closed


def _close(problem: Problem, actor: Any, reason: str = "") -> None:
    """Unseal, bring the problem to the manager's desk and tell him once for this round."""
    now = timezone.now()
    shown = _sealed(problem)
    number = shown.update(shown_at=now)
    Decision.objects.in_force().filter(problem=problem).update(superseded_at=now)
    industry.start_review(problem_id=problem.pk, actor=actor, reason=reason)
    problem.refresh_from_db()
    due = working_days_after(timezone.localdate(now), _decision_days(problem))
    write_with_link(
        emails.SOLUTIONS_READY,
        about=problem,
        to=unit_people(problem, DECIDERS),
        path=decision_path(problem),
        context={
            "title": said(lambda: problem.shown_title),
            "number": number,
            "due": said_date(due),
        },
        dedupe=f"industries.problem:{problem.pk}:{problem.rework_round}",
    )


def decision_path(problem: Problem) -> str:
    """The page on which the unit's manager decides."""
    return f"/teams/problems/{problem.pk}/decide/"


def _decision_days(problem: Problem) -> int:
    return problem.round.decision_due_days if problem.round_id else 10


def _sealed(problem: Problem) -> models.QuerySet[Solution]:
    return Solution.objects.filter(problem=problem, state=SolutionState.SUBMITTED, shown_at=None)


def _nobody_missing(problem: Problem) -> bool:
    """Whether every team that is asked has submitted and none has an endorsed solution left.

    After a request for revision only the solutions it names are waited for.
    """
    sealed = set(_sealed(problem).values_list("team_id", flat=True))
    on_the_way = Solution.objects.filter(
        problem=problem,
        team__state__in=TEAM_RUNNING,
        state__in=[SolutionState.ENDORSED, SolutionState.REVISE],
    )
    if not sealed or on_the_way.exists():
        return False
    revision = Decision.objects.in_force().filter(problem=problem, kind=DecisionKind.ASK_REVISION)
    if revision.exists():
        return True
    running = Team.objects.filter(problem=problem, state__in=TEAM_RUNNING)
    return set(running.values_list("pk", flat=True)) <= sealed


def _problem_of_solution(solution_id: int) -> Problem:
    """Lock the problem first: parents before children."""
    pk = Solution.objects.values_list("problem_id", flat=True).get(pk=solution_id)
    return Problem.objects.locked().get(pk=pk)


def _locked_with_team(solution_id: int) -> Solution:
    solution = (
        Solution.objects.locked()
        .select_related("team__professor__user", "problem")
        .get(pk=solution_id)
    )
    if solution.team is None:
        raise WrongState(_("This solution belongs to the past and no longer moves."))
    return solution


def keep_version(solution: Solution, actor: Any) -> None:
    """Snapshot the text as endorsed or submitted; once for each version."""
    content = {name: getattr(solution, name) for name in TEXT_FIELDS if name != "baseline"}
    content["baseline"] = solution.baseline_id
    for name in ("benefit_before", "benefit_after"):
        content[name] = None if content[name] is None else str(content[name])
    SolutionVersion.objects.get_or_create(
        solution=solution,
        number=solution.version,
        defaults={"content": content, "made_by": actor},
    )


def _end_endorsements(solution: Solution) -> None:
    solution.endorsements.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())


def _attach(solution: Solution, files: Iterable[Any], actor: Any) -> None:
    for upload in files:
        store_file(upload_or_bytes=upload, owner=solution, kind=FileKind.ATTACHMENT, actor=actor)


def _require_known(text: dict[str, Any]) -> None:
    unknown = set(text) - set(TEXT_FIELDS)
    if unknown:
        raise TypeError(f"{', '.join(sorted(unknown))}: not part of a solution.")


def _require_own_figure(problem: Problem, baseline: Any) -> None:
    if baseline is not None and baseline.problem_id != problem.pk:
        raise DomainError(_("This figure belongs to another problem."), field="baseline")
