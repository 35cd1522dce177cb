"""Thousands of problems, written by the database itself."""

import pgtrigger
from django.db import connection

from industries.models import Problem, RequiredSkill
from industries.services import refresh_words
from industries.tests.factories import ProblemFactory, UnitFactory
from partnership.programme.enums import Weekday
from partnership.programme.tests.factories import ObstacleCategoryFactory, SkillFactory

TITLES = ("کاهش مصرف گاز کوره", "ریزش لعاب کاشی", "ارتعاش پمپ خنک‌کن", "خرابی یاتاقان نوار نقاله")
#: Stands where each copy gets its own number.
_NUMBER = "987654321"
_NUMBERED = ("title", "public_title", "search", "desk_search")
_INDEXES = ("problem_search", "problem_desk_search")


def fill_problems(number: int) -> None:
    """`number` open problems of four kinds: titles, two skills and two days each."""
    unit, category = UnitFactory(), ObstacleCategoryFactory(code="ENER")
    skills = [SkillFactory(code=f"CR{n}") for n in range(len(TITLES))]
    days = list(Weekday.values)
    for n, title in enumerate(TITLES):
        kind = ProblemFactory(
            unit=unit,
            category=category,
            baseline=False,
            title=f"مسئلهٔ {_NUMBER}",
            public_title=f"{title} شمارهٔ {_NUMBER}",
            visit_days=days[n : n + 2],
        )
        for more in (0, 1):
            skill = skills[(n + more) % len(skills)]
            RequiredSkill.objects.create(problem=kind, skill=skill, min_level=2 + n % 3)
        refresh_words(pk=kind.pk)
        _copy(kind, number // len(TITLES))
    with connection.cursor() as cursor:
        # What autovacuum does within a minute of such an import.
        for index in _INDEXES:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE industries_problem, industries_requiredskill")


@pgtrigger.ignore("industries.Problem:insert_insert")
def _copy(kind: Problem, times: int) -> None:
    """The problem and its skills once for each number; the kind itself goes out of the market."""
    columns = [column.column for column in Problem._meta.local_fields if column.column != "id"]
    values = [
        f"replace(\"{name}\", '{_NUMBER}', n::text)" if name in _NUMBERED else f'"{name}"'
        for name in columns
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            f"WITH copies AS (INSERT INTO industries_problem ({names}) "
            f"SELECT {', '.join(values)} FROM industries_problem, generate_series(1, %s) AS n "
            "WHERE industries_problem.id = %s RETURNING id) "
            "INSERT INTO industries_requiredskill (problem_id, skill_id, min_level, weight) "
            "SELECT copies.id, skill_id, min_level, weight FROM copies, industries_requiredskill "
            "WHERE problem_id = %s",
            [times, kind.pk, kind.pk],
        )
    Problem.objects.filter(pk=kind.pk).update(state="draft")
