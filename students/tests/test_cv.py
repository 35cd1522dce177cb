"""The CV: kept with the draft at once, handed in with the application, read by few."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from partnership.accounts.tests.factories import UserFactory
from partnership.documents.models import StoredFile
from students import services
from students.models import Enrolment, EnrolmentDraft
from students.tests.factories import RoundFactory, StudentFactory
from students.tests.test_drafts import PDF, SAVE, pdf, typed
from students.tests.test_views_enrol import URL, filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]


def test_a_refused_form_is_kept_with_its_cv(client: Client) -> None:
    RoundFactory()
    response = client.post(URL, filled(national_id="1", cv=pdf()))
    assert response.status_code == 422
    assert response.context["cv"].name == "cv.pdf"
    draft = EnrolmentDraft.objects.get()
    assert draft.data["motivation"] == [""]
    data = filled(draft_version=response.context["version"])
    assert client.post(URL, data).status_code == 302
    enrolment = Enrolment.objects.get()
    assert enrolment.cv is not None and enrolment.cv.name == "cv.pdf"
    assert StoredFile.objects.count() == 1
    assert not EnrolmentDraft.objects.exists()


def test_a_cv_is_kept_at_once_replaced_and_removed(client: Client) -> None:
    RoundFactory()
    answer = client.post(SAVE, typed(cv=pdf("first.pdf"))).json()
    assert answer["cv"] == {"name": "first.pdf"}
    answer = client.post(SAVE, typed(draft_version=1, cv=pdf("second.pdf"))).json()
    assert answer["cv"] == {"name": "second.pdf"}
    assert StoredFile.objects.count() == 1
    answer = client.post(SAVE, typed(draft_version=2, remove_cv="on")).json()
    assert answer["cv"] is None
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.pdf", b"<html><script>alert(1)</script>"),
        ("cv.pdf", b""),
        ("cv.exe", b"MZ\x90"),
        ("cv.jpg", PDF),
        ("cv.pdf.html", PDF),
        ("cv.docx", b"PK\x03\x04 broken"),
    ],
)
def test_a_cv_that_lies_about_its_type_is_refused_and_the_words_stay(
    client: Client, name: str, content: bytes
) -> None:
    RoundFactory()
    answer = client.post(SAVE, typed(cv=pdf(name, content))).json()
    assert answer["errors"]["cv"] and answer["cv"] is None
    response = client.post(URL, filled(draft_version="1", cv=pdf(name, content), motivation="ماند"))
    assert response.status_code == 422
    assert "cv" in response.context["form"].errors
    assert "ماند" in response.content.decode()
    assert not StoredFile.objects.exists()


def test_who_reads_a_cv(client: Client) -> None:
    RoundFactory()
    client.post(URL, filled(cv=pdf()))
    enrolment = Enrolment.objects.get()
    assert enrolment.cv is not None
    url = enrolment.cv.get_absolute_url()
    for user, status in (
        (enrolment.student.user, 200),
        (UserFactory(roles=("officer",)), 200),
        (StudentFactory().user, 404),
        (UserFactory(roles=("manager",)), 404),
        (UserFactory(roles=("professor",)), 404),
    ):
        client.force_login(user)
        response = client.get(url)
        assert response.status_code == status, user
        if response.streaming:
            assert b"".join(response.streaming_content) == PDF


def test_old_drafts_go_with_their_cv(client: Client) -> None:
    RoundFactory()
    client.post(SAVE, typed(cv=pdf()))
    assert services.delete_old_drafts() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert services.delete_old_drafts() == 1
    assert not EnrolmentDraft.objects.exists()
    assert not StoredFile.objects.exists()
