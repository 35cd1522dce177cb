"""The fit figure in SQL, to sort and filter all problems by; `selectors.fit` is the formula."""

from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least

from industries.models import Problem, RequiredSkill
from industries.selectors import fit
from partnership.core.seekers import Seeker

_INT = IntegerField()


def with_fit(rows: QuerySet, seeker: Seeker | None) -> QuerySet:
    """Annotate `fit`, 0–100; 0 for whoever looks for nothing."""
    return rows.annotate(fit=fit_expression(seeker) if seeker else _int(0))


def fit_expression(seeker: Seeker) -> Any:
    """The same whole number as `fit.fit_of(…).percent`."""
    if not seeker.is_professor:
        parts = _skills(seeker, fit.SKILLS) + _days(seeker) + _major(seeker, fit.MAJOR)
        return _as_int(parts)
    parts = _skills(seeker, fit.EXPERTISE) + _major(seeker, fit.OWN_MAJOR)
    parts += _case(Q(category__in=seeker.categories), fit.CATEGORY)
    parts += _int(fit.PLACES if seeker.free_places > 0 else 0)
    return Case(When(pk__in=seeker.ties, then=_int(0)), default=parts, output_field=_INT)


def _skills(seeker: Seeker, points: int) -> Any:
    """Σ(w·c) / Σw of the problem's skills, counted in halves; whole when none is asked for."""
    whens = []
    for level in sorted(set(seeker.skills.values())):
        mine = Q(skill__in=[pk for pk, own in seeker.skills.items() if own == level])
        whens.append(When(mine & Q(min_level__lte=level), then=_int(2)))
        whens.append(When(mine & Q(min_level=level + 1), then=_int(1)))
    halves = Case(*whens, default=_int(0), output_field=_INT)
    got = Sum(F("weight") * halves, output_field=_INT)
    whole = Sum("weight", output_field=_INT) * _int(2)
    cover = (
        RequiredSkill.objects.filter(problem=OuterRef("pk"))
        .order_by()
        .values("problem")
        .annotate(part=_rounded(points, got, whole))
        .values("part")
    )
    return Coalesce(Subquery(cover, output_field=_INT), _int(points))


def _major(seeker: Seeker, points: int) -> Any:
    stated = Problem.majors.through.objects.filter(problem=OuterRef("pk"))
    suits = ~Exists(stated) | Exists(stated.filter(major=seeker.major_id or 0))
    return _case(suits, points)


def _days(seeker: Seeker) -> Any:
    """Days in common of at most two that are wanted, or as many as the unit names."""
    common = _int(0)
    for day in sorted(seeker.days):
        common = common + _case(Q(visit_days__contains=[day]), 1)
    target = Least(_int(fit.DAYS_WANTED), Func("visit_days", function="cardinality"))
    points = _rounded(fit.DAYS, Least(common, target), target)
    named = When(Q(visit_days=[]), then=_int(fit.DAYS))
    return Case(named, default=points, output_field=_INT)


def _rounded(points: int, part: Any, whole: Any) -> Any:
    return _as_int((_int(2 * points) * part + whole) / (_int(2) * whole))


def _case(condition: Any, points: int) -> Any:
    return Case(When(condition, then=_int(points)), default=_int(0), output_field=_INT)


def _int(number: int) -> Value:
    return Value(number, output_field=_INT)


def _as_int(expression: Any) -> Any:
    expression.output_field = _INT
    return expression
