"""Wishes put in another order after the application was decided."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from students.enums import MAX_WISHES
from students.models import Enrolment, Preference, Student
from students.selectors.enrolments import listed_problems
from students.selectors.wishes import may_rank_wishes


@transaction.atomic
def rank_wishes(
    *, enrolment_id: int, actor: User, wishes: Sequence[int], is_flexible: bool
) -> Enrolment:
    """Replace the ranked wishes (problem ids, the dearest first) of an accepted application.

    Raises NotAllowed for anybody but the student, WrongState once the student is in a team or
    teams of the round stand, DomainError for a problem that is not open.
    """
    Student.objects.locked().get(enrolments=enrolment_id)  # the student before the application
    enrolment = Enrolment.objects.locked().select_related("student", "round").get(pk=enrolment_id)
    if not actor.has_perm("students.rank_wishes", enrolment):
        raise NotAllowed(_("Everybody writes their own application."))
    if not may_rank_wishes(enrolment):
        raise WrongState(_("The wishes can no longer be changed; please write to the office."))
    chosen = list(dict.fromkeys(wishes))[:MAX_WISHES]
    if listed_problems().filter(pk__in=chosen).count() != len(chosen):
        raise DomainError(_("One of these problems is no longer open. Please choose again."))
    before = list(enrolment.preferences.values_list("problem_id", flat=True))
    if (before, enrolment.is_flexible) == (chosen, is_flexible):
        return enrolment
    enrolment.preferences.all().delete()
    Preference.objects.bulk_create(
        Preference(enrolment=enrolment, problem_id=problem, rank=rank)
        for rank, problem in enumerate(chosen, start=1)
    )
    enrolment.is_flexible = is_flexible
    enrolment.save(update_fields=["is_flexible", "updated_at"])
    ActionLog.objects.record(enrolment, verb="students.enrolment.rank_wishes", actor=actor)
    return enrolment
