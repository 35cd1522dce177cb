"""Who is signed in, and until when; where a sign-in may lead; which hosts are ours."""

from typing import Any

import pytest
from django.test import Client

from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.accounts.services import revoke_role
from partnership.accounts.tests.factories import UserFactory
from partnership.testing.doors.world import World

pytestmark = pytest.mark.django_db
AWAY = (
    "//evil.example",
    "https:evil.example",
    "https://evil.example/",
    r"/\evil.example",
    "\t//evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    r"\/\/evil.example",
    "/%09/evil.example/../..//evil.example",
    "https://127.0.0.1@evil.example/",
)


def _leaves_the_site(location: str) -> bool:
    """Whether a browser would go elsewhere: they read backslashes and blanks as slashes."""
    plain = location.replace("\\", "/").strip()
    return plain.startswith("//") or ":" in plain.split("/", 1)[0]


@pytest.fixture
def officer_client(world: World) -> tuple[User, Client]:
    """An officer of their own for this test, signed in."""
    user, client = UserFactory(roles=(Role.OFFICER,)), Client()
    client.force_login(user)
    return user, client


def test_taken_role_is_gone_at_the_next_request(
    officer_client: tuple[User, Client], world: World
) -> None:
    """The office's pages close with the role, without waiting for a new sign-in."""
    user, client = officer_client
    assert client.get("/students/students/").status_code == 200
    revoke_role(user_id=user.pk, role=Role.OFFICER, actor=world.users["head"], reason="رفت")
    assert client.get("/students/students/").status_code == 403
    assert client.get("/office/").status_code in (302, 403)


def test_deactivated_person_is_out_at_the_next_request(
    officer_client: tuple[User, Client],
) -> None:
    """A switched-off account is nobody."""
    user, client = officer_client
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/me/").status_code == 302
    assert client.get("/students/students/").status_code == 302


def test_changed_password_ends_other_sessions(officer_client: tuple[User, Client]) -> None:
    """An old cookie opens nothing after the password changed."""
    user, client = officer_client
    user.set_password("a-new-and-long-password")
    user.save()
    assert client.get("/me/").status_code == 302


def test_staff_flag_alone_opens_no_office(world: World) -> None:
    """`is_staff` without a role of the office is no key."""
    client = Client()
    client.force_login(UserFactory(is_staff=True))
    assert client.get("/office/").status_code in (302, 403)
    assert client.get("/office/teams/team/").status_code in (302, 403)


@pytest.mark.parametrize("away", AWAY)
def test_next_never_leads_away(away: str, world: World, settings: Any) -> None:
    """`next` on every page that redirects stays on this site."""
    user = UserFactory(password="long-enough-password")
    client = Client()
    tries = [
        client.post(
            "/accounts/login/",
            {"login": user.email, "password": "long-enough-password", "next": away},
        ),
        client.post("/i18n/setlang/", {"language": "en", "next": away}),
        client.post("/inbox/read/", {"next": away}),
        client.get("/office/login/", {"next": away}),
        client.post("/accounts/logout/", {"next": away}),
    ]
    for response in tries:
        assert not _leaves_the_site(response.get("Location", "")), response["Location"]


def test_move_does_not_lead_away(world: World) -> None:
    """A confirmed step goes back to a page of ours."""
    unit = world.things["unit"]
    response = world.client("officer").post(
        f"/industries/units/{unit.pk}/suspend/",
        {"reason": "بررسی", "next": "//evil.example/"},
    )
    assert response.status_code == 302
    assert not _leaves_the_site(response["Location"])


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1:8000@evil.example"},
        {"host": "127.0.0.1.evil.example"},
    ],
)
def test_foreign_host_is_refused(headers: dict[str, str], world: World, settings: Any) -> None:
    """Only our own names are answered."""
    settings.ALLOWED_HOSTS = ["hamyar.example"]
    assert Client().get("/", headers=headers).status_code == 400


def test_forwarded_host_is_ignored(world: World, settings: Any) -> None:
    """A header that claims another host changes no address on the page."""
    settings.ALLOWED_HOSTS = ["hamyar.example"]
    response = Client().get(
        "/", headers={"host": "hamyar.example", "x-forwarded-host": "evil.example"}
    )
    assert response.status_code == 200
    assert b"evil.example" not in response.content


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "DELETE", "PUT", "PATCH"])
@pytest.mark.parametrize("address", ["/", "/me/", "/students/students/", "/inbox/"])
def test_unknown_methods_are_refused(method: str, address: str, world: World) -> None:
    """Nothing answers to methods nobody offers."""
    response = world.client("officer").generic(method, address)
    assert response.status_code in (302, 403, 405)


def test_error_pages_tell_nothing(world: World, settings: Any) -> None:
    """No path of the machine, no trace, no version in 400, 403, 404 and 405 answers."""
    client = world.client("leader")
    answers = [
        client.get("/nowhere/"),
        client.get("/students/students/"),
        client.post("/healthz"),
        client.get("/inbox/read/"),
    ]
    for response in answers:
        assert b"Traceback" not in response.content
        assert str(settings.BASE_DIR).encode() not in response.content
        assert "Server" not in response
