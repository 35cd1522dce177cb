"""What a professor says about problems of the market; the office reads it when teams are formed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industries.models import Problem
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from teams.enums import Stance
from teams.models import Professor, ProfessorInterest


@transaction.atomic
def mark_interest(*, problem_id: int, actor: Any, stance: str = Stance.WOULD) -> ProfessorInterest:
    """Say that one would supervise the problem, or has ties to its unit; the last word counts.

    Raises NotAllowed for others than professors, DomainError when the problem is not open to teams.
    """
    professor = _own(actor)
    problem = Problem.objects.listed().filter(pk=problem_id).first()
    if problem is None:
        raise DomainError(_("This problem is no longer open to teams."))
    row, is_new = ProfessorInterest.objects.get_or_create(
        professor=professor, problem=problem, defaults={"stance": stance}
    )
    if not is_new and row.stance == stance:
        return row
    row.stance = stance
    row.save(update_fields=["stance", "updated_at"])
    ActionLog.objects.record(
        professor,
        verb="teams.professor.mark_interest",
        actor=actor,
        data={"problem": problem.pk, "stance": stance},
    )
    return row


@transaction.atomic
def withdraw_interest(*, problem_id: int, actor: Any) -> None:
    """Take back what was said; the log keeps it. Nothing said: nothing happens."""
    professor = _own(actor)
    gone, _rows = ProfessorInterest.objects.filter(professor=professor, problem=problem_id).delete()
    if gone:
        ActionLog.objects.record(
            professor,
            verb="teams.professor.withdraw_interest",
            actor=actor,
            data={"problem": problem_id},
        )


def _own(actor: Any) -> Professor:
    """The actor's own record, locked: two tabs say one thing after the other."""
    professor = Professor.objects.locked().filter(user=actor).first()
    if professor is None or not actor.has_perm("teams.mark_interest"):
        raise NotAllowed(_("Only professors say which problems they would supervise."))
    return professor
