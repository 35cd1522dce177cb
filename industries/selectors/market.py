"""The market of open problems: rows, counts of each filter value, what stands on a card.

Everything here begins with `open_problems_for`, which knows no secret problem: no filter, count,
order or total can tell of one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from industries.enums import Confidentiality, ProblemState
from industries.models import Problem, RequiredSkill
from industries.models.words import WORDS, tells_place
from industries.selectors import fit, open_problems_for
from industries.selectors.fit_order import with_fit
from partnership.core.seekers import Mark, Seeker, marks_of
from partnership.core.text import search_q

#: 1 where no further team is wanted; the teams are counted only where there are some.
_FULL = Case(
    When(state=ProblemState.OPEN, then=0),
    When(teams_on_it__lt=F("teams_wanted"), then=0),
    default=1,
)
#: Orders by name; ties are settled by age, so that pages never overlap.
ORDERS: dict[str, tuple[Any, ...]] = {
    "fit": (_FULL, "-fit", "-created_at", "-pk"),
    "new": ("-created_at", "-pk"),
    "chosen": ("-chosen", "-created_at", "-pk"),
    "deadline": (F("submission_deadline").asc(nulls_last=True), "-created_at", "-pk"),
}
FIT, NEW = "fit", "new"
#: Columns no card shows: they are not even read.
_NOT_ON_CARDS = ("title", "detail", "site_limits", "search", "desk_search", *WORDS)
#: Applications whose wishes count: handed in and still standing.
_WISHES = Q(preferences__enrolment__round__is_current=True) & ~Q(
    preferences__enrolment__state__in=("draft", "rejected", "withdrawn")
)
_OPEN_PLACE = Q(confidentiality=Confidentiality.NORMAL)


def market_rows(user: Any, seeker: Seeker | None, wanted: dict[str, Any]) -> QuerySet[Problem]:
    """Open problems that match, in the order wanted, with `fit`, `chosen`, `first_wishes`,
    `teams_on_it`; one query, answered by the index of search when there are words."""
    order = wanted.get("sort") or (FIT if seeker else NEW)
    rows = narrowed(open_problems_for(user), seeker, wanted)
    return with_demand(with_fit(rows, seeker)).defer(*_NOT_ON_CARDS).order_by(*ORDERS[order])


def with_demand(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """How many chose each, how many of them first, and how many teams are on it."""
    first = _WISHES & Q(preferences__rank=1)
    working = Q(teams__isnull=False) & ~Q(teams__state="dissolved")
    return rows.annotate(
        chosen=_counted("preferences", _WISHES),
        first_wishes=_counted("preferences", first),
        teams_on_it=_counted("teams", working),
    )


def _counted(path: str, condition: Q) -> Any:
    counts = (
        Problem.objects.filter(condition, pk=OuterRef("pk"))
        .order_by()
        .values("pk")
        .annotate(n=Count(path, distinct=True))
        .values("n")
    )
    return Coalesce(Subquery(counts), 0)


def narrowed(
    rows: QuerySet[Problem], seeker: Seeker | None, wanted: dict[str, Any], but: str = ""
) -> QuerySet[Problem]:
    """The rows that match every filter except the one named."""
    for name, condition in _CONDITIONS.items():
        if name != but and wanted.get(name):
            rows = rows.filter(condition(wanted[name], seeker))
    if wanted.get("suits") and seeker:
        rows = with_fit(rows, seeker).filter(fit__gte=fit.SUITS)
    return rows


def _skilled(skills: Any, _seeker: Seeker | None) -> Q:
    return Q(pk__in=RequiredSkill.objects.filter(skill__in=skills).values("problem"))


def _for_majors(majors: Any, _seeker: Seeker | None) -> Q:
    """Asked for, or open to every major."""
    through = Problem.majors.through.objects
    return Q(pk__in=through.filter(major__in=majors).values("problem")) | ~Q(
        pk__in=through.values("problem")
    )


def _my_days(_is_on: Any, seeker: Seeker | None) -> Q:
    """A day in common, or none named yet."""
    return Q(visit_days=[]) | Q(visit_days__overlap=sorted(seeker.days if seeker else ()))


_CONDITIONS: dict[str, Callable[[Any, Seeker | None], Q]] = {
    "q": lambda words, _seeker: search_q("search", words),
    "category": lambda keys, _seeker: Q(category__in=keys),
    "place": lambda keys, _seeker: Q(unit__place__in=keys) & _OPEN_PLACE,
    "skill": _skilled,
    "major": _for_majors,
    "day": lambda days, _seeker: Q(visit_days__overlap=days),
    "my_days": _my_days,
    "urgency": lambda codes, _seeker: Q(urgency__in=codes),
    "state": lambda codes, _seeker: Q(state__in=codes),
}


def facet_counts(
    user: Any, seeker: Seeker | None, wanted: dict[str, Any]
) -> dict[str, dict[Any, int]]:
    """For each filter how many rows each value would show, the other filters kept.

    One query for all filters, however many rows there are.
    """
    first, *others = [
        _value_counts(narrowed(open_problems_for(user), seeker, wanted, but=name), name)
        for name in _FACETS
    ]
    counts: dict[str, dict[Any, int]] = {name: {} for name in _FACETS}
    everywhere = 0
    for name, value, number in first.union(*others, all=True):
        if value is not None:
            counts[name][int(value) if value.isdecimal() else value] = number
        elif name == "major":
            everywhere = number
    counts["major"] = _Plus(counts["major"], everywhere)
    return counts


def _value_counts(rows: QuerySet[Problem], name: str) -> QuerySet:
    """Rows of (filter, value as text, how many problems)."""
    rows = rows.select_related(None).prefetch_related(None).order_by()
    if name == "place":
        rows = rows.filter(_OPEN_PLACE)
    if name == "day":
        rows = rows.annotate(day=Func("visit_days", function="unnest"))
    named = rows.annotate(facet=Value(name), value=Cast(_FACETS[name], output_field=CharField()))
    return named.values_list("facet", "value").annotate(n=Count("pk", distinct=name in _MANY))


class _Plus(dict):
    """Counts of majors: problems open to every major count for each."""

    def __init__(self, counts: dict[Any, int], more: int) -> None:
        super().__init__({key: n + more for key, n in counts.items()})
        self.more = more

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key, self.more or default)


_FACETS = {
    "category": "category",
    "place": "unit__place",
    "skill": "required_skills__skill",
    "day": "day",
    "major": "majors",
    "urgency": "urgency",
    "state": "state",
}
_MANY = {"skill", "major", "day"}


@dataclass(frozen=True)
class SkillTag:
    """A skill asked for, and how far the reader covers it."""

    name: str
    state: str = ""


@dataclass(frozen=True)
class Card:
    """What the market shows of a problem: public words, demand, and what concerns the reader."""

    problem: Problem
    place: str
    sector: str
    skills: tuple[SkillTag, ...]
    fit: fit.Fit | None
    marks: tuple[Mark, ...]

    @property
    def places_left(self) -> int:
        """Teams that may still come to it."""
        teams = getattr(self.problem, "teams_on_it", 0)
        return max(0, self.problem.teams_wanted - teams)


def cards_of(user: Any, seeker: Seeker | None, problems: Iterable[Problem]) -> list[Card]:
    """Cards of a page of problems; what rooms above know comes in a constant number of queries."""
    rows = list(problems)
    marks = marks_of(user, rows)
    return [_card(problem, seeker, marks[problem.pk]) for problem in rows]


def _card(problem: Problem, seeker: Seeker | None, marks: list[Mark]) -> Card:
    asked = fit.asked_of(problem)
    is_told = tells_place(problem)
    unit = problem.unit
    return Card(
        problem=problem,
        place=unit.place.name if is_told and unit.place else "",
        sector=unit.isic.name if is_told and unit.isic else "",
        skills=tuple(SkillTag(need.name, _state(seeker, need)) for need in asked.needs),
        fit=fit.fit_of(seeker, asked) if seeker else None,
        marks=tuple(marks),
    )


def _state(seeker: Seeker | None, need: fit.Need) -> str:
    if seeker is None:
        return ""
    return (fit.MISSING, fit.PART, fit.GOOD)[fit.half_covers(seeker, need)]


def card_of(user: Any, seeker: Seeker | None, problem: Problem) -> Card:
    """One problem's card, with the same facts as in the list."""
    return cards_of(user, seeker, [problem])[0]
