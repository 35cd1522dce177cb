"""Pages of units: the public form, the file, lists, who sees what."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industries.enums import IntroductionKind, UnitState
from industries.models import ContactNote, IndustrialUnit, Introduction, UnitPerson
from industries.tests.factories import ProblemFactory, UnitFactory, UnitPersonFactory, legal_id
from partnership.accounts.models import Invitation
from partnership.programme.tests.factories import (
    IsicClassFactory,
    ObstacleCategoryFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db


def url(name: str, pk: int | None = None) -> str:
    return reverse(f"industries:{name}", kwargs={"pk": pk} if pk else None)


def _form(**more: Any) -> dict[str, Any]:
    return {
        "legal_id": "۹۹۹۰۰۰۱۰۷۱۵",
        "name_fa": "صنايع كفش",
        "place": PlaceFactory(code="SHOK").pk,
        "phone": "۰۲۵-۲۰۰۰۰۰۰۱",
        "manager_name": "هوشنگ گام‌آرا",
        "manager_mobile": "+989701000001",
        "manager_email": "boss@unit.example",
        **more,
    }


def test_register_unit_page_reads_persian_digits(client: Any) -> None:
    assert client.get("/units/register/").status_code == 200
    category = ObstacleCategoryFactory()
    answer = client.post("/units/register/", _form(trouble="کوره گرم نمی‌شود", category=category.pk))
    assert answer.status_code == 302
    unit = IndustrialUnit.objects.get()
    assert (unit.legal_id, unit.name_fa, unit.phone) == ("99900010715", "صنایع کفش", "02520000001")
    assert unit.manager.mobile == "09701000001"
    assert unit.problems.count() == 1


def test_register_unit_answers_the_same_for_a_known_unit(client: Any) -> None:
    first = client.post("/units/register/", _form())
    second = client.post("/units/register/", _form(manager_email="other@unit.example"))
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert IndustrialUnit.objects.count() == 1


def test_register_unit_sent_twice_counts_once(client: Any) -> None:
    key = "6ff4a5a2-58d5-4a3e-9f1c-2f3a1a6b7c01"
    answers = [client.post("/units/register/", _form(form_key=key)) for _again in range(3)]
    assert {answer.url for answer in answers} == {reverse("industries:registered_unit")}
    assert IndustrialUnit.objects.count() == UnitPerson.objects.count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"legal_id": "11111111111"},
        {"manager_mobile": "0970"},
        {"name_fa": ""},
        {"trouble": "بدون دسته"},
    ],
)
def test_register_unit_refuses_with_nothing_lost(bad: dict[str, str], client: Any) -> None:
    answer = client.post("/units/register/", _form(**bad))
    assert answer.status_code == 422
    assert "هوشنگ گام‌آرا" in answer.content.decode()
    assert not IndustrialUnit.objects.exists()


def test_register_unit_takes_no_column_it_does_not_offer(client: Any) -> None:
    client.post(
        "/units/register/", _form(state="active", max_teams="9", nda_signed_on="1405/01/01")
    )
    unit = IndustrialUnit.objects.get()
    assert (unit.state, unit.max_teams, unit.nda_signed_on) == (UnitState.REGISTERED, 1, None)


def test_intake_needs_the_ministrys_letter(client: Any, people: SimpleNamespace) -> None:
    client.force_login(people.officer)
    assert client.get(url("intake_unit")).status_code == 200
    form = _form(kind="ministry", max_teams="1")
    assert client.post(url("intake_unit"), form).status_code == 422
    answer = client.post(
        url("intake_unit"), {**form, "letter_no": "۱۲۳/۴", "letter_date": "۱۴۰۵/۰۷/۱۵"}
    )
    assert answer.status_code == 302
    assert Introduction.objects.get().letter_date.isoformat() == "2026-10-07"
    again = client.post(url("intake_unit"), {**form, "letter_no": "5", "letter_date": "1405/07/16"})
    assert again.status_code == 422


PAGES = ["list_units", "intake_unit", "list_introduced"]


@pytest.mark.parametrize("name", PAGES)
def test_office_pages_refuse_others(name: str, client: Any, people: SimpleNamespace) -> None:
    assert client.get(url(name)).status_code == 302
    client.force_login(people.manager)
    assert client.get(url(name)).status_code == 403
    client.force_login(people.officer)
    assert client.get(url(name)).status_code == 200


def test_unit_page_for_office_own_people_liaison_and_strangers(
    client: Any, people: SimpleNamespace
) -> None:
    unit = UnitFactory()
    manager = UnitPersonFactory(unit=unit)
    ProblemFactory(unit=unit, title="راز کوره")
    ContactNote.objects.create(
        unit=unit, kind="phone", outcome="interested", note="یادداشت دفتر", author=people.head
    )
    Introduction.objects.create(unit=unit, kind=IntroductionKind.MINISTRY, letter_no="7")
    pages = {}
    for user in (
        people.officer,
        manager.user,
        people.liaison,
        people.student,
        UnitPersonFactory().user,
    ):
        client.force_login(user)
        answer = client.get(unit.get_absolute_url())
        pages[user.pk] = (
            answer.content.decode() if answer.status_code == 200 else answer.status_code
        )
    assert "یادداشت دفتر" in pages[people.officer.pk]
    assert "راز کوره" in pages[manager.user.pk]
    assert "یادداشت دفتر" not in pages[manager.user.pk]
    assert "راز کوره" not in pages[people.liaison.pk]
    assert manager.mobile not in pages[people.liaison.pk]
    assert pages[people.student.pk] == 404
    assert list(pages.values())[-1] == 404


def test_manager_edits_own_unit_but_not_its_identity(client: Any) -> None:
    person = UnitPersonFactory()
    client.force_login(person.user)
    page = client.get(url("edit_unit", person.unit.pk)).content.decode()
    assert 'name="legal_id"' not in page
    answer = client.post(
        url("edit_unit", person.unit.pk),
        {"phone": "02533334444", "employees": "۵۰", "legal_id": legal_id(5), "max_teams": "6"},
    )
    assert answer.status_code == 302
    person.unit.refresh_from_db()
    assert (person.unit.phone, person.unit.employees, person.unit.max_teams) == (
        "02533334444",
        50,
        2,
    )


def test_second_officer_is_told(client: Any, people: SimpleNamespace) -> None:
    unit = UnitFactory(isic=IsicClassFactory(code="1520"))
    client.force_login(people.officer)
    form = {
        "legal_id": unit.legal_id,
        "name_fa": "یک",
        "max_teams": "1",
        "seen": unit.updated_at.isoformat(),
    }
    assert client.post(url("edit_unit", unit.pk), form).status_code == 302
    answer = client.post(url("edit_unit", unit.pk), {**form, "name_fa": "دو"})
    assert answer.status_code == 409
    assert "دو" in answer.content.decode()
    unit.refresh_from_db()
    assert unit.name_fa == "یک"


def test_people_are_added_edited_and_invited_by_the_office(
    client: Any, people: SimpleNamespace
) -> None:
    unit = UnitFactory()
    client.force_login(people.officer)
    form = {
        "role": "supervisor",
        "name_fa": "ژیلا",
        "mobile": "09701100001",
        "email": "s@unit.example",
    }
    assert client.post(url("add_person", unit.pk), form).status_code == 302
    person = UnitPerson.objects.get()
    assert client.get(url("invite_person", person.pk)).status_code == 200
    assert client.post(url("invite_person", person.pk)).status_code == 302
    assert Invitation.objects.get().role == "supervisor"
    answer = client.post(
        url("edit_person", person.pk), {**form, "name_fa": "ژیلا پاپوش‌نما", "is_active": "on"}
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.name_fa == "ژیلا پاپوش‌نما"


@pytest.mark.parametrize("name", ["add_person", "add_note", "add_introduction"])
def test_units_own_people_may_not_write_the_offices_file(name: str, client: Any) -> None:
    person = UnitPersonFactory()
    client.force_login(person.user)
    assert client.get(url(name, person.unit.pk)).status_code == 403
    assert client.get(url(name, UnitFactory().pk)).status_code == 404


def test_person_of_an_unseen_unit_is_not_found(client: Any) -> None:
    mine, other = UnitPersonFactory(), UnitPersonFactory()
    client.force_login(mine.user)
    assert client.get(url("edit_person", other.pk)).status_code == 404
    assert client.get(url("edit_person", mine.pk)).status_code == 403


def test_contact_is_noted_on_the_units_page(client: Any, people: SimpleNamespace) -> None:
    unit = UnitFactory()
    client.force_login(people.officer)
    form = {
        "kind": "phone",
        "outcome": "call_back",
        "note": "شنبه زنگ بزنید",
        "next_action_on": "۱۴۰۵/۱۰/۰۱",
    }
    assert client.post(url("add_note", unit.pk), form).status_code == 302
    assert client.post(url("add_note", unit.pk), {**form, "note": ""}).status_code == 422
    assert "شنبه زنگ بزنید" in client.get(unit.get_absolute_url()).content.decode()


def test_own_unit_page_leads_to_the_only_unit(client: Any, people: SimpleNamespace) -> None:
    person = UnitPersonFactory()
    client.force_login(person.user)
    assert client.get(url("show_own_unit")).url == person.unit.get_absolute_url()
    UnitPersonFactory(user=person.user)
    assert client.get(url("show_own_unit")).status_code == 200
    client.force_login(people.student)
    assert client.get(url("show_own_unit")).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=كفش", 1),
        ("?q=نیست", 0),
        ("?state=new", 1),
        ("?state=active", 1),
        ("?place=x&page=99", 2),
    ],
)
def test_unit_list_filters(query: str, found: int, client: Any, people: SimpleNamespace) -> None:
    UnitFactory(name_fa="کفش کویر", state=UnitState.REGISTERED)
    UnitFactory(name_fa="کاشی")
    client.force_login(people.officer)
    answer = client.get(url("list_units") + query)
    assert len(answer.context["page_obj"].object_list) == found


@pytest.mark.parametrize("name", ["list_units", "list_introduced"])
def test_unit_lists_cost_the_same_for_one_and_three(
    name: str, client: Any, people: SimpleNamespace
) -> None:
    client.force_login(people.officer)
    costs = []
    for more in (1, 2):
        for _number in range(more):
            person = UnitPersonFactory()
            ProblemFactory(unit=person.unit)
            Introduction.objects.create(
                unit=person.unit, kind=IntroductionKind.MINISTRY, letter_no="1"
            )
        client.get(url(name))
        with CaptureQueriesContext(connection) as caught:
            client.get(url(name))
        costs.append(len(caught))
    assert costs[0] == costs[1] <= 15
