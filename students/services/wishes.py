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
def add_wish(*, problem_id: int, actor: User) -> Preference:
    """Put a problem at the end of one's wishes in the running round; already there: nothing new.

    Raises WrongState when wishes are closed, DomainError when five are chosen or the problem is
    not open.
    """
    enrolment = _own_open(actor)
    there = enrolment.preferences.filter(problem_id=problem_id).first()
    if there is not None:
        return there
    wishes = _wishes(enrolment)
    if len(wishes) >= MAX_WISHES:
        raise DomainError(_("Five wishes are the most. Take one out first."))
    _require_listed([problem_id])
    _write(enrolment, [*wishes, problem_id], actor)
    return enrolment.preferences.get(problem_id=problem_id)


@transaction.atomic
def drop_wish(*, problem_id: int, actor: User) -> Enrolment:
    """Take a problem out of one's wishes; those behind it move up. Not there: nothing happens."""
    enrolment = _own_open(actor)
    wishes = _wishes(enrolment)
    if problem_id in wishes:
        _write(enrolment, [pk for pk in wishes if pk != problem_id], actor)
    return enrolment


def _own_open(actor: User) -> Enrolment:
    """One's application of the running round, its student locked, while wishes may change."""
    found = Enrolment.objects.filter(student__user=actor, round__is_current=True).first()
    if found is None:
        raise DomainError(_("You have no application in the running round."))
    Student.objects.locked().get(enrolments=found.pk)
    enrolment = Enrolment.objects.locked().select_related("student", "round").get(pk=found.pk)
    if not may_rank_wishes(enrolment):
        raise WrongState(_("The wishes can no longer be changed; please write to the office."))
    return enrolment


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
    _require_listed(chosen)
    before = _wishes(enrolment)
    if (before, enrolment.is_flexible) == (chosen, is_flexible):
        return enrolment
    enrolment.is_flexible = is_flexible
    enrolment.save(update_fields=["is_flexible", "updated_at"])
    _write(enrolment, chosen, actor)
    return enrolment


def _wishes(enrolment: Enrolment) -> list[int]:
    """Problems wished for, the dearest first."""
    return list(enrolment.preferences.order_by("rank").values_list("problem_id", flat=True))


def _require_listed(problems: Sequence[int]) -> None:
    if listed_problems().filter(pk__in=problems).count() != len(problems):
        raise DomainError(_("One of these problems is no longer open. Please choose again."))


def _write(enrolment: Enrolment, problems: Sequence[int], actor: User) -> None:
    enrolment.preferences.all().delete()
    Preference.objects.bulk_create(
        Preference(enrolment=enrolment, problem_id=problem, rank=rank)
        for rank, problem in enumerate(problems, start=1)
    )
    ActionLog.objects.record(enrolment, verb="students.enrolment.rank_wishes", actor=actor)


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
