"""What happens to a problem because of its teams; the teams' room calls these.

Each locks the problem, takes one system move and logs who caused it. The rights were asked
where the cause was: forming a team, deciding on solutions, withdrawing a decision.
"""

from typing import Any

from django.db import transaction

from industries.models import Problem
from industries.workflow import problem as workflow
from partnership.core.workflow import Move, apply


def _follow(move: Move, problem_id: int, actor: Any, reason: str) -> Problem:
    """Take a system move on the locked problem, remembering who caused it."""
    problem = Problem.objects.locked().get(pk=problem_id)
    by = {"by": actor.pk} if getattr(actor, "pk", None) else {}
    apply(move, problem, actor=None, reason=reason, data=by)
    return problem


@transaction.atomic
def assign_problem(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """A team took the problem on. Raises WrongState unless it is open or assigned already."""
    return _follow(workflow.ASSIGN, problem_id, actor, reason)


@transaction.atomic
def release_problem(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """Its last team is gone: open to teams again."""
    return _follow(workflow.RELEASE, problem_id, actor, reason)


@transaction.atomic
def start_review(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """The window closed: the manager has solutions to look at."""
    return _follow(workflow.START_REVIEW, problem_id, actor, reason)


@transaction.atomic
def ask_rework(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """The manager asked for a revision: the teams work on."""
    return _follow(workflow.ASK_REWORK, problem_id, actor, reason)


@transaction.atomic
def reject_all_solutions(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """The manager rejected every solution; the problem's rework round is counted up."""
    problem = Problem.objects.locked().get(pk=problem_id)
    problem.rework_round += 1
    by = {"by": actor.pk} if getattr(actor, "pk", None) else {}
    apply(workflow.REJECT_ALL, problem, actor=None, reason=reason, data=by, also=("rework_round",))
    return problem


@transaction.atomic
def execute_problem(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """The selected solution begins to be executed."""
    return _follow(workflow.EXECUTE, problem_id, actor, reason)


@transaction.atomic
def undo_selection(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """The decision in force was withdrawn: back to the manager's desk."""
    return _follow(workflow.UNDO_SELECTION, problem_id, actor, reason)
