"""A professor's word about a problem: said, changed, taken back; read by the office."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from industries.enums import Confidentiality, ProblemState
from industries.models import Problem
from industries.tests.factories import ProblemFactory, UnitPersonFactory
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from partnership.core.seekers import seeker_of
from partnership.programme.tests.factories import SkillFactory
from teams.models import Professor, ProfessorInterest
from teams.services.interest import mark_interest, withdraw_interest
from teams.tests.factories import ProfessorFactory, SupervisionFactory, TeamFactory

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    rows = ActionLog.objects.filter(verb__contains="interest").order_by("pk")
    return [row.verb.rpartition(".")[2] for row in rows]


def test_interest_is_said_once_changed_and_taken_back() -> None:
    professor, problem = ProfessorFactory(), ProblemFactory()
    for stance in ("would", "would", "ties"):
        mark_interest(problem_id=problem.pk, actor=professor.user, stance=stance)
    assert ProfessorInterest.objects.get().stance == "ties"
    for _press in range(2):
        withdraw_interest(problem_id=problem.pk, actor=professor.user)
    assert not ProfessorInterest.objects.exists()
    assert verbs() == ["mark_interest", "mark_interest", "withdraw_interest"]


@pytest.mark.parametrize(
    "more",
    [{"state": ProblemState.EXECUTING}, {"confidentiality": Confidentiality.SECRET}],
)
def test_only_what_the_market_lists(more: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        mark_interest(problem_id=ProblemFactory(**more).pk, actor=ProfessorFactory().user)


def test_only_professors_with_a_record(people: SimpleNamespace) -> None:
    problem = ProblemFactory()
    for user in (people.officer, people.student, people.manager, people.professor):
        with pytest.raises(NotAllowed):
            mark_interest(problem_id=problem.pk, actor=user)


def test_word_about_a_problem_that_closed_can_be_taken_back(client: Any) -> None:
    professor, problem = ProfessorFactory(), ProblemFactory()
    mark_interest(problem_id=problem.pk, actor=professor.user)
    Problem.objects.filter(pk=problem.pk).update(state=ProblemState.EXECUTING)
    client.force_login(professor.user)
    path = reverse("teams:withdraw_interest", args=[problem.pk])
    assert path in client.get(professor.get_absolute_url()).content.decode()
    back = client.post(path, {"next": professor.get_absolute_url()})
    assert back.url == professor.get_absolute_url()
    assert not ProfessorInterest.objects.exists()
    assert client.post(path).status_code == 404


def test_buttons_of_the_card(client: Any) -> None:
    professor, problem = ProfessorFactory(), ProblemFactory()
    client.force_login(professor.user)
    path = reverse("teams:mark_interest", args=[problem.pk])
    assert path in client.get(reverse("industries:list_problems")).content.decode()
    assert client.post(path).url == problem.get_absolute_url()
    page = client.get(problem.get_absolute_url()).content.decode()
    assert "آمادگی خود را اعلام کرده‌اید" in page
    client.post(path, {"stance": "ties"})
    page = client.get(problem.get_absolute_url()).content.decode()
    assert "پیوند منافع" in page
    assert seeker_of(professor.user).ties == {problem.pk}
    client.post(reverse("teams:withdraw_interest", args=[problem.pk]))
    assert not ProfessorInterest.objects.exists()


def test_office_reads_it_where_the_team_is_formed(client: Any, people: SimpleNamespace) -> None:
    problem = ProblemFactory()
    would, tied = ProfessorFactory(), ProfessorFactory()
    mark_interest(problem_id=problem.pk, actor=would.user)
    mark_interest(problem_id=problem.pk, actor=tied.user, stance="ties")
    team = TeamFactory(problem=problem)
    client.force_login(people.officer)
    page = client.get(reverse("teams:arrange_team", args=[team.pk])).content.decode()
    assert page.index("آمادهٔ راهنمایی است") < page.index("با واحد پیوند منافع دارد")
    market = client.get(reverse("industries:list_problems")).content.decode()
    assert "۱ استاد آمادهٔ راهنمایی است" in market
    assert str(would) not in market
    assert problem.shown_title in client.get(would.get_absolute_url()).content.decode()
    client.force_login(tied.user)
    assert problem.shown_title not in client.get(would.get_absolute_url()).content.decode()


def test_seeker_of_a_professor() -> None:
    """Expertise, places left, categories supervised, problems of a unit one belongs to."""
    professor = ProfessorFactory(capacity=2)
    professor.expertise.set([SkillFactory(code="E1"), SkillFactory(code="E2")])
    done = ProblemFactory()
    team = TeamFactory(problem=done, professor=professor, state="proposing")
    SupervisionFactory(team=team, professor=professor, state="accepted")
    own = ProblemFactory(unit=UnitPersonFactory(user=professor.user).unit)
    seeker = seeker_of(professor.user)
    assert len(seeker.skills) == 2
    assert seeker.free_places == 1
    assert seeker.categories == {done.category_id}
    assert seeker.ties == {own.pk}
    Professor.objects.filter(pk=professor.pk).update(is_active=False)
    assert seeker_of(professor.user).free_places == 0


@pytest.mark.django_db(transaction=True)
def test_two_tabs_say_one_word() -> None:
    professor, problem = ProfessorFactory(), ProblemFactory()

    def say(_n: int) -> None:
        try:
            mark_interest(problem_id=problem.pk, actor=professor.user)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(say, range(6)))
    assert ProfessorInterest.objects.count() == 1
    assert verbs() == ["mark_interest"]
