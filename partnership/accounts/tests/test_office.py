"""People in the office's admin."""

from typing import Any

import pytest
from django.test import Client

from partnership.accounts.models import Invitation, Link, User
from partnership.accounts.services import create_link
from partnership.accounts.tests.factories import UserFactory
from partnership.core.models import ActionLog
from partnership.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(client: Client) -> User:
    """The head of the office, signed in."""
    person = UserFactory(roles=("head",))
    client.force_login(person)
    return person


def user_form(**changes: Any) -> dict[str, Any]:
    """What the office types for a new person."""
    return {
        "first_name_fa": "سارا",
        "last_name_fa": "كريمي",
        "first_name_en": "",
        "last_name_en": "",
        "language": "fa",
        "email": "Sara@qut.example",
        "mobile": "۰۹۷۰۱۰۰۰۰۰۲",
        "student_number": "",
        "roles": ["education"],
        **changes,
    }


@pytest.mark.parametrize("n", [1, 3])
def test_list_of_people(
    client: Client, head: User, n: int, django_assert_max_num_queries: Any
) -> None:
    UserFactory.create_batch(n, roles=("student",))
    with django_assert_max_num_queries(16):
        page = client.get("/office/accounts/user/")
    assert page.status_code == 200
    assert client.get("/office/accounts/user/?q=رضايي").context["cl"].result_count == n + 1
    assert client.get("/office/accounts/user/?role=student").context["cl"].result_count == n
    assert client.get("/office/accounts/user/?role=x").status_code == 200


def test_add_and_change(client: Client, head: User) -> None:
    assert client.post("/office/accounts/user/add/", user_form()).status_code == 302
    person = User.objects.get(email="sara@qut.example")
    assert person.last_name_fa == "کریمی" and person.mobile == "09701000002"
    assert person.roles == {"education"} and not person.is_staff
    page = f"/office/accounts/user/{person.pk}/change/"
    form = user_form(roles=["officer", "education"], mobile="", student_number="402990001")
    assert client.post(page, form).status_code == 302
    person = User.objects.get(pk=person.pk)
    assert person.roles == {"education", "officer"} and person.is_staff
    assert person.mobile is None and person.student_number == "402990001"
    assert ActionLog.objects.about(person).filter(actor=head, verb__contains="role").count() == 2


def test_taken_identifier_is_said_in_the_form(client: Client, head: User) -> None:
    UserFactory(mobile="09701000002")
    answer = client.post("/office/accounts/user/add/", user_form())
    assert answer.status_code == 200 and "mobile" in answer.context["adminform"].form.errors


def test_officer_gives_no_office_role(client: Client) -> None:
    client.force_login(UserFactory(roles=("officer",)))
    UserFactory(roles=("head",))
    answer = client.post("/office/accounts/user/add/", user_form(roles=["officer"]))
    assert answer.status_code == 200 and not User.objects.filter(email="sara@qut.example").exists()


def test_nobody_is_deleted_and_accounts_close(client: Client, head: User) -> None:
    person = UserFactory()
    assert client.get(f"/office/accounts/user/{person.pk}/delete/").status_code == 403
    act = {"action": "close_accounts", "_selected_action": [person.pk, head.pk]}
    client.post("/office/accounts/user/", act)
    person.refresh_from_db()
    head.refresh_from_db()
    assert not person.is_active and head.is_active
    client.post("/office/accounts/user/", {**act, "action": "open_accounts"})
    person.refresh_from_db()
    assert person.is_active


def test_invitations(client: Client, head: User) -> None:
    UserFactory(email="known@qut.example")
    add = "/office/accounts/invitation/add/"
    form = {"role": "professor", "email": "p@qut.example", "first_name": "رضا", "language": "fa"}
    assert client.post(add, {**form, "email": "KNOWN@qut.example"}).status_code == 200
    assert client.post(add, {**form, "email": ""}).status_code == 200
    assert client.post(add, form).status_code == 302
    invitation = Invitation.objects.get()
    assert invitation.invited_by == head and Message.objects.count() == 1
    assert client.get("/office/accounts/invitation/").status_code == 200
    act = {"_selected_action": [invitation.pk]}
    client.post("/office/accounts/invitation/", {**act, "action": "send_again"})
    assert Message.objects.count() == 2
    client.post("/office/accounts/invitation/", {**act, "action": "withdraw"})
    invitation.refresh_from_db()
    assert not invitation.is_open


def test_links_are_seen_and_taken_back(client: Client, head: User) -> None:
    link, _url = create_link(user=UserFactory(), purpose="hours", path="/teams/1/hours/")
    assert client.get("/office/accounts/link/").status_code == 200
    page = client.get(f"/office/accounts/link/{link.pk}/change/")
    assert page.status_code == 200 and link.token_hash not in page.content.decode()
    client.post("/office/accounts/link/", {"action": "withdraw", "_selected_action": [link.pk]})
    assert not Link.objects.get().is_alive


@pytest.mark.parametrize("part", ["user", "rolegrant", "invitation", "link"])
def test_pages_are_the_offices(client: Client, part: str) -> None:
    client.force_login(UserFactory(roles=("student", "manager", "professor")))
    assert client.get(f"/office/accounts/{part}/").status_code in (302, 403, 404)


def test_password_hashes_cannot_be_asked_for(client: Client, head: User) -> None:
    for query in (
        "user/?password__startswith=md5",
        "link/?token_hash__gt=0",
        "link/?user__password=x",
    ):
        assert client.get(f"/office/accounts/{query}").status_code == 400
    answer = client.get("/office/notifications/message/?body__contains=1")
    assert answer.status_code == 400
