"""Words in any spelling, from everywhere on the card, found by the index among 20,000."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industries.enums import Confidentiality, ProblemState
from industries.models import Problem, RequiredSkill
from industries.selectors import market
from industries.services import accept_problem, refresh_words, update_problem, update_unit
from industries.tests.crowd import fill_problems
from industries.tests.factories import ProblemFactory, UnitFactory
from partnership.core.text import search_q
from partnership.programme.models import Skill
from partnership.programme.tests.factories import (
    ObstacleCategoryFactory,
    PlaceFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db
MARKET = reverse("industries:list_problems")
DESK = reverse("industries:manage_problems")


NUMBER = 20_000


def found(user: Any, **wanted: Any) -> list[int]:
    return [row.pk for row in market.market_rows(user, None, wanted)]


@pytest.fixture
def mill() -> Problem:
    """A problem whose words come from everywhere."""
    problem = ProblemFactory(
        public_title="کاهش ضایعات کارآموزان خط ۳",
        public_summary="آب‌بندی پمپ‌ها",
        category=ObstacleCategoryFactory(
            code="MACH", name_fa="ماشین‌آلات و نت", name_en="Machinery"
        ),
        unit=UnitFactory(
            place=PlaceFactory(code="SALA", name_fa="شهرک سلفچگان", name_en="Salafchegan")
        ),
    )
    RequiredSkill.objects.create(
        problem=problem,
        skill=SkillFactory(code="WELD", name_fa="جوش‌کاری", name_en="Welding"),
    )
    refresh_words()
    return problem


@pytest.mark.parametrize(
    "words",
    [
        "كارآموزان",  # Arabic kaf
        "کار آموزان",  # apart
        "کار\u200cآموزان",  # ZWNJ
        "کارامز",  # not there
        "خط 3",
        "خط ۳",
        "خط ٣",
        "اب بندي",  # alef without madda, Arabic yeh
        "آب",  # two letters
        "ماشين آلات",
        "ماشینالات",
        "سلفچگان",
        "جوشکاری",
        "جوش کاري",
        "welding",
        "machinery salafchegan",
    ],
)
def test_search_forgives_spelling(words: str, mill: Problem, people: SimpleNamespace) -> None:
    ProblemFactory(public_title="چیز دیگر")
    refresh_words()
    assert found(people.student, q=words) == ([] if words == "کارامز" else [mill.pk])


def test_words_follow_what_services_write(mill: Problem, people: SimpleNamespace) -> None:
    skill = SkillFactory(code="PLC", name_fa="کنترل صنعتی")
    update_problem(
        problem_id=mill.pk,
        actor=people.officer,
        skills=[{"skill": skill, "min_level": 3, "weight": 3}],
    )
    assert found(people.student, q="کنترل") == [mill.pk]
    assert found(people.student, q="جوشکاری") == []
    update_unit(
        unit_id=mill.unit_id, actor=people.officer, place=PlaceFactory(code="N", name_fa="نیزار")
    )
    assert found(people.student, q="نیزار") == [mill.pk]
    Skill.objects.filter(pk=skill.pk).update(name_fa="اتوماسیون")
    assert refresh_words() == 1
    assert refresh_words() == 0
    assert found(people.student, q="اتوماسیون") == [mill.pk]


def test_accepting_writes_the_words(people: SimpleNamespace) -> None:
    problem = ProblemFactory(state=ProblemState.SUBMITTED, public_title="")
    accept_problem(
        problem_id=problem.pk,
        actor=people.officer,
        public_title="تازه",
        category=ObstacleCategoryFactory(code="ENER", name_fa="انرژی"),
        visit_days=["thu", "sat", "sat"],
    )
    assert found(people.student, q="انرژی تازه") == [problem.pk]
    problem.refresh_from_db()
    assert problem.visit_days == ["sat", "thu"]


def test_days_are_days_of_the_week() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProblemFactory(visit_days=["fri"])


def test_new_name_in_the_office_renews_the_words(
    client: Any, people: SimpleNamespace, mill: Problem, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(people.head)
    skill = Skill.objects.get(code="WELD")
    path = reverse("office:programme_skill_change", args=[skill.pk])
    data = {"name_fa": "برش‌کاری", "name_en": "Cutting", "order": 0, "is_active": "on"}
    with django_capture_on_commit_callbacks() as calls:
        answer = client.post(path, {**data, "group": skill.group_id})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert calls
    refresh_words()
    assert found(people.student, q="برشکاری") == [mill.pk]


def test_restricted_problem_tells_no_place(mill: Problem, people: SimpleNamespace) -> None:
    Problem.objects.filter(pk=mill.pk).update(confidentiality=Confidentiality.RESTRICTED)
    refresh_words()
    assert found(people.student, q="سلفچگان") == []
    assert found(people.student, place=[mill.unit.place_id]) == []
    counts = market.facet_counts(people.student, None, {})
    assert counts["place"] == {}
    row = market.market_rows(people.student, None, {}).get()
    assert market.card_of(people.student, None, row).place == ""


def plan_of(rows: Any) -> str:
    return rows.explain()


def test_twenty_thousand_problems_are_searched_by_the_index(
    people: SimpleNamespace, client: Any
) -> None:
    wanted = ProblemFactory(
        public_title="آب‌بندی میکروتوربین",
        title="نشتی شفت",
        skills=("A1",),
        unit=UnitFactory(name_fa="پولاد بی‌همتای آزمون"),
    )
    refresh_words()
    client.force_login(people.student)
    client.get(MARKET)
    with CaptureQueriesContext(connection) as one:
        assert client.get(MARKET).status_code == 200
    fill_problems(NUMBER)
    rows = market.market_rows(people.student, None, {"q": "اب بندي ميكرو توربين"})
    with CaptureQueriesContext(connection) as asked:
        assert [row.pk for row in rows.prefetch_related(None)] == [wanted.pk]
    assert len(asked) == 1
    plan = plan_of(rows[:12])
    assert "problem_search" in plan
    assert "Seq Scan on industries_problem" not in plan
    # A word too short for the index as such («آب») is found by it where a word begins.
    short = market.market_rows(people.student, None, {"q": "آب"})
    assert "problem_search" in plan_of(short[:12])
    assert wanted.pk in [row.pk for row in short]
    # The office's desk: confidential words and the unit's name, by an index of its own.
    for words in ("نشتی شفت", "بی همتاي ازمون", "ازمون شفت"):
        desk = Problem.objects.visible_to(people.officer).filter(search_q("desk_search", words))
        assert [row.pk for row in desk] == [wanted.pk]
        plan = plan_of(desk)
        assert "problem_desk_search" in plan
        assert "Seq Scan on industries_problem" not in plan
    # The page costs as many queries as with one row.
    with CaptureQueriesContext(connection) as many:
        assert client.get(MARKET).status_code == 200
    assert len(one) == len(many)
