"""Until when the wishes of an accepted application may still change, and which fell away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.accounts.models import User
from students.enums import ENROLMENT_ACCEPTED, ENROLMENT_ALIVE, EnrolmentState
from students.models import Enrolment, Preference, Student
from students.models.enrolment import is_secret

#: Before the decision the form itself is open or closed; these are past it and without a team.
WISHES_OPEN = ENROLMENT_ACCEPTED | {EnrolmentState.WAITING}
#: What became of a problem nobody can wish for any more, by its state; nothing confidential.
_WHY = {
    "cancelled": _("It was taken back."),
    "on_hold": _("It rests for the time being."),
    "referred": _("It was referred to the working group."),
    "draft": _("The unit is still describing it."),
    "submitted": _("The office is reviewing it again."),
    "needs_detail": _("The unit was asked for more detail."),
    "in_review": _("A team is working on it."),
    "all_rejected": _("A team has worked on it."),
    "executing": _("A team is working on it."),
    "closed_solved": _("It has been solved."),
    "closed_unsolved": _("It has been closed."),
}
_SECRET = _("It is no longer shown to students.")


@dataclass(frozen=True)
class LostWish:
    """A wish that no longer counts: its rank, what the problem is called, and why."""

    rank: int
    title: Any
    reason: Any


def may_rank_wishes(enrolment: Enrolment) -> bool:
    """Accepted or waiting, before teams of the round stand, and not in a team yet."""
    return enrolment.state in WISHES_OPEN and _do_wishes_count(enrolment)


def lost_wishes(enrolment: Enrolment, wishes: Iterable[Preference] | None = None) -> list[LostWish]:
    """Wishes whose problem is no longer open, while wishes of this application count.

    `wishes` come with problem and category where they are at hand.
    """
    if wishes is None:
        wishes = enrolment.preferences.select_related("problem__category")
    lost = [wish for wish in wishes if not wish.problem.is_listed]
    if not lost or not _do_wishes_count(enrolment):
        return []
    return [LostWish(wish.rank, wish.shown_title, why_lost(wish.problem)) for wish in lost]


def why_lost(problem: Any) -> Any:
    """A sentence, in the language active when it is read."""
    return _SECRET if is_secret(problem) else _WHY.get(problem.state, _SECRET)


def people_who_wish_for(problem_id: int) -> QuerySet[User]:
    """Accounts of those whose wish for this problem still counts, before a team has them."""
    membership: Any = Student._meta.get_field("memberships").related_model
    taken = membership.objects.filter(
        student=OuterRef("student"), term=OuterRef("round__term"), state="active"
    )
    rows = Enrolment.objects.filter(
        ~Exists(taken),
        state__in=ENROLMENT_ALIVE,
        round__formation_until__gte=timezone.localdate(),
        preferences__problem=problem_id,
    )
    return User.objects.filter(student__in=rows.values("student")).order_by("pk")


def problem_wished_for(problem_id: int) -> Any:
    """The problem, with its category."""
    problem: Any = Preference._meta.get_field("problem").related_model
    return problem.objects.select_related("category").get(pk=problem_id)


def _do_wishes_count(enrolment: Enrolment) -> bool:
    """The application is alive, teams of the round are still to come, and none has the student."""
    if enrolment.state not in ENROLMENT_ALIVE:
        return False
    if timezone.localdate() > enrolment.round.formation_until:
        return False
    return not _is_in_team(enrolment)


def _is_in_team(enrolment: Enrolment) -> bool:
    """The room of teams hangs its rows on the student; without it nobody is in one."""
    places: Any = getattr(enrolment.student, "memberships", None)
    here = {"state": "active", "term": enrolment.round.term_id}
    return places is not None and places.filter(**here).exists()


__all__ = [
    "WISHES_OPEN",
    "LostWish",
    "lost_wishes",
    "may_rank_wishes",
    "people_who_wish_for",
    "problem_wished_for",
    "why_lost",
]
