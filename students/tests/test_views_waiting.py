"""Pages of the waiting list: order, places, the one button."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from students import services
from students.tests.factories import CourseFactory, EnrolmentFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: Any, settings: Any) -> Client:
    settings.REQUIRE_STAFF_MFA = False
    client = Client()
    client.force_login(people.officer)
    return client


class TestWaitingPages:
    def test_list_order_and_the_students_place(self, people: Any, office: Client) -> None:
        rows = [EnrolmentFactory() for _n in range(3)]
        for row in rows:
            services.wait_enrolment(enrolment_id=row.pk, actor=people.officer)
        url = reverse("students:list_waiting", args=[rows[0].round_id])
        assert office.get(url).context["rows"] == rows
        move = reverse("students:move_in_list", args=[rows[2].pk])
        assert office.get(f"{move}?place=1").context["form"].initial["place"] == 1
        assert office.post(move, {"place": "۱", "reason": ""}).status_code == 422
        assert office.post(move, {"place": "۱", "reason": "ترم آخر"}).url == url
        assert office.get(url).context["rows"][0] == rows[2]
        client = Client()
        client.force_login(rows[0].student.user)
        page = client.get(rows[0].get_absolute_url()).content.decode()
        assert re.search("نفر ۲ در فهرست انتظار", page)
        assert client.get(url).status_code == 403
        assert client.get(move).status_code == 404
        assert client.get(reverse("students:move_in_list", args=[rows[0].pk])).status_code == 403
        services.reject_enrolment(
            enrolment_id=rows[1].pk, actor=people.officer, rejection_code="gpa"
        )
        gone = reverse("students:move_in_list", args=[rows[1].pk])
        assert office.get(gone).status_code == 409

    def test_one_button_promotes(self, people: Any, office: Client) -> None:
        CourseFactory()
        round_ = RoundFactory(capacity=1, promotes_by_itself=False)
        row = EnrolmentFactory(round=round_)
        services.wait_enrolment(enrolment_id=row.pk, actor=people.officer)
        url = reverse("students:list_waiting", args=[round_.pk])
        assert office.get(url).context["first"] == row
        promote = reverse("students:promote_first", args=[round_.pk])
        assert office.get(promote).status_code == 405
        assert office.post(promote).url == url
        row.refresh_from_db()
        assert row.state == "approved"
        assert office.post(promote).status_code == 302
        client = Client()
        client.force_login(people.student)
        assert client.post(promote).status_code == 403


@pytest.mark.parametrize(("language", "back"), [("fa", "بازگشت"), ("en", "Back")])
def test_page_of_a_move_leads_back_not_to_the_previous(
    people: Any, office: Client, language: str, back: str
) -> None:
    """«قبلی» is a step of a form; the way out of a page is «بازگشت»."""
    row = EnrolmentFactory(state="rejected")
    type(people.officer).objects.filter(pk=people.officer.pk).update(language=language)
    page = office.get(reverse("students:reopen_enrolment", args=[row.pk])).content.decode()
    assert f">{back}</a>" in page
    assert "قبلی" not in page
