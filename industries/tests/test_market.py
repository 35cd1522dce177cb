"""The market: filters with counts, demand, orders, and nothing about secrets."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industries.enums import Confidentiality, ProblemState
from industries.models import Problem
from industries.selectors import market, open_problems_for
from industries.services import refresh_words
from industries.tests.factories import ProblemFactory, UnitFactory, UnitPersonFactory
from partnership.core.seekers import Seeker
from partnership.programme.tests.factories import (
    MajorFactory,
    ObstacleCategoryFactory,
    PlaceFactory,
    SkillFactory,
)
from students.models import Availability, Preference, StudentSkill
from students.tests.factories import EnrolmentFactory
from teams.tests.factories import ProfessorFactory, TeamFactory

pytestmark = pytest.mark.django_db
MARKET = reverse("industries:list_problems")
DESK = reverse("industries:manage_problems")


def found(user: Any, **wanted: Any) -> list[int]:
    return [row.pk for row in market.market_rows(user, None, wanted)]


def test_filters_and_their_counts(people: SimpleNamespace) -> None:
    weld, cad = SkillFactory(code="W"), SkillFactory(code="C")
    mech, chem = MajorFactory(code="ME"), MajorFactory(code="CH")
    one = ProblemFactory(skills=("W", "C"), visit_days=["sat", "sun"], urgency="high")
    two = ProblemFactory(skills=("W",), visit_days=["sun"], state=ProblemState.ASSIGNED)
    three = ProblemFactory(category=ObstacleCategoryFactory(code="ENER"))
    one.majors.set([mech])
    two.majors.set([chem])
    me = people.student
    assert set(found(me, skill=[weld.pk])) == {one.pk, two.pk}
    assert found(me, skill=[cad.pk]) == [one.pk]
    assert set(found(me, day=["sun"])) == {one.pk, two.pk}
    assert found(me, day=["sat"]) == [one.pk]
    assert set(found(me, major=[mech.pk])) == {one.pk, three.pk}
    assert found(me, urgency=["high"]) == [one.pk]
    assert found(me, state=["assigned"]) == [two.pk]
    assert found(me, category=[three.category_id], skill=[weld.pk]) == []
    counts = market.facet_counts(me, None, {"day": ["sat"]})
    assert counts["skill"] == {weld.pk: 1, cad.pk: 1}
    assert counts["day"] == {"sat": 1, "sun": 2}  # its own filter does not narrow it
    counts = market.facet_counts(me, None, {})
    assert (counts["major"].get(mech.pk), counts["major"].get(chem.pk)) == (2, 2)
    assert counts["state"] == {"open": 2, "assigned": 1}
    for name in ("category", "skill", "day", "urgency", "state", "place"):
        for value, n in counts[name].items():
            assert len(found(me, **{name: [value]})) == n


def test_my_days_and_what_suits(people: SimpleNamespace) -> None:
    seeker = Seeker(kind="student", days=frozenset({"sat"}))
    common = ProblemFactory(visit_days=["sat", "mon"])
    unsaid = ProblemFactory()
    never = ProblemFactory(visit_days=["tue"], skills=("A1",))
    rows = market.market_rows(people.student, seeker, {"my_days": True})
    assert {row.pk for row in rows} == {common.pk, unsaid.pk}
    suited = market.market_rows(people.student, seeker, {"suits": True})
    assert never.pk not in {row.pk for row in suited}


def test_orders(people: SimpleNamespace, django_assert_num_queries: Any) -> None:
    old, mid, new = ProblemFactory(), ProblemFactory(), ProblemFactory()
    Problem.objects.filter(pk=mid.pk).update(submission_deadline="2027-01-05")
    Problem.objects.filter(pk=new.pk).update(submission_deadline="2027-02-05")
    Preference.objects.create(enrolment=EnrolmentFactory(state="approved"), problem=old, rank=1)
    assert found(people.student) == [new.pk, mid.pk, old.pk]
    assert found(people.student, sort="chosen") == [old.pk, new.pk, mid.pk]
    assert found(people.student, sort="deadline") == [mid.pk, new.pk, old.pk]
    with django_assert_num_queries(1):
        list(market.market_rows(people.student, None, {}).prefetch_related(None))


def test_what_wants_no_further_team_comes_last_for_a_seeker(people: SimpleNamespace) -> None:
    full = ProblemFactory(state=ProblemState.ASSIGNED, teams_wanted=1)
    half = ProblemFactory(state=ProblemState.ASSIGNED, teams_wanted=2)
    for problem in (full, half):
        TeamFactory(problem=problem)
    suits_less = ProblemFactory(skills=("A1",))
    rows = market.market_rows(people.student, Seeker(kind="student"), {})
    assert [row.pk for row in rows] == [half.pk, suits_less.pk, full.pk]


def test_cards_never_read_confidential_words(people: SimpleNamespace) -> None:
    ProblemFactory(title="راز", detail="پنهان")
    row = market.market_rows(people.student, None, {}).get()
    assert {"title", "detail", "desk_search"} <= row.get_deferred_fields()


def test_demand_counts_standing_applications_of_the_running_round(
    people: SimpleNamespace,
) -> None:
    problem = ProblemFactory(teams_wanted=2)
    for state, rank in (("approved", 1), ("submitted", 2), ("withdrawn", 1), ("draft", 1)):
        Preference.objects.create(
            enrolment=EnrolmentFactory(state=state), problem=problem, rank=rank
        )
    TeamFactory(problem=problem)
    TeamFactory(problem=problem, state="dissolved")
    row = market.market_rows(people.student, None, {}).get()
    assert (row.chosen, row.first_wishes, row.teams_on_it) == (2, 1, 1)
    assert market.card_of(people.student, None, row).places_left == 1


def test_visitor_sees_no_market(client: Any) -> None:
    ProblemFactory()
    assert not open_problems_for(AnonymousUser()).exists()
    assert client.get(MARKET).status_code == 302


# --- secrets ---------------------------------------------------------------------------------

ASKED = [
    "",
    "?q=راز",
    "?q=کوره",
    "?sort=new",
    "?sort=chosen",
    "?sort=deadline",
    "?day=sat",
    "?urgency=critical",
    "?state=open&state=assigned",
    "?suits=on",
    "?page=2",
]


def page_of(client: Any, address: str) -> bytes:
    """The page without what differs at every request: form keys."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)


def secret_problem(**more: Any) -> Problem:
    """A secret one in every filter: own category, place, skill, days, most chosen."""
    problem = ProblemFactory(
        confidentiality=Confidentiality.SECRET,
        public_title="راز کوره",
        urgency="critical",
        visit_days=["sat", "thu"],
        submission_deadline="2026-12-01",
        category=ObstacleCategoryFactory(code="ENER"),
        unit=UnitFactory(place=PlaceFactory(code="SEC", name_fa="شهرک پنهان")),
        skills=("SECRET",),
        **more,
    )
    problem.majors.set([MajorFactory(code="SEC")])
    refresh_words()
    return problem


@pytest.mark.parametrize("role", ["student", "professor", "officer", "manager"])
def test_worlds_with_and_without_a_secret_look_the_same(
    role: str, client: Any, people: SimpleNamespace
) -> None:
    for n in range(14):
        ProblemFactory(skills=(f"S{n % 3}",), visit_days=["sun"], public_title=f"کوره {n}")
    refresh_words()
    user = getattr(people, role, None) or UnitPersonFactory().user
    if role == "student":
        user = EnrolmentFactory(state="approved").student.user
    if role == "professor":
        user = ProfessorFactory().user
    # The office's lists of words to choose from are the same in both worlds.
    ObstacleCategoryFactory(code="ENER")
    PlaceFactory(code="SEC", name_fa="شهرک پنهان")
    SkillFactory(code="SECRET")
    MajorFactory(code="SEC")
    other = EnrolmentFactory(state="approved")
    client.force_login(user)
    pages = [MARKET, DESK] if role == "officer" else [MARKET]
    places = Problem.objects.first().unit.place_id
    asked = [*ASKED, f"?place={places}", f"?category={ObstacleCategoryFactory(code='ENER').pk}"]
    before = {path + more: page_of(client, path + more) for path in pages for more in asked}
    secret = secret_problem()
    Preference.objects.create(enrolment=other, problem=secret, rank=1)
    TeamFactory(problem=secret)
    after = {path + more: page_of(client, path + more) for path in pages for more in asked}
    for address, page in before.items():
        assert after[address].splitlines() == page.splitlines(), address
    assert client.get(secret.get_absolute_url()).status_code == 404


def test_the_comparison_would_notice_a_problem_that_is_not_secret(
    client: Any, people: SimpleNamespace
) -> None:
    ProblemFactory()
    client.force_login(people.student)
    before = page_of(client, MARKET)
    Problem.objects.filter(pk=secret_problem().pk).update(confidentiality=Confidentiality.NORMAL)
    assert page_of(client, MARKET) != before


# --- many ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["student", "professor", "officer"])
def test_market_asks_a_constant_number_of_queries(
    role: str, client: Any, people: SimpleNamespace
) -> None:
    user = getattr(people, role)
    if role == "student":
        enrolment = EnrolmentFactory(state="approved")
        user = enrolment.student.user
        StudentSkill.objects.create(
            student=enrolment.student, skill=SkillFactory(code="A1"), level=3
        )
        Availability.objects.create(enrolment=enrolment, weekday="sat", block="morning")
    if role == "professor":
        user = ProfessorFactory().user
    client.force_login(user)
    counts = []
    for number in (1, 2):
        for _n in range(number):
            problem = ProblemFactory(skills=("A1", "B1"), visit_days=["sat"])
            problem.majors.set([MajorFactory()])
        client.get(MARKET)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(MARKET).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- bad input -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "?category=x&skill=-1&day=fri&urgency=<b>&state=draft&sort=drop",
        "?q=" + "ک" * 10_000,
        "?q=%E2%80%AE%E2%80%8Bx",
        "?q=%25_%5C",
        "?category=999999999999999999999",
        "?page=999999",
        "?suits=&my_days=",
    ],
)
def test_odd_addresses_show_the_market(query: str, client: Any, people: SimpleNamespace) -> None:
    ProblemFactory()
    client.force_login(people.student)
    assert client.get(MARKET + query).status_code == 200


def test_a_value_that_makes_no_sense_leaves_the_others(
    client: Any, people: SimpleNamespace
) -> None:
    high, _low = ProblemFactory(urgency="high"), ProblemFactory(urgency="low")
    client.force_login(people.student)
    answer = client.get(MARKET + "?urgency=high&urgency=nonsense")
    assert [card.problem.pk for card in answer.context["cards"]] == [high.pk]
    assert len(answer.context["chips"]) == 1


def test_each_value_has_a_chip_that_takes_only_it_away(
    client: Any, people: SimpleNamespace
) -> None:
    ProblemFactory(urgency="high")
    client.force_login(people.student)
    chips = client.get(MARKET + "?urgency=high&urgency=low&q=x").context["chips"]
    assert [chip["url"].partition("?")[2] for chip in chips] == [
        "urgency=high&urgency=low",
        "q=x&urgency=low",
        "q=x&urgency=high",
    ]
