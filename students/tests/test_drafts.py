"""Drafts: nothing typed is lost, nobody opens another's, two tabs do not overwrite each other."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.accounts.tests.factories import UserFactory
from partnership.notifications.models import Message
from students import services
from students.models import Enrolment, EnrolmentDraft
from students.tests.factories import EnrolmentFactory, RoundFactory, StudentFactory
from students.tests.test_views_enrol import URL, filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]
SAVE = "/enrol/draft/"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def typed(**fields: Any) -> dict[str, Any]:
    """What a tab sends while somebody types."""
    return {"first_name_fa": "نگار", "draft_version": "0", **fields}


def pdf(name: str = "cv.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A CV as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_a_visitors_words_come_back_in_the_same_browser_only(client: Client) -> None:
    RoundFactory()
    answer = client.post(SAVE, typed(step="studies", gpa="۱۷٫۲", password="never-stored"))
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    cookie = client.cookies["draft"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    draft = EnrolmentDraft.objects.get()
    assert cookie.value not in (draft.key_hash or "")
    assert "never-stored" not in str(draft.data)
    page = client.get(URL).content.decode()
    assert "نگار" in page and "۱۷٫۲" in page and 'data-open="studies"' in page
    assert "نگار" not in Client().get(URL).content.decode()


def test_who_left_at_the_last_look_comes_back_to_the_step_before_it(client: Client) -> None:
    """Not to the first of seven, with all the others locked."""
    RoundFactory()
    client.post(SAVE, typed(step="review"))
    assert 'data-open="declarations"' in client.get(URL).content.decode()


@pytest.mark.parametrize("secret", ["", "0" * 20, "x" * 500, "../..", "ی" * 20])
def test_a_guessed_key_opens_nothing(client: Client, secret: str) -> None:
    RoundFactory()
    Client().post(SAVE, typed())
    client.cookies["draft"] = secret.encode("ascii", "replace").decode()
    assert "نگار" not in client.get(URL).content.decode()
    assert client.get(f"/enrol/continue/{'0' * 20}/").status_code == 404


def test_an_account_has_its_own_draft_and_no_other(client: Client) -> None:
    RoundFactory()
    one, other = StudentFactory(), StudentFactory()
    client.force_login(one.user)
    assert client.post(SAVE, typed(writer=one.user.pk)).status_code == 200
    assert EnrolmentDraft.objects.get().user == one.user
    assert "نگار" in client.get(URL).content.decode()
    client.force_login(other.user)
    assert "نگار" not in client.get(URL).content.decode()


def test_the_second_tab_is_told_and_nothing_is_overwritten(client: Client) -> None:
    RoundFactory()
    first = client.post(SAVE, typed()).json()["version"]
    assert client.post(SAVE, typed(draft_version=first, motivation="یک")).status_code == 200
    late = client.post(SAVE, typed(draft_version=first, motivation="دو"))
    assert late.status_code == 409
    assert late.json()["overtaken"] and late.json()["version"] == first + 1
    assert EnrolmentDraft.objects.get().data["motivation"] == ["یک"]
    # Chosen by hand: this tab's words stay.
    again = typed(draft_version=late.json()["version"], motivation="دو")
    assert client.post(SAVE, again).status_code == 200
    assert EnrolmentDraft.objects.get().data["motivation"] == ["دو"]


def test_the_same_words_from_an_older_tab_are_no_conflict(client: Client) -> None:
    RoundFactory()
    client.post(SAVE, typed())
    client.post(SAVE, typed(draft_version=1, step="studies"))
    assert client.post(SAVE, typed(draft_version=1)).status_code == 200


def test_sending_from_an_overtaken_tab_asks_first(client: Client) -> None:
    RoundFactory()
    client.post(SAVE, typed())
    client.post(SAVE, typed(draft_version=1, motivation="نو"))
    data = filled(draft_version=1)
    response = client.post(URL, data)
    assert response.status_code == 409
    assert response.context["is_overtaken"]
    assert "سيدعلي" in response.content.decode()
    assert not Enrolment.objects.exists()
    assert (
        client.post(URL, {**data, "draft_version": response.context["version"]}).status_code == 302
    )
    assert Enrolment.objects.exists()


def test_a_session_that_ended_keeps_the_words_for_after_signing_in(client: Client) -> None:
    RoundFactory()
    student = StudentFactory()
    data = filled(writer=student.user.pk, motivation="پیش از قطع شدن نشست")
    response = client.post(URL, data)  # the page was made for the account; the session is gone
    assert response.status_code == 302
    assert response.url == reverse("account_login") + "?next=/enrol/"
    client.force_login(student.user)
    page = client.get(URL)
    assert "پیش از قطع شدن نشست" in page.content.decode()
    assert EnrolmentDraft.objects.get().user is None, "opening the page writes nothing"
    again = {"writer": student.user.pk, "draft_version": page.context["version"]}
    assert client.post(SAVE, typed(**again)).status_code == 200
    assert EnrolmentDraft.objects.get().user == student.user


def test_a_save_without_session_says_so(client: Client) -> None:
    RoundFactory()
    student = StudentFactory()
    assert client.post(SAVE, typed(writer=student.user.pk)).json()["signed_out"]


def test_another_account_on_the_device_does_not_get_the_words(client: Client) -> None:
    RoundFactory()
    student, other = StudentFactory(), StudentFactory()
    client.post(SAVE, typed(writer=student.user.pk, motivation="راز"))
    client.force_login(other.user)
    assert "راز" not in client.get(URL).content.decode()
    client.force_login(student.user)
    assert "راز" in client.get(URL).content.decode()


def test_a_draft_that_names_somebody_else_is_not_claimed(client: Client) -> None:
    RoundFactory()
    client.post(SAVE, typed(email="a@student.example", motivation="راز"))
    client.force_login(UserFactory(email="b@student.example", roles=("student",)))
    assert "راز" not in client.get(URL).content.decode()


def test_of_two_drafts_the_newer_words_win_and_gaps_are_filled() -> None:
    round_ = RoundFactory()
    user = StudentFactory().user
    services.save_draft(
        round_id=round_.pk,
        user=user,
        secret="",
        data={"motivation": ["کهنه"], "conflict": ["تنها اینجا"]},
        version=None,
    )
    services.save_draft(
        round_id=round_.pk, user=None, secret="S" * 20, data={"motivation": ["نو"]}, version=None
    )
    draft = services.claim_draft(round_id=round_.pk, user=user, secret="S" * 20)
    assert draft is not None
    assert draft.data == {"motivation": ["نو"], "conflict": ["تنها اینجا"]}
    assert EnrolmentDraft.objects.count() == 1


def test_whoever_has_an_account_already_finds_the_words_after_signing_in(client: Client) -> None:
    """The answer to the visitor is the same as for a new account; the draft looks handed in."""
    RoundFactory()
    known = StudentFactory()
    data = filled(email=known.user.email, motivation="همه را دوباره نمی‌نویسم")
    stranger = Client()
    known_answer = client.post(URL, data)
    other = filled(national_id="9990000131", student_number="402999999", mobile="09709999999")
    new_answer = stranger.post(URL, {**other, "email": "new@student.example"})
    assert known_answer.url == new_answer.url
    assert set(known_answer.cookies) == set(new_answer.cookies)
    for visitor in (client, stranger):
        assert "سيدعلي" not in visitor.get(URL).content.decode()
        assert visitor.post(SAVE, typed()).json()["version"] == 1
    EnrolmentDraft.objects.all().delete()
    client.post(URL, filled(email=known.user.email, motivation="همه را دوباره نمی‌نویسم"))
    client.force_login(known.user)
    assert "همه را دوباره نمی‌نویسم" in client.get(URL).content.decode()


@pytest.mark.parametrize("text", ["الف" * 3400, "a\u202eb", "\x00", "‏‎", "<b>", "🦊" * 500])
def test_any_text_is_kept(client: Client, text: str) -> None:
    RoundFactory()
    answer = client.post(SAVE, typed(motivation=text, check="wishes"))
    assert answer.status_code == 200
    assert client.get(URL).status_code == 200
    stored = EnrolmentDraft.objects.get().data["motivation"][0]
    assert stored == text.replace("\x00", "")
    if len(text) > 10_000:
        assert "motivation" in answer.json()["errors"]


def test_more_than_the_form_takes_is_refused_with_a_sentence(client: Client) -> None:
    RoundFactory()
    answer = client.post(SAVE, typed(motivation="x" * 70_000))
    assert answer.status_code == 413
    assert answer.json()["message"]
    assert not EnrolmentDraft.objects.exists()
    response = client.post(URL, filled(motivation="x" * 70_000))
    assert response.status_code == 422
    assert "x" * 70_000 in response.content.decode()


def test_a_step_is_checked_alone(client: Client) -> None:
    RoundFactory()
    answer = client.post(SAVE, typed(check="identity", national_id="1234567890")).json()
    assert set(answer["errors"]) == {"last_name_fa", "national_id", "student_number"}
    contact = {"mobile": "0970", "email": "x", "password": "short", "draft_version": 1}
    answer = client.post(SAVE, typed(check="contact", **contact)).json()
    assert set(answer["errors"]) == {"mobile", "email", "password"}


def test_the_summary_shows_everything_and_what_is_missing(client: Client) -> None:
    RoundFactory()
    answer = client.post(SAVE, filled(check="review", draft_version=0, gpa="")).json()
    assert list(answer["errors"]) == ["gpa"]
    assert "سیدعلی" in answer["summary"] and "a-long-enough-secret" not in answer["summary"]


def test_the_known_numbers_of_others_are_not_told_in_a_step(client: Client) -> None:
    RoundFactory()
    known = StudentFactory()
    answer = client.post(
        SAVE,
        filled(
            check="review",
            draft_version=0,
            national_id=known.national_id,
            student_number=known.student_number,
            mobile=known.mobile,
            email=known.user.email,
        ),
    ).json()
    assert answer["errors"] == {}


def test_the_link_opens_the_draft_on_another_device(client: Client) -> None:
    RoundFactory()
    client.post(SAVE, typed(email="negar@student.example"))
    page = client.get("/enrol/continue/")
    link = page.context["link"]
    assert "<svg" in page.content.decode() and link in page.content.decode()
    path = "/" + link.split("/", 3)[3]
    device = Client()
    assert "نگار" not in device.get(path).content.decode()
    assert "draft" not in device.cookies
    assert device.post(path).url == URL
    assert "نگار" in device.get(URL).content.decode()
    # What is typed there is newer for the first device.
    device.post(SAVE, typed(draft_version=1, motivation="از دستگاه دیگر"))
    assert client.post(SAVE, typed(draft_version=1, motivation="همین‌جا")).status_code == 409


def test_the_link_comes_by_letter_a_few_times_an_hour(client: Client, settings: Any) -> None:
    RoundFactory()
    client.post(SAVE, typed())
    for _time in range(3):
        assert (
            client.post("/enrol/continue/", {"email": "negar@student.example"}).status_code == 200
        )
    response = client.post("/enrol/continue/", {"email": "other@student.example"})
    assert response.status_code == 429
    letters = Message.objects.filter(event="enrolment.draft_link")
    assert letters.exists()
    assert set(letters.values_list("email", flat=True)) == {"negar@student.example"}
    assert client.post("/enrol/continue/", {"email": "nobody"}).status_code in (422, 429)


def test_without_a_draft_there_is_no_link(client: Client) -> None:
    RoundFactory()
    assert "link" not in client.get("/enrol/continue/").context
    client.post("/enrol/continue/", {"email": "negar@student.example"})
    assert not Message.objects.filter(event="enrolment.draft_link").exists()


def test_an_expired_draft_is_not_shown_and_gives_way(client: Client) -> None:
    RoundFactory()
    client.post(SAVE, typed())
    EnrolmentDraft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "نگار" not in client.get(URL).content.decode()
    assert client.post(SAVE, typed()).json()["version"] == 1
    assert EnrolmentDraft.objects.count() == 1


def test_starting_afresh_throws_it_away(client: Client) -> None:
    RoundFactory()
    client.post(SAVE, typed())
    assert client.post(URL, {"action": "forget"}).url == URL
    assert not EnrolmentDraft.objects.exists()


def test_too_many_forms_an_hour_lose_nothing(client: Client, settings: Any) -> None:
    settings.PUBLIC_FORMS_PER_HOUR = 2
    RoundFactory()
    for _time in range(2):
        assert client.post(URL, filled(national_id="1")).status_code == 422
    response = client.post(URL, filled(motivation="بمان"))
    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    assert "بمان" in client.get(URL).content.decode()
    assert not Enrolment.objects.exists()
    other = Client(REMOTE_ADDR="10.1.2.3")
    assert other.post(URL, filled()).status_code == 302
    spoofed = Client(HTTP_X_FORWARDED_FOR="10.9.9.9")
    assert spoofed.post(URL, filled()).status_code == 429


def test_saving_too_often_pauses(client: Client) -> None:
    RoundFactory()
    statuses = [
        client.post(SAVE, typed(draft_version=n, motivation=str(n))).status_code for n in range(61)
    ]
    assert statuses[:60] == [200] * 60
    assert statuses[60] == 429


def test_a_handed_in_application_takes_no_draft(client: Client) -> None:
    enrolment = EnrolmentFactory(state="submitted")
    client.force_login(enrolment.student.user)
    answer = client.post(SAVE, typed())
    assert answer.status_code == 409
    assert answer.json()["url"] == enrolment.get_absolute_url()


def test_the_form_sent_twice_leaves_no_draft_to_see(client: Client) -> None:
    RoundFactory()
    data = filled(draft_version=0)
    first = client.post(URL, data)
    second = client.post(URL, data)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Enrolment.objects.count() == 1
    assert "سيدعلي" not in client.get(URL).content.decode()


def test_marked_fields_are_noted_and_their_step_opens(client: Client) -> None:
    enrolment = EnrolmentFactory(
        state="returned", returned_fields={"gpa": "با کارنامه یکی نیست", "wishes": ""}
    )
    client.force_login(enrolment.student.user)
    page = client.get(URL)
    text = page.content.decode()
    assert "با کارنامه یکی نیست" in text and 'data-open="studies"' in text
    marked = [s["key"] for s in page.context["form"].sections() if s["is_marked"]]
    assert marked == ["studies", "wishes"]


def test_new_words_of_the_undertaking_are_asked_for_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = EnrolmentFactory(state="returned")
    enrolment.undertaking_version = "1404-1"
    enrolment.save()
    before = enrolment.undertaking_at
    client.force_login(enrolment.student.user)
    form = client.get(URL).context["form"]
    assert form["gives_undertaking"].value() is False
    assert form["consents_to_data"].value() is True
    student = enrolment.student
    data = filled(national_id=student.national_id, mobile=student.mobile)
    assert client.post(URL, {**data, "gives_undertaking": ""}).status_code == 422
    assert client.post(URL, data).status_code == 302
    enrolment.refresh_from_db()
    assert enrolment.undertaking_version == "1405-1"
    assert before is not None and enrolment.undertaking_at > before


def test_values_of_a_draft_reach_every_kind_of_field(client: Client) -> None:
    RoundFactory()
    data = filled(check="", draft_version=0)
    client.post(SAVE, data)
    form = client.get(URL).context["form"]
    post = QueryDict(mutable=True)
    for name, value in data.items():
        post.setlist(name, [str(v) for v in (value if isinstance(value, list) else [value])])
    for name in ("gpa", "major", "availability", "skills", "consents_to_data", "entry_year"):
        expected = form.fields[name].widget.value_from_datadict(post, {}, name)
        assert str(form[name].value()) == str(expected), name
