"""The public door: account and application in one form."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from industries.tests.factories import ProblemFactory
from partnership.accounts.models import User
from partnership.notifications.models import Message
from students.models import Enrolment, EnrolmentDraft, Student
from students.tests.factories import (
    EnrolmentFactory,
    MajorFactory,
    RoundFactory,
    SkillFactory,
    StudentFactory,
    national_id,
)

pytestmark = pytest.mark.django_db
URL = "/enrol/"


def filled(**changes: Any) -> dict[str, Any]:
    """A complete form, digits as a Persian keyboard types them."""
    skill = SkillFactory()
    return {
        "first_name_fa": "سيدعلي",
        "last_name_fa": "گره‌باز",
        "first_name_en": "Seyed-Ali",
        "last_name_en": "Gereh-Baz",
        "national_id": "۹۹۹۰۰۰۰۰۱۸",
        "student_number": "۴۰۲۹۹۰۰۰۱",
        "gender": "M",
        "mobile": "+98 970 100 0001",
        "email": "ali@student.example",
        "password": "a-long-enough-secret",
        "major": MajorFactory().pk,
        "degree": "BSC",
        "entry_year": "۱۴۰۲",
        "passed_credits": "۱۰۴",
        "gpa": "۱۶/۴۲",
        "skills": [skill.pk],
        f"skills_level_{skill.pk}": "5",
        "availability": ["sat-morning", "thu-noon"],
        "is_flexible": "on",
        "motivation": "",
        "conflict": "",
        "consents_to_data": "on",
        "gives_undertaking": "on",
        "action": "send",
        "form_key": str(uuid4()),
        **changes,
    }


def test_a_stranger_enrols_confirms_and_sees_the_code(client: Client, empty_cache: None) -> None:
    RoundFactory()
    assert client.get(URL).status_code == 200
    response = client.post(URL, filled())
    assert response.status_code == 302
    enrolment = Enrolment.objects.select_related("student__user").get()
    student = enrolment.student
    assert (enrolment.state, student.first_name_fa, student.mobile) == (
        "submitted",
        "سیدعلی",
        "09701000001",
    )
    assert str(student.gpa) == "16.42"
    assert student.skills.get().level == 5
    assert set(enrolment.free_blocks.values_list("weekday", "block")) == {
        ("sat", "morning"),
        ("thu", "noon"),
    }
    letters = set(Message.objects.filter(recipient=student.user).values_list("event", flat=True))
    letters |= set(Message.objects.filter(email=student.user.email).values_list("event", flat=True))
    assert {"application.received", "account.verify"} <= letters
    client.force_login(student.user)
    page = client.get(reverse("students:show_enrolment", args=[enrolment.pk]))
    assert enrolment.code in page.content.decode()


def test_the_same_form_counts_once(client: Client, empty_cache: None) -> None:
    RoundFactory()
    data = filled()
    first, second = client.post(URL, data), Client().post(URL, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert User.objects.count() == 1


@pytest.mark.parametrize("field", ["email", "mobile", "student_number", "national_id"])
def test_a_known_identifier_shows_only_in_a_letter(
    client: Client, empty_cache: None, field: str
) -> None:
    RoundFactory()
    known = StudentFactory()
    value = known.user.email if field == "email" else getattr(known, field)
    response = client.post(URL, filled(**{field: value}))
    stranger = Client().post(
        URL,
        filled(
            email="new@student.example",
            national_id=national_id(99),
            student_number="402999999",
            mobile="09709999999",
        ),
    )
    assert (response.status_code, response.url) == (stranger.status_code, stranger.url)
    assert not Enrolment.objects.filter(student=known).exists()
    assert Message.objects.filter(event="account.exists", email=known.user.email).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("national_id", "9990000011"),
        ("national_id", "1111111111"),
        ("mobile", "0970100000"),
        ("gpa", "21"),
        ("passed_credits", "-1"),
        ("email", "nobody"),
        ("password", "short"),
        ("gives_undertaking", ""),
        ("consents_to_data", ""),
        ("availability", []),
        ("availability", ["fri-morning"]),
        ("major", "0"),
        ("skills", ["x"]),
        ("skills", ["999999"]),
        ("student_number", "12"),
        ("first_name_fa", " "),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(
    client: Client, field: str, value: Any
) -> None:
    RoundFactory()
    response = client.post(URL, filled(**{field: value, "motivation": "برای یادگیری"}))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    text = response.content.decode()
    assert "برای یادگیری" in text
    assert "a-long-enough-secret" not in text
    assert not User.objects.exists()


def test_a_draft_is_kept_as_typed_and_becomes_the_application(
    client: Client, empty_cache: None
) -> None:
    RoundFactory()
    response = client.post(URL, filled(action="draft", gpa="سیزده", availability=[], password="pw"))
    assert (response.status_code, response.url) == (302, URL)
    assert not User.objects.exists()
    page = client.get(URL).content.decode()
    assert "سيدعلي" in page and "سیزده" in page and '"pw"' not in page
    assert client.post(URL, filled()).status_code == 302
    assert Enrolment.objects.get().state == "submitted"
    assert not EnrolmentDraft.objects.exists()


def test_wishes_are_listed_problems_that_differ(client: Client, empty_cache: None) -> None:
    RoundFactory()
    listed = [ProblemFactory(state="open", public_title=f"عنوان عمومی {n}") for n in range(2)]
    secret = ProblemFactory(state="open", confidentiality="secret", public_title="عنوان محرمانه")
    page = client.get(URL).content.decode()
    assert "عنوان عمومی 1" in page
    assert "عنوان محرمانه" not in page
    for bad in (
        {"preference_1": secret.pk},
        {"preference_1": "x"},
        {"preference_1": listed[0].pk, "preference_2": listed[0].pk},
    ):
        response = client.post(URL, filled(**bad))
        assert response.status_code == 422
        assert list(bad)[-1] in response.context["form"].errors
    client.post(URL, filled(preference_2=listed[1].pk, preference_5=listed[0].pk))
    wishes = Enrolment.objects.get().preferences.values_list("rank", "problem")
    assert list(wishes) == [(1, listed[1].pk), (2, listed[0].pk)]


@pytest.mark.parametrize(("start", "end"), [(1, 9), (-9, -1)])
def test_outside_the_call_a_page_says_when(client: Client, start: int, end: int) -> None:
    today = timezone.localdate()
    RoundFactory(enrol_from=today + timedelta(days=start), enrol_until=today + timedelta(days=end))
    for response in (client.get(URL), client.post(URL, filled())):
        assert response.status_code == 200
        assert "students/enrol_closed.html" in [t.name for t in response.templates]
    assert not Student.objects.exists()


def test_without_a_round(client: Client) -> None:
    assert client.get(URL).status_code == 200


def test_a_returned_application_is_corrected_after_the_call(client: Client) -> None:
    enrolment = EnrolmentFactory(state="returned", decision_note="معدل را اصلاح کنید")
    enrolment.round.enrol_until = timezone.localdate() - timedelta(days=1)
    enrolment.round.save()
    client.force_login(enrolment.student.user)
    assert "معدل را اصلاح کنید" in client.get(URL).content.decode()
    student = enrolment.student
    data = filled(national_id=student.national_id, mobile=student.mobile, gpa="15")
    assert client.post(URL, data).status_code == 302
    enrolment.refresh_from_db()
    student.refresh_from_db()
    assert (enrolment.state, student.gpa) == ("submitted", 15)
    assert student.student_number != "402990001"


def test_fields_of_the_model_that_are_not_in_the_form_stay(
    client: Client, empty_cache: None
) -> None:
    RoundFactory()
    client.post(
        URL,
        filled(state="approved", insured_until="1406/01/01", internship_credits="2", is_staff="on"),
    )
    enrolment = Enrolment.objects.get()
    assert (enrolment.state, enrolment.student.insured_until) == ("submitted", None)
    assert not enrolment.student.user.is_staff
