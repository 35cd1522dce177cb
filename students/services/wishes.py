"""Wishes put in another order after the application was decided, and wishes that fell away."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from partnership.notifications.services import queue_letter
from students import emails
from students.enums import MAX_WISHES
from students.models import Enrolment, Preference, Student
from students.models.enrolment import title_of_wish
from students.selectors.enrolments import listed_problems
from students.selectors.wishes import (
    may_rank_wishes,
    people_who_wish_for,
    problem_wished_for,
    why_lost,
)


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


@transaction.atomic
def tell_lost_wish(*, problem_id: int) -> list[Message]:
    """Write to everybody whose wish fell away because its problem is no longer open, once.

    Nobody is told while the problem can still be wished for.
    """
    problem = problem_wished_for(problem_id)
    if problem.is_listed:
        return []
    return queue_letter(
        emails.WISH_LOST,
        about=problem,
        to=people_who_wish_for(problem_id),
        context={
            "title": lazy(title_of_wish, str)(problem),
            "reason": why_lost(problem),
        },
        dedupe=f"industries.problem:{problem.pk}:{problem.state}",
        url=reverse("students:show_my_enrolment"),
    )
