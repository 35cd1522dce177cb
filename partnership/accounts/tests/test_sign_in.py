"""Signing in: every identifier in every digits, limits, and nothing learnt by asking."""

import re
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.test import Client
from redis.exceptions import ConnectionError as RedisAway

from partnership.accounts import services
from partnership.accounts.models import User
from partnership.accounts.tests.factories import PASSWORD, UserFactory
from partnership.core.errors import DomainError
from partnership.core.text import to_persian_digits
from partnership.notifications.models import Delivery, Message

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: Any) -> Any:
    """Send the form of the sign-in page."""
    return client.post(LOGIN, {"login": login, "password": password}, **extra)


@pytest.mark.parametrize(
    "typed",
    [
        "Maryam.R@QUT.example",
        " maryam.r@qut.example ",
        "09701000001",
        "+98 970 100 0001",
        to_persian_digits("09701000001"),
        "402990001",
        to_persian_digits("402990001"),
        "٤٠٢٩٩٠٠٠١",
    ],
)
def test_every_identifier_in_any_digits(client: Client, typed: str) -> None:
    UserFactory(email="maryam.r@qut.example", mobile="09701000001", student_number="402990001")
    response = sign_in(client, typed)
    assert response.status_code == 302 and response["Location"] == "/me/"
    assert "_auth_user_id" in client.session


def test_person_without_mail_signs_in(client: Client) -> None:
    UserFactory(email=None, mobile="09701000001")
    assert sign_in(client, "09701000001")["Location"] == "/me/"


def test_session_gets_a_new_id_and_the_old_one_is_dead(client: Client) -> None:
    UserFactory(email="a@qut.example")
    client.get(LOGIN)
    session = client.session
    session["x"] = 1
    session.save()
    before = client.session.session_key
    sign_in(client, "a@qut.example")
    after = client.session.session_key
    assert before != after
    client.post("/accounts/logout/")
    client.cookies["session"] = after
    assert client.get("/accounts/profile/").status_code == 302


def test_wrong_password_and_unknown_person_read_the_same(client: Client) -> None:
    UserFactory(email="known@qut.example")

    def body(login: str) -> tuple[int, str]:
        response = sign_in(client, login, "wrong-password-1")
        text = response.content.decode().replace(login, "LOGIN")
        return response.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)

    known, unknown = body("known@qut.example"), body("nobody@qut.example")
    assert known[0] == unknown[0] == 422
    assert known[1] == unknown[1]
    assert body("09709999999")[0] == 422


def test_ten_wrong_tries_lock_the_account_by_every_identifier(client: Client) -> None:
    UserFactory(email="known@qut.example", mobile="09701000001")
    UserFactory(email="other@qut.example")
    for n in range(10):
        sign_in(
            client, ("known@qut.example", "09701000001")[n % 2], "wrong", REMOTE_ADDR=f"10.0.0.{n}"
        )
    refused = sign_in(client, "known@qut.example", REMOTE_ADDR="10.9.9.9")
    assert refused.status_code == 429 and refused["Retry-After"] == "300"
    assert sign_in(Client(), "other@qut.example", REMOTE_ADDR="10.0.0.1").status_code == 302


def test_fifty_wrong_tries_lock_the_address_whatever_it_claims_to_be(client: Client) -> None:
    UserFactory(email="other@qut.example")
    for n in range(50):
        sign_in(client, f"x{n}@qut.example", "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}")
    refused = sign_in(client, "other@qut.example", HTTP_X_FORWARDED_FOR="10.1.1.1")
    assert refused.status_code == 429
    assert sign_in(Client(), "other@qut.example", REMOTE_ADDR="10.1.1.1").status_code == 302


def test_right_passwords_do_not_use_up_the_limit() -> None:
    UserFactory(email="a@qut.example")
    assert all(sign_in(Client(), "a@qut.example").status_code == 302 for _ in range(15))


def test_without_the_counter_nobody_signs_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    UserFactory(email="a@qut.example")

    def away(*args: Any, **kwargs: Any) -> None:
        raise RedisAway

    monkeypatch.setattr("django.core.cache.cache.add", away)
    response = sign_in(client, "a@qut.example")
    assert response.status_code == 503 and "_auth_user_id" not in client.session


def test_closed_account_says_so_only_to_its_owner(client: Client) -> None:
    UserFactory(email="a@qut.example", is_active=False)
    assert sign_in(client, "a@qut.example")["Location"] == "/accounts/inactive/"
    assert sign_in(client, "a@qut.example", "wrong").status_code == 422
    assert "_auth_user_id" not in client.session


def test_closing_an_account_works_at_once(client: Client) -> None:
    head, person = UserFactory(roles=("head",)), UserFactory()
    client.force_login(person)
    assert client.get("/accounts/profile/").status_code == 200
    services.deactivate_user(user_id=person.pk, actor=head)
    assert client.get("/accounts/profile/")["Location"].startswith(LOGIN)


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https:evil.example", "/\\evil.example", "http:///evil", "javascript:x"],
)
def test_next_stays_on_this_site(client: Client, target: str) -> None:
    UserFactory(email="a@qut.example")
    response = client.post(LOGIN, {"login": "a@qut.example", "password": PASSWORD, "next": target})
    assert response["Location"] == "/me/"


def test_unconfirmed_mail_is_confirmed_by_a_code_from_the_outbox(client: Client) -> None:
    person = UserFactory(email="new@qut.example", verified=False)
    response = sign_in(client, "new@qut.example")
    assert response["Location"] == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session
    message = Message.objects.get(event="account.verify")
    assert message.secret and not message.in_inbox and message.email == "new@qut.example"
    code = re.search("\u2066(.+?)\u2069", message.body)[1]
    assert client.get("/accounts/confirm-email/").status_code == 200
    assert client.post("/accounts/confirm-email/", {"code": "000"}).status_code == 200
    assert re.fullmatch("[0-9]{6}", code)
    response = client.post("/accounts/confirm-email/", {"code": to_persian_digits(code)})
    assert response["Location"] == "/me/"
    assert EmailAddress.objects.get(user=person).verified


def test_recovery_answers_alike_and_writes_to_the_owner_only(client: Client) -> None:
    person = UserFactory(email="a@qut.example", mobile="09701000001")

    def ask(login: str) -> tuple[int, str]:
        response = client.post("/accounts/password/reset/", {"login": login})
        return response.status_code, response["Location"]

    assert ask("09701000001") == ask("09709999999") == (302, "/accounts/password/reset/done/")
    message = Message.objects.get()
    assert message.event == "account.reset" and message.email == person.email
    assert Delivery.objects.get().urgent


def test_recovery_link_works_once_for_an_hour_and_not_for_another_host(
    client: Client, settings: Any
) -> None:
    settings.SITE_URL = "https://hamyar.example"
    settings.ALLOWED_HOSTS = ["*"]
    person = UserFactory(email="a@qut.example")
    client.post("/accounts/password/reset/", {"login": "a@qut.example"}, HTTP_HOST="evil.example")
    message = Message.objects.get()
    assert "evil.example" not in message.body + message.html
    assert "https://hamyar.example/accounts/password/reset/key/" in message.body
    form_page = client.get(message.url)["Location"]
    assert form_page.endswith("-set-password/")  # no token in the address, none in a Referer
    new = {"password1": "another-good-secret", "password2": "another-good-secret"}
    assert client.post(form_page, new).status_code == 302
    person.refresh_from_db()
    assert person.check_password("another-good-secret")
    again = Client().get(message.url)
    assert again.status_code == 200 and b"password1" not in again.content
    assert Message.objects.filter(event="account.changed", email="a@qut.example").count() == 1


def test_recovery_link_dies_after_an_hour(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    UserFactory(email="a@qut.example")
    client.post("/accounts/password/reset/", {"login": "a@qut.example"})
    url = Message.objects.get().url
    later = datetime.now() + timedelta(minutes=61)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
    assert b"password1" not in client.get(url).content


def test_recovery_is_limited(client: Client) -> None:
    UserFactory(email="a@qut.example")
    answers = [
        client.post("/accounts/password/reset/", {"login": "a@qut.example"}) for _ in range(4)
    ]
    assert [a.status_code for a in answers] == [302, 302, 302, 429]
    assert answers[-1]["Retry-After"]
    assert Message.objects.count() == 3


def test_password_change_ends_other_sessions_and_is_told() -> None:
    person = UserFactory(email="a@qut.example")
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser, "a@qut.example")
    new = {
        "oldpassword": PASSWORD,
        "password1": "another-good-secret",
        "password2": "another-good-secret",
    }
    assert (
        here.post("/accounts/password/change/", {**new, "oldpassword": "wrong"}).status_code == 200
    )
    assert here.post("/accounts/password/change/", new).status_code == 302
    assert here.get("/accounts/profile/").status_code == 200
    assert there.get("/accounts/profile/").status_code == 302
    assert Message.objects.filter(event="account.changed", email=person.email).count() == 1


def test_changing_the_mail_needs_the_password_and_tells_the_old_address(client: Client) -> None:
    person = UserFactory(email="old@qut.example")
    client.force_login(person)
    change = {"email": "new@qut.example", "action_add": ""}
    assert "reauthenticate" in client.post("/accounts/email/", change)["Location"]
    client.post("/accounts/reauthenticate/", {"password": "wrong"})
    assert "reauthenticate" in client.post("/accounts/email/", change)["Location"]
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", change)
    person.refresh_from_db()
    assert person.email == "old@qut.example"
    code = re.search("\u2066(.+?)\u2069", Message.objects.get(email="new@qut.example").body)[1]
    client.post("/accounts/confirm-email/", {"code": code})
    person.refresh_from_db()
    assert person.email == "new@qut.example"
    assert (
        "new@qut.example"
        in Message.objects.get(event="account.changed", email="old@qut.example").body
    )


def test_plain_sign_up_is_closed(client: Client) -> None:
    response = client.post(
        "/accounts/signup/",
        {"email": "x@qut.example", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert response.status_code == 200 and not User.objects.exists()


@pytest.mark.parametrize("password", ["short-1", "12345678", "password", "Rezaei-77"])
def test_weak_passwords_are_refused(password: str) -> None:
    person = User(email="a@qut.example", last_name_en="Rezaei-77", first_name_fa="م")
    with pytest.raises(DomainError):
        services.require_good_password(password, person)


def test_office_passwords_are_longer() -> None:
    with pytest.raises(DomainError):
        services.require_good_password("tulip-87-x", User(is_staff=True))
    services.require_good_password("tulip-87-x", User())
    services.require_good_password("long " * 20, User(is_staff=True))


class TestSecondFactor:
    """Office people set one up before anything else."""

    def test_without_one_only_the_set_up_page_answers(self, client: Client, settings: Any) -> None:
        settings.REQUIRE_STAFF_MFA = True
        officer, student = UserFactory(roles=("officer",)), UserFactory(roles=("student",))
        client.force_login(officer)
        for page in ("/office/", "/me/", "/accounts/profile/", "/inbox/"):
            assert client.get(page)["Location"] == "/accounts/2fa/totp/activate/"
        client.force_login(student)
        assert client.get("/accounts/profile/").status_code == 200

    def test_with_one_everything_answers(self, client: Client, settings: Any) -> None:
        settings.REQUIRE_STAFF_MFA = True
        officer = UserFactory(roles=("officer",))
        Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
        client.force_login(officer)
        assert client.get("/accounts/profile/").status_code == 200

    def test_sign_in_asks_for_it(self, client: Client) -> None:
        officer = UserFactory(email="o@qut.example", roles=("officer",))
        Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
        assert sign_in(client, "o@qut.example")["Location"].startswith(
            "/accounts/2fa/authenticate/"
        )
        assert "_auth_user_id" not in client.session


class TestSessionClock:
    """Sessions end by themselves."""

    def test_idle_session_is_renewed_by_use_and_ends_without(
        self, client: Client, settings: Any
    ) -> None:
        UserFactory(email="a@qut.example")
        sign_in(client, "a@qut.example")
        assert client.session.get_expiry_age() <= 8 * 3600
        session = client.session
        session["seen_at"] = int(time.time()) - settings.SESSION_TICK - 1
        session.save()
        assert "session" in client.get("/accounts/profile/").cookies
        assert "session" not in client.get("/accounts/profile/").cookies

    def test_no_session_lives_for_ever(self, client: Client, settings: Any) -> None:
        UserFactory(email="a@qut.example")
        sign_in(client, "a@qut.example")
        session = client.session
        session["signed_in_at"] = int(time.time()) - settings.SESSION_ABSOLUTE_AGE - 1
        session.save()
        assert client.get("/accounts/profile/").status_code == 302

    def test_personal_pages_are_kept_nowhere(self, client: Client) -> None:
        client.force_login(UserFactory())
        assert "no-store" in client.get("/accounts/profile/")["Cache-Control"]


class TestFactorCodes:
    """The authenticator app's code, typed on a Persian keyboard."""

    def test_code_in_persian_digits_signs_in(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        officer = UserFactory(email="o@qut.example", roles=("officer",))
        Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
        monkeypatch.setattr(
            "allauth.mfa.totp.internal.auth.TOTP.validate_code", lambda self, code: code == "123456"
        )
        sign_in(client, "o@qut.example")
        wrong = client.post("/accounts/2fa/authenticate/", {"code": "۱۱۱۱۱۱"})
        assert wrong.status_code == 200 and "_auth_user_id" not in client.session
        right = client.post("/accounts/2fa/authenticate/", {"code": "۱۲۳۴۵۶"})
        assert right["Location"] == "/me/" and "_auth_user_id" in client.session

    @pytest.mark.parametrize("part", ["", "totp/activate/", "webauthn/add/"])
    def test_pages_answer(self, client: Client, part: str) -> None:
        UserFactory(email="a@qut.example")
        sign_in(client, "a@qut.example")
        client.get(f"/accounts/2fa/{part}")
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        assert client.get(f"/accounts/2fa/{part}").status_code in (200, 302)
