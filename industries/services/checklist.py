"""The checklist of the review: filled by the office, required before a problem is opened."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import TRIAGE_MUST, CheckAnswer, TriageItem
from industries.models import Problem, TriageCheck
from industries.services.common import require_right
from industries.services.revisions import version_of
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog

#: {point: (answer, note)}; an empty answer takes the point off the list again.
Answers = Mapping[str, tuple[str, str]]


@transaction.atomic
def check_problem(*, problem_id: int, actor: Any, answers: Answers) -> Problem:
    """Fill the points given; those that say what they said before keep who and when.

    Raises NotAllowed for others than the office, DomainError for a “no” without its reason.
    """
    problem = Problem.objects.locked().get(pk=problem_id)
    require_right(actor, "industries.triage_problem", problem)
    known = {row.item: row for row in problem.checks.all()}
    version, changed = version_of(problem), []
    for item, (answer, note) in answers.items():
        item, before = TriageItem(item), known.get(item)
        if not answer:
            if before is not None:
                before.delete()
                changed.append(item.value)
            continue
        if answer == CheckAnswer.NO and not note:
            raise DomainError(
                _("Say in a few words what is not right: “%(point)s”.") % {"point": item.label},
                field=f"note_{item.value}",
            )
        if before and (before.answer, before.note, before.version) == (answer, note, version):
            continue
        TriageCheck.objects.update_or_create(
            problem=problem,
            item=item,
            defaults={
                "answer": CheckAnswer(answer),
                "note": note,
                "version": version,
                "by": actor,
                "at": timezone.now(),
            },
        )
        changed.append(item.value)
    if changed:
        ActionLog.objects.record(
            problem, verb="industries.problem.check", actor=actor, data={"points": sorted(changed)}
        )
    return problem


def require_checked(problem: Problem) -> None:
    """Raise DomainError, naming the points that are not answered or forbid opening."""
    known = dict(problem.checks.values_list("item", "answer"))
    missing = [item for item in TriageItem if item.value not in known]
    if missing:
        raise DomainError(
            _("Fill the checklist of the review first. Still without an answer: %(points)s.")
            % {"points": _(", ").join(str(item.label) for item in missing)}
        )
    wrong = [item for item in TriageItem if item in TRIAGE_MUST and known[item] == CheckAnswer.NO]
    if wrong:
        raise DomainError(
            _("Put this right first, then open the problem: %(points)s.")
            % {"points": _(", ").join(str(item.label) for item in wrong)}
        )
