"""Pages of problems: form, desk, market, full page and card, paper."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industries.enums import Confidentiality, ProblemState, UnitState
from industries.models import Problem, ProblemMessage
from industries.tests.factories import ProblemFactory, UnitFactory, UnitPersonFactory
from partnership.programme.tests.factories import (
    ObstacleCategoryFactory,
    RoundFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


def url(name: str, pk: int | None = None) -> str:
    return reverse(f"industries:{name}", kwargs={"pk": pk} if pk else None)


def _form(**more: Any) -> dict[str, Any]:
    """What a manager sends from a phone: five fields and the hidden ones."""
    rows = {
        f"{name}-{part}": value
        for name in ("baselines", "skills")
        for part, value in (
            ("TOTAL_FORMS", "2"),
            ("INITIAL_FORMS", "0"),
            ("MIN_NUM_FORMS", "0"),
            ("MAX_NUM_FORMS", "6"),
        )
    }
    return {
        **rows,
        "title": "گرمای کوره",
        "detail": "دما ثابت نمی‌ماند.",
        "category": ObstacleCategoryFactory(code="ENER").pk,
        "urgency": "high",
        "confidentiality": "normal",
        "teams_wanted": "1",
        "team_min": "4",
        "team_max": "6",
        "baselines-0-kpi": "ضایعات",
        "baselines-0-unit_label": "٪",
        "baselines-0-current": "۷٫۵",
        "baselines-0-goal": "۳",
        "skills-0-min_level": "3",
        "skills-0-weight": "3",
        **more,
    }


def test_manager_states_and_submits_a_problem_in_one_go(client: Any) -> None:
    person = UnitPersonFactory()
    client.force_login(person.user)
    assert client.get(url("add_problem", person.unit.pk)).status_code == 200
    skill = SkillFactory()
    answer = client.post(
        url("add_problem", person.unit.pk), _form(submit="1", **{"skills-0-skill": skill.pk})
    )
    problem = Problem.objects.get()
    assert answer.url == problem.get_absolute_url()
    assert problem.state == ProblemState.SUBMITTED
    assert str(problem.baselines.get().current) == "7.500"
    assert problem.required_skills.get().skill == skill


def test_draft_is_saved_without_a_figure_but_not_submitted(client: Any) -> None:
    person = UnitPersonFactory()
    client.force_login(person.user)
    bare = {key: value for key, value in _form().items() if not key.startswith("baselines-0")}
    refused = client.post(url("add_problem", person.unit.pk), {**bare, "submit": "1"})
    assert refused.status_code == 422
    assert "دما ثابت نمی‌ماند." in refused.content.decode()
    assert not Problem.objects.exists()
    assert client.post(url("add_problem", person.unit.pk), bare).status_code == 302
    assert Problem.objects.get().state == ProblemState.DRAFT


@pytest.mark.parametrize(
    "bad",
    [
        {"title": ""},
        {"baselines-0-current": "زیاد"},
        {"baselines-0-kpi": ""},
        {"team_min": "6", "team_max": "4"},
        {"team_max": "9"},
    ],
)
def test_problem_form_refuses_with_nothing_lost(bad: dict[str, str], client: Any) -> None:
    person = UnitPersonFactory()
    client.force_login(person.user)
    answer = client.post(url("add_problem", person.unit.pk), _form(**bad))
    assert answer.status_code == 422
    assert "دما ثابت نمی‌ماند." in answer.content.decode()
    assert not Problem.objects.exists()


def test_unit_under_review_may_draft_but_not_submit(client: Any) -> None:
    person = UnitPersonFactory(unit__state=UnitState.REGISTERED)
    client.force_login(person.user)
    assert 'name="submit"' not in client.get(url("add_problem", person.unit.pk)).content.decode()
    assert client.post(url("add_problem", person.unit.pk), _form(submit="1")).status_code == 422


def test_problem_form_is_for_who_writes_for_the_unit(client: Any, people: SimpleNamespace) -> None:
    unit = UnitFactory()
    supervisor = UnitPersonFactory(unit=unit, role="supervisor")
    for user, status in ((people.officer, 200), (supervisor.user, 403), (people.student, 404)):
        client.force_login(user)
        assert client.get(url("add_problem", unit.pk)).status_code == status


def test_edit_problem_shows_its_rows_and_keeps_the_second_writer_out(
    client: Any, people: SimpleNamespace
) -> None:
    problem = ProblemFactory(state=ProblemState.DRAFT, skills=("A1",))
    client.force_login(people.officer)
    page = client.get(url("edit_problem", problem.pk)).content.decode()
    assert "نرخ مرجوعی" in page
    seen = problem.updated_at.isoformat()
    assert client.post(url("edit_problem", problem.pk), _form(seen=seen)).status_code == 302
    assert (
        client.post(url("edit_problem", problem.pk), _form(seen=seen, title="دو")).status_code
        == 409
    )


def test_submitted_problem_is_closed_to_its_writer(client: Any) -> None:
    problem = ProblemFactory(state=ProblemState.SUBMITTED)
    person = UnitPersonFactory(unit=problem.unit)
    client.force_login(person.user)
    assert client.get(url("edit_problem", problem.pk)).status_code == 403


def test_full_page_card_or_not_found(client: Any, people: SimpleNamespace) -> None:
    problem = ProblemFactory(title="راز کوره", public_title="کوره", detail="متن پنهان")
    manager = UnitPersonFactory(unit=problem.unit)
    answers = {}
    for user in (people.officer, manager.user, people.student, people.professor):
        client.force_login(user)
        answers[user.pk] = client.get(problem.get_absolute_url()).content.decode()
    for user in (people.officer, manager.user):
        assert "متن پنهان" in answers[user.pk]
    for user in (people.student, people.professor):
        assert "کوره" in answers[user.pk]
        for hidden in ("متن پنهان", "راز کوره", problem.unit.name_fa, "نرخ مرجوعی"):
            assert hidden not in answers[user.pk]
    closed = ProblemFactory(state=ProblemState.DRAFT)
    assert client.get(closed.get_absolute_url()).status_code == 404
    client.logout()
    assert client.get(problem.get_absolute_url()).status_code == 302


def test_market_shows_public_words_of_open_problems_only(
    client: Any, people: SimpleNamespace
) -> None:
    shown = ProblemFactory(title="راز کوره", public_title="کوره")
    ProblemFactory(state=ProblemState.DRAFT, public_title="پیش‌نویس من")
    ProblemFactory(confidentiality=Confidentiality.SECRET, public_title="پنهان")
    client.force_login(people.student)
    page = client.get(url("list_problems")).content.decode()
    assert "کوره" in page
    for hidden in ("راز کوره", "پیش‌نویس من", "پنهان", shown.unit.name_fa):
        assert hidden not in page
    assert len(client.get(url("list_problems") + "?q=راز").context["page_obj"].object_list) == 0


def test_desk_is_the_offices_and_the_own_units(client: Any, people: SimpleNamespace) -> None:
    mine, other = (
        ProblemFactory(title="مال من"),
        ProblemFactory(title="مال دیگری", unit__name_fa="کاشی ویژه"),
    )
    person = UnitPersonFactory(unit=mine.unit)
    client.force_login(person.user)
    page = client.get(url("manage_problems")).content.decode()
    assert "مال من" in page
    assert "مال دیگری" not in page
    client.force_login(people.officer)
    found = client.get(url("manage_problems"), {"q": "كاشي"}).context["page_obj"].object_list
    assert list(found) == [other]


def test_accept_page_settles_the_public_words(client: Any, people: SimpleNamespace) -> None:
    problem = ProblemFactory(state=ProblemState.SUBMITTED, public_title="")
    client.force_login(people.officer)
    page = url("accept_problem", problem.pk)
    form = {
        "public_title": "",
        "category": problem.category.pk,
        "round": RoundFactory().pk,
        "teams_wanted": "2",
    }
    assert client.post(page, form).status_code == 422
    assert client.post(page, {**form, "public_title": "کوره"}).status_code == 302
    problem.refresh_from_db()
    assert (problem.state, problem.teams_wanted) == (ProblemState.OPEN, 2)


def test_head_names_the_readers_of_a_secret(client: Any, people: SimpleNamespace) -> None:
    problem = ProblemFactory(confidentiality=Confidentiality.SECRET)
    page = url("name_readers", problem.pk)
    client.force_login(people.officer)
    assert client.get(page).status_code == 404
    client.force_login(people.head)
    assert client.post(page, {"people": [people.officer.pk]}).status_code == 302
    client.force_login(people.officer)
    assert client.get(problem.get_absolute_url()).status_code == 200
    assert client.get(page).status_code == 403


def test_questions_are_asked_and_answered_on_the_page(client: Any, people: SimpleNamespace) -> None:
    problem = ProblemFactory()
    client.force_login(people.student)
    page = url("ask_problem", problem.pk)
    assert client.post(page, {"body": "از کی؟", "audience": "everybody"}).status_code == 302
    assert client.post(page, {"body": "", "audience": "unit"}).status_code == 422
    assert client.post(page, {"body": "؟", "audience": "office"}).status_code == 422
    question = ProblemMessage.objects.get()
    client.force_login(people.officer)
    assert client.get(f"{page}?reply_to={question.pk}").status_code == 200
    client.post(page, {"body": "از پارسال", "audience": "everybody", "reply_to": question.pk})
    client.force_login(people.professor)
    text = client.get(problem.get_absolute_url()).content.decode()
    assert "از کی؟" in text
    assert "از پارسال" in text


def test_referral_paper_is_a_pdf_for_the_office(client: Any, people: SimpleNamespace) -> None:
    problem = ProblemFactory(state=ProblemState.REFERRED)
    person = UnitPersonFactory(unit=problem.unit)
    client.force_login(people.officer)
    answer = client.get(url("print_referral", problem.pk))
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    client.force_login(person.user)
    assert client.get(url("print_referral", problem.pk)).status_code == 403


@pytest.mark.parametrize(
    ("name", "who"), [("list_problems", "student"), ("manage_problems", "officer")]
)
def test_problem_lists_cost_the_same_for_one_and_three(
    name: str, who: str, client: Any, people: SimpleNamespace
) -> None:
    client.force_login(getattr(people, who))
    costs = []
    for more in (1, 2):
        for _number in range(more):
            ProblemFactory(skills=("A1", "A2"))
        client.get(url(name))
        with CaptureQueriesContext(connection) as caught:
            client.get(url(name))
        costs.append(len(caught))
    assert costs[0] == costs[1] <= 18
