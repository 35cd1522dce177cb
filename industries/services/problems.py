"""Problems: written by the unit or for it, reviewed by the office, carried to an end."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import PROBLEM_RUNNING, ProblemState, UnitState
from industries.models import IndustrialUnit, Problem
from industries.models.words import SEARCH_COLUMNS
from industries.services.checklist import require_checked
from industries.services.common import (
    lock_unit,
    office_readers,
    require_right,
    require_unchanged,
    said_state,
    said_title,
    unit_readers,
    write_columns,
)
from industries.services.revisions import keep_revision
from industries.services.rows import write_rows
from industries.services.words import keep_words, renew_words
from industries.signals import problem_withdrawn
from industries.workflow import problem as workflow
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from partnership.core.workflow import Move, apply, require
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.notifications.services import queue_letter
from partnership.programme.enums import Weekday

PROBLEM_COLUMNS = (
    "title",
    "detail",
    "public_title",
    "public_summary",
    "category",
    "secondary_category",
    "urgency",
    "confidentiality",
    "team_min",
    "team_max",
    "teams_wanted",
    "visit_days",
    "site_limits",
    "submission_deadline",
    "translations",
    "round",
)
_BEFORE_TRIAGE = (ProblemState.DRAFT, ProblemState.SUBMITTED, ProblemState.NEEDS_DETAIL)


@transaction.atomic
def create_problem(
    *,
    unit_id: int,
    actor: Any,
    majors: Iterable[Any] | None = None,
    skills: Iterable[dict[str, Any]] = (),
    baselines: Iterable[dict[str, Any]] = (),
    files: Iterable[Any] = (),
    **columns: Any,
) -> Problem:
    """Write a draft. `skills` and `baselines` hold columns of their rows.

    Raises NotAllowed unless the actor writes for the unit or is the office.
    """
    unit = lock_unit(unit_id)
    require_right(actor, "industries.add_problem", unit)
    problem = Problem(unit=unit, created_by=actor)
    write_columns(problem, columns, PROBLEM_COLUMNS)
    _require_sensible(problem)
    problem.save()
    write_rows(problem, majors, skills, baselines)
    keep_words(problem)
    _keep_files(problem, files, actor)
    keep_revision(problem, actor)
    ActionLog.objects.record(
        problem, verb="industries.problem.create", actor=actor, after=problem.state
    )
    return problem


@transaction.atomic
def update_problem(
    *,
    problem_id: int,
    actor: Any,
    seen: str = "",
    majors: Iterable[Any] | None = None,
    skills: Iterable[dict[str, Any]] | None = None,
    baselines: Iterable[dict[str, Any]] | None = None,
    files: Iterable[Any] = (),
    **columns: Any,
) -> Problem:
    """Change what is written; rows given replace the old ones, None leaves them.

    The unit writes while the problem is a draft or needs detail, the office at any time. Raises
    WrongState when somebody saved it meanwhile.
    """
    problem = Problem.objects.locked().get(pk=problem_id)
    require_right(actor, "industries.edit_problem", problem)
    require_unchanged(problem, seen)
    write_columns(problem, columns, PROBLEM_COLUMNS)
    _require_sensible(problem)
    problem.save()
    write_rows(problem, majors, skills, baselines)
    keep_words(problem)
    _keep_files(problem, files, actor)
    keep_revision(problem, actor)
    ActionLog.objects.record(
        problem, verb="industries.problem.update", actor=actor, data={"columns": sorted(columns)}
    )
    return problem


@transaction.atomic
def submit_problem(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """The unit hands the problem in; the office is told.

    Raises DomainError while the unit is not active or no figure says how much it hurts.
    """
    problem = _locked_with_unit(problem_id)
    entry = apply(workflow.SUBMIT, problem, actor=actor, reason=reason)
    problem.detail_requests.filter(answered_at=None).update(answered_at=timezone.now())
    if problem.unit.state != UnitState.ACTIVE:
        raise DomainError(
            _(
                "The unit is not active yet. The problem stays a draft; "
                "submit it once the unit is approved."
            )
        )
    if not problem.baselines.exists():
        raise DomainError(
            _(
                "Give at least one figure that shows how much it hurts today, "
                "such as a rate of waste."
            )
        )
    queue_letter(
        emails.PROBLEM_SUBMITTED,
        about=problem,
        to=office_readers(problem),
        context={"unit": problem.unit, "title": said_title(problem)},
        dedupe=f"{problem.pk}:{entry.pk}",
    )
    return problem


@transaction.atomic
def accept_problem(
    *,
    problem_id: int,
    actor: Any,
    reason: str = "",
    named_people: Iterable[Any] | None = None,
    **columns: Any,
) -> Problem:
    """Open the problem to teams, with the words anyone may read and the round it belongs to.

    Raises DomainError for a category that is referred, an inactive unit, a missing public title,
    or points of the checklist that are not answered.
    """
    problem = _locked_with_unit(problem_id)
    write_columns(problem, columns, PROBLEM_COLUMNS)
    _require_sensible(problem)
    if not problem.category.for_teams:
        raise DomainError(
            _(
                "No team can solve “%(category)s”. "
                "Refer it to the working group, or choose another category."
            )
            % {"category": problem.category.name},
            field="category",
        )
    if problem.unit.state != UnitState.ACTIVE:
        raise DomainError(_("Approve the unit first; then its problems can be opened to teams."))
    if not problem.public_title:
        raise DomainError(
            _("Give the title that students and certificates may show."), field="public_title"
        )
    require(workflow.ACCEPT, problem, actor)
    require_checked(problem)
    renew_words(problem)
    keys = (*SEARCH_COLUMNS, "title_key", "public_key", "updated_at")
    decide(workflow.ACCEPT, problem, actor, reason, also=(*columns, *keys))
    keep_revision(problem, actor)
    if named_people is not None and actor.has_perm("industries.name_readers", problem):
        problem.named_people.set(named_people)
    return problem


@transaction.atomic
def cancel_problem(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """The unit or the office takes the problem back; both are told."""
    problem = _move_and_tell(workflow.CANCEL, problem_id, actor, reason, office=True)
    withdraw(problem, actor)
    return problem


@transaction.atomic
def hold_problem(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """The problem rests; rooms above look after its teams."""
    problem = _move_and_tell(workflow.HOLD, problem_id, actor, reason)
    withdraw(problem, actor)
    return problem


@transaction.atomic
def reopen_problem(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """Back to where it stood before it was put away.

    What was never reviewed returns to the desk it came from; what had a team that is still
    there goes on; everything else is open to teams.
    """
    return _move_and_tell(workflow.REOPEN, problem_id, actor, reason, to=_state_to_return_to)


@transaction.atomic
def close_solved_problem(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """The obstacle is removed."""
    return _move_and_tell(workflow.CLOSE_SOLVED, problem_id, actor, reason)


@transaction.atomic
def close_unsolved_problem(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """It stays unsolved; the record says why."""
    return _move_and_tell(workflow.CLOSE_UNSOLVED, problem_id, actor, reason)


@transaction.atomic
def name_readers(*, problem_id: int, actor: Any, people: Iterable[Any]) -> Problem:
    """Say who may read a secret problem; the head's decision."""
    problem = Problem.objects.locked().get(pk=problem_id)
    require_right(actor, "industries.name_readers", problem)
    problem.named_people.set(people)
    ActionLog.objects.record(
        problem,
        verb="industries.problem.name_readers",
        actor=actor,
        data={"people": sorted(person.pk for person in people)},
    )
    return problem


def _locked_with_unit(problem_id: int) -> Problem:
    """Lock the unit, then the problem: whoever suspends the unit waits, or is waited for."""
    unit_id = Problem.objects.values_list("unit_id", flat=True).get(pk=problem_id)
    IndustrialUnit.objects.locked().get(pk=unit_id)
    return Problem.objects.locked().select_related("unit", "category").get(pk=problem_id)


def decide(move: Move, problem: Problem, actor: Any, reason: str, also: Iterable[str] = ()) -> None:
    """Take a decision of the review: counted, logged, and told to the unit once."""
    problem.triage_version += 1
    entry = apply(move, problem, actor=actor, reason=reason, also=("triage_version", *also))
    queue_letter(
        emails.PROBLEM_TRIAGED,
        about=problem,
        to=unit_readers(problem.unit),
        context={
            "title": said_title(problem),
            "state": said_state(problem),
            "reason": entry.reason,
        },
        dedupe=f"{problem.pk}:{problem.triage_version}",
    )


def _move_and_tell(
    move: Move, problem_id: int, actor: Any, reason: str, *, office: bool = False, to: Any = None
) -> Problem:
    problem = Problem.objects.locked().get(pk=problem_id)
    entry = apply(move, problem, actor=actor, reason=reason, to=to(problem) if to else "")
    readers = unit_readers(problem.unit) + (office_readers(problem) if office else [])
    queue_letter(
        emails.PROBLEM_CHANGED,
        about=problem,
        to=[reader for reader in readers if reader != actor],
        context={
            "title": said_title(problem),
            "state": said_state(problem),
            "reason": entry.reason,
        },
        dedupe=f"{problem.pk}:{entry.pk}",
    )
    return problem


def withdraw(problem: Problem, actor: Any) -> None:
    """Let the rooms above end what runs on the problem."""
    problem_withdrawn.send(sender=Problem, problem_id=problem.pk, actor_id=actor.pk)


def _state_to_return_to(problem: Problem) -> str:
    last = ActionLog.objects.about(problem).filter(after=problem.state).first()
    before = last.before if last else ""
    if before in _BEFORE_TRIAGE:
        return before
    has_team = problem.teams.exclude(state__in=("dissolved", "completed")).exists()
    goes_on = before in PROBLEM_RUNNING - {ProblemState.ALL_REJECTED}
    return before if goes_on and has_team else ProblemState.OPEN


def _require_sensible(problem: Problem) -> None:
    if problem.team_min > problem.team_max:
        raise DomainError(
            _("The smallest team cannot be larger than the largest."), field="team_max"
        )
    problem.visit_days = [day for day in Weekday.values if day in problem.visit_days]
    if problem.secondary_category_id and problem.secondary_category_id == problem.category_id:
        problem.secondary_category = None


def _keep_files(problem: Problem, files: Iterable[Any], actor: Any) -> None:
    for file in files:
        store_file(upload_or_bytes=file, owner=problem, kind=FileKind.ATTACHMENT, actor=actor)
