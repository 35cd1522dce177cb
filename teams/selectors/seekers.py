"""What a professor brings to a problem and has said about it: for the market of problems."""

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industries.models import Problem
from partnership.accounts.enums import Role
from partnership.core.numbers import format_number
from partnership.core.seekers import PROFESSOR, Mark, Seeker, mark_reader, seeker_reader
from teams.enums import Stance, TeamState
from teams.models import Professor, ProfessorInterest, Team
from teams.selectors.team import professors_with_load

#: Expertise has no levels: what a professor names, counts whole.
_EXPERT = 5


@seeker_reader(order=20)
def professor_seeker(user: Any) -> Seeker | None:
    """Expertise, major, categories supervised before, places left, problems with ties."""
    professor = professors_with_load().filter(user=user).first()
    if professor is None:
        return None
    load: int = professor.load  # type: ignore[attr-defined]  # annotated there
    teams = Team.objects.filter(professor=professor, problem__isnull=False)
    supervised = teams.exclude(state__in=(TeamState.FORMING, TeamState.DISSOLVED))
    return Seeker(
        kind=PROFESSOR,
        skills=dict.fromkeys(professor.expertise.values_list("pk", flat=True), _EXPERT),
        major_id=professor.major_id,
        categories=frozenset(supervised.values_list("problem__category", flat=True)),
        free_places=max(0, professor.capacity - load) if professor.is_active else 0,
        ties=frozenset(_tied(user, professor)),
        complete_url=professor.get_absolute_url(),
    )


def _tied(user: Any, professor: Professor) -> Any:
    """Problems with declared ties, and those of a unit the professor belongs to."""
    declared = ProfessorInterest.objects.filter(professor=professor, stance=Stance.TIES)
    of_unit = Problem.objects.filter(
        unit__persons__user=user, unit__persons__is_active=True
    ).order_by()
    return of_unit.values_list("pk", flat=True).union(
        declared.order_by().values_list("problem_id", flat=True)
    )


@mark_reader(order=20)
def interest_marks(user: Any, problems: list[Any]) -> dict[int, Mark]:
    """A professor's own word with its button; for the office how many would supervise."""
    if user.is_office:
        return _for_office(user, problems)
    if not user.has_role(Role.PROFESSOR):
        return {}
    own = dict(
        ProfessorInterest.objects.filter(professor__user=user).values_list("problem_id", "stance")
    )
    return {row.pk: _button(row, own.get(row.pk, "")) for row in problems}


def _button(problem: Any, stance: str) -> Mark:
    title = {"title": problem.shown_title}
    if not stance:
        return Mark(
            label=_("I would supervise it"),
            full_label=_("I would supervise it: %(title)s") % title,
            url=reverse("teams:mark_interest", kwargs={"pk": problem.pk}),
            icon="hand-thumbs-up",
            is_post=True,
        )
    said = {
        Stance.WOULD: _("You would supervise it"),
        Stance.TIES: _("You have ties to this unit"),
    }
    return Mark(
        said=said[Stance(stance)],
        label=_("Take it back"),
        full_label=_("Take it back: %(title)s") % title,
        url=reverse("teams:withdraw_interest", kwargs={"pk": problem.pk}),
        icon="x-lg",
        is_on=True,
        is_post=True,
    )


def _for_office(user: Any, problems: list[Any]) -> dict[int, Mark]:
    rows = ProfessorInterest.objects.visible_to(user).filter(
        problem__in=[row.pk for row in problems], stance=Stance.WOULD
    )
    counts = Counter(rows.values_list("problem_id", flat=True))
    said = {n: _said(n) for n in set(counts.values())}
    return {pk: Mark(said=said[n]) for pk, n in counts.items()}


def _said(number: int) -> str:
    words = ngettext(
        "%(n)s professor would supervise it", "%(n)s professors would supervise it", number
    )
    return words % {"n": format_number(number)}
