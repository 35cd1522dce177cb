"""The fit figure: a table of cases, and the same number from SQL."""

from typing import Any

import pytest
from django.utils import translation

from industries.enums import ProblemState
from industries.models import Problem, RequiredSkill
from industries.selectors import fit
from industries.selectors.fit_order import with_fit
from industries.tests.factories import ProblemFactory
from partnership.core.seekers import PROFESSOR, STUDENT, Seeker
from partnership.programme.tests.factories import (
    MajorFactory,
    ObstacleCategoryFactory,
    SkillFactory,
)

WELD, PUMP, CAD, HEAT = 1, 2, 3, 4
MECH, CHEM = 10, 11
QUAL = 20


def need(skill: int, level: int = 3, weight: int = 3) -> fit.Need:
    names = {WELD: "جوشکاری", PUMP: "پمپ", CAD: "نقشه‌کشی", HEAT: "انتقال حرارت"}
    return fit.Need(skill, names[skill], level, weight)


def asked(**what: Any) -> fit.Asked:
    return fit.Asked(**{"pk": 1, "category_id": QUAL, **what})


def student(**what: Any) -> Seeker:
    return Seeker(kind=STUDENT, **{"major_id": MECH, **what})


def professor(**what: Any) -> Seeker:
    return Seeker(kind=PROFESSOR, **{"major_id": MECH, "free_places": 1, **what})


OPEN_REST = {"days": frozenset(), "majors": ()}
STUDENTS = [
    # nothing is asked for: nothing is missing
    (student(), asked(), 100),
    # the level asked for counts whole, more does not count more
    (student(skills={WELD: 3}), asked(needs=(need(WELD),)), 100),
    (student(skills={WELD: 5}), asked(needs=(need(WELD),)), 100),
    # one level short counts half, two short nothing, as the solver has it
    (student(skills={WELD: 2}), asked(needs=(need(WELD),)), 36 + 32),
    (student(skills={WELD: 1}), asked(needs=(need(WELD),)), 36),
    # who has not the skill at all gets nothing, also at level 1
    (student(), asked(needs=(need(WELD, level=1),)), 36),
    # weights: 5 of 8 covered, 64 * 5 / 8
    (student(skills={WELD: 3}), asked(needs=(need(WELD, weight=5), need(CAD))), 36 + 40),
    # half points go up: 64 * 1 / 3 = 21.33, 64 * 2 / 3 = 42.67
    (student(skills={WELD: 3}), asked(needs=(need(WELD), need(CAD), need(PUMP))), 36 + 21),
    (student(skills={WELD: 3, CAD: 3}), asked(needs=(need(WELD), need(CAD), need(PUMP))), 36 + 43),
    # majors: mine, somebody else's
    (student(), asked(majors=((MECH, "مکانیک"),)), 100),
    (student(), asked(majors=((CHEM, "شیمی"),)), 91),
    # days: two in common are whole, one is half, none is nothing; one named day is whole
    (student(days=frozenset({"sat", "sun"})), asked(days=frozenset({"sat", "sun", "mon"})), 100),
    (student(days=frozenset({"sat"})), asked(days=frozenset({"sat", "sun"})), 73 + 14),
    (student(days=frozenset({"tue"})), asked(days=frozenset({"sat", "sun"})), 73),
    (student(), asked(days=frozenset({"sat"})), 73),
    (student(days=frozenset({"sat"})), asked(days=frozenset({"sat"})), 100),
    # nothing suits
    (student(), asked(needs=(need(WELD),), majors=((CHEM, "ش"),), days=frozenset({"sat"})), 0),
]
PROFESSORS = [
    (professor(), asked(), 90),
    (professor(categories=frozenset({QUAL})), asked(), 100),
    (professor(free_places=0, categories=frozenset({QUAL})), asked(), 85),
    (professor(skills={WELD: 5}), asked(needs=(need(WELD, level=5), need(CAD))), 60),
    (professor(), asked(needs=(need(WELD),), majors=((CHEM, "ش"),)), 15),
    (professor(skills={WELD: 5}, ties=frozenset({1})), asked(needs=(need(WELD),)), 0),
    (professor(skills={WELD: 5}, ties=frozenset({2})), asked(needs=(need(WELD),)), 90),
]


@pytest.mark.parametrize(("seeker", "wanted", "percent"), STUDENTS + PROFESSORS)
def test_fit_figure(seeker: Seeker, wanted: fit.Asked, percent: int) -> None:
    found = fit.fit_of(seeker, wanted)
    assert found.percent == percent
    assert found.percent == sum(reason.points for reason in found.reasons)
    assert all(reason.sentence for reason in found.reasons)


def test_full_marks_are_a_hundred() -> None:
    assert fit.SKILLS + fit.DAYS + fit.MAJOR == 100
    assert fit.EXPERTISE + fit.OWN_MAJOR + fit.CATEGORY + fit.PLACES == 100


def test_reasons_are_sentences_in_persian() -> None:
    wanted = asked(
        needs=(need(WELD), need(CAD), need(PUMP), need(HEAT)), days=frozenset({"sat", "sun"})
    )
    me = student(skills={WELD: 2, CAD: 3, PUMP: 4, HEAT: 3}, days=frozenset({"sat", "mon"}))
    with translation.override("fa"):
        skills, days, major = fit.fit_of(me, wanted).reasons
    assert skills.sentence == "۳ از ۴ مهارت خواسته‌شده را دارید."
    assert skills.details == ("جوشکاری: سطح ۲، خواسته ۳",)
    assert days.sentence == "۱ روز مشترک: شنبه"
    assert major.sentence == "برای همهٔ رشته‌ها باز است."


@pytest.mark.django_db
def test_sql_gives_the_same_number() -> None:
    skills = [SkillFactory(code=f"F{n}") for n in range(4)]
    majors = [MajorFactory(code="FM1"), MajorFactory(code="FM2")]
    other = ObstacleCategoryFactory(code="ENER")
    week = ["sat", "sun", "mon", "tue", "wed", "thu"]
    problems = []
    for n in range(24):
        row = ProblemFactory(baseline=False, visit_days=week[: n % 4])
        if n % 5 == 0:
            row.category = other
            row.save()
        row.majors.set(majors[: n % 3])
        for k in range(n % 5 if n % 5 < 4 else 0):
            RequiredSkill.objects.create(
                problem=row, skill=skills[k], min_level=1 + (n + k) % 5, weight=1 + (2 * n + k) % 5
            )
        problems.append(row)
    ids = [skill.pk for skill in skills]
    seekers = [
        Seeker(kind=STUDENT),
        Seeker(
            kind=STUDENT,
            skills={ids[0]: 3, ids[1]: 1, ids[2]: 5},
            major_id=majors[0].pk,
            days=frozenset({"sat"}),
        ),
        Seeker(
            kind=STUDENT,
            skills={ids[0]: 2, ids[1]: 2, ids[3]: 4},
            major_id=majors[1].pk,
            days=frozenset({"sun", "mon", "thu"}),
        ),
        Seeker(kind=PROFESSOR, major_id=majors[1].pk),
        Seeker(
            kind=PROFESSOR,
            skills={ids[1]: 5, ids[2]: 5},
            categories=frozenset({other.pk}),
            free_places=2,
            ties=frozenset({problems[3].pk}),
        ),
    ]
    rows = Problem.objects.prefetch_related("majors", "required_skills__skill")
    for seeker in seekers:
        said = {row.pk: row.fit for row in with_fit(rows, seeker)}
        meant = {row.pk: fit.fit_of(seeker, fit.asked_of(row)).percent for row in rows}
        assert said == meant
        assert len(set(said.values())) > 3
    assert {row.fit for row in with_fit(rows.filter(state=ProblemState.OPEN), None)} == {0}
