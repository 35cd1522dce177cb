"""Accounts, roles, invitations, links, language."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from partnership.accounts import rules, services
from partnership.accounts.enums import Role
from partnership.accounts.models import Invitation, RoleGrant, User
from partnership.accounts.models.user import identifier_filter
from partnership.accounts.selectors import office_people, people_with_role, user_for_identifier
from partnership.accounts.signals import invitation_accepted
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from partnership.notifications.models import Message

pytestmark = pytest.mark.django_db


class TestUser:
    """One account, three identifiers."""

    def test_identifiers_and_names_are_normalised(self) -> None:
        user = services.create_user(
            email="Ali@QUT.example",
            mobile="+98970 100 0001",
            student_number="۴۰۲۹۹۰۰۰۱",
            first_name_fa="علي",
        )
        user.refresh_from_db()
        assert (user.email, user.mobile, user.student_number) == (
            "ali@qut.example",
            "09701000001",
            "402990001",
        )
        assert user.first_name_fa == "علی" and not user.has_usable_password()

    @pytest.mark.parametrize(
        "again",
        [{"email": "ALI@qut.example"}, {"mobile": "9701000001"}, {"student_number": "٤٠٢٩٩٠٠٠١"}],
    )
    def test_identifiers_are_unique_however_written(self, again: dict[str, str]) -> None:
        UserFactory(email="ali@qut.example", mobile="09701000001", student_number="402990001")
        with pytest.raises(DomainError) as refusal:
            services.create_user(**again)
        assert refusal.value.field == next(iter(again))
        assert User.objects.count() == 1

    def test_database_refuses_what_is_not_canonical(self) -> None:
        for wrong in (
            {"email": "A@x.example"},
            {"mobile": "9701000001"},
            {"student_number": "۴۰۲"},
            {},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                User.objects.create(**wrong)

    def test_many_may_lack_an_identifier(self) -> None:
        UserFactory.create_batch(2, mobile=None, student_number=None)

    def test_search_and_order_are_persian(self) -> None:
        for name in ("یزدی", "پارسا", "بهرامی", "چاووشی"):
            UserFactory(last_name_fa=name)
        names = list(User.objects.values_list("last_name_fa", flat=True))
        assert names == ["بهرامی", "پارسا", "چاووشی", "یزدی"]
        assert User.objects.search("يزدي").get().last_name_fa == "یزدی"

    def test_name_follows_the_language(self) -> None:
        user = UserFactory.build(last_name_fa="رضایی", last_name_en="Rezaei")
        assert user.name_in("fa") == "مریم رضایی" and user.name_in("en") == "Maryam Rezaei"

    def test_visible_to(self) -> None:
        officer, student, other = UserFactory(roles=("officer",)), UserFactory(), UserFactory()
        assert User.objects.visible_to(officer).count() == 3
        assert list(User.objects.visible_to(student)) == [student]
        assert other not in User.objects.visible_to(student)

    @pytest.mark.parametrize("text", ["", "x", "@", "12", "\u202e", "' OR 1=1", "a" * 300])
    def test_nonsense_is_no_identifier(self, text: str) -> None:
        assert identifier_filter(text) is None or user_for_identifier(text) is None


class TestRoles:
    """Rows with a beginning and an end."""

    def test_roles_are_a_union(self) -> None:
        user = UserFactory()
        for role in (Role.STUDENT, Role.MANAGER):
            services.grant_role(user_id=user.pk, role=role)
            services.grant_role(user_id=user.pk, role=role)
        user = User.objects.get(pk=user.pk)
        assert user.roles == {"student", "manager"}
        assert rules.is_student(user) and rules.is_manager(user) and not rules.is_professor(user)
        assert not user.is_office and not user.is_staff
        assert list(people_with_role(Role.MANAGER)) == [user]

    def test_taking_back_works_at_once_and_is_logged(self) -> None:
        head, user = UserFactory(roles=("head",)), UserFactory()
        services.grant_role(user_id=user.pk, role=Role.OFFICER, actor=head)
        assert User.objects.get(pk=user.pk).is_office and User.objects.get(pk=user.pk).is_staff
        assert user in office_people()
        services.revoke_role(user_id=user.pk, role=Role.OFFICER, actor=head, reason="moved")
        fresh = User.objects.get(pk=user.pk)
        assert not fresh.is_office and not fresh.is_staff
        log = ActionLog.objects.about(user)
        assert [entry.verb for entry in log] == ["accounts.role.revoke", "accounts.role.grant"]
        assert RoleGrant.objects.get(user=user).revoked_by == head

    def test_office_roles_are_the_heads(self) -> None:
        officer, user = UserFactory(roles=("officer",)), UserFactory()
        with pytest.raises(NotAllowed):
            services.grant_role(user_id=user.pk, role=Role.OFFICER, actor=officer)
        with pytest.raises(NotAllowed):
            services.grant_role(user_id=user.pk, role=Role.OBSERVER, actor=user)
        services.grant_role(user_id=user.pk, role=Role.OBSERVER, actor=officer)

    def test_last_head_stays(self) -> None:
        head = UserFactory(roles=("head",))
        with pytest.raises(DomainError):
            services.revoke_role(user_id=head.pk, role=Role.HEAD, actor=head)
        with pytest.raises(DomainError):
            services.deactivate_user(user_id=head.pk, actor=head)

    def test_closed_account_holds_no_role(self) -> None:
        user = UserFactory(roles=("head",), is_active=False)
        assert not user.is_office and not user.has_role(Role.HEAD)
        assert user not in people_with_role(Role.HEAD)

    def test_roles_cost_one_query(self, django_assert_num_queries: Any) -> None:
        user = User.objects.get(pk=UserFactory(roles=("student", "officer")).pk)
        with django_assert_num_queries(1):
            assert user.is_office and user.has_role(Role.STUDENT) and rules.is_officer(user)


class TestInvitation:
    """In by letter."""

    def test_from_letter_to_first_page(self, client: Client) -> None:
        head = UserFactory(roles=("head",))
        heard: list[Any] = []
        invitation_accepted.connect(
            lambda **k: heard.append(k["user"]), weak=False, dispatch_uid="test"
        )
        invited = services.invite_person(
            role=Role.PROFESSOR,
            actor=head,
            email="P@qut.example",
            first_name="سارا",
            last_name="کریمی",
        )
        message = Message.objects.get(event="account.invitation")
        assert message.secret and message.url == invited.url
        assert client.get(invited.url)["Location"] == "/accounts/invitation/"
        page = client.get("/accounts/invitation/")
        assert "سارا" in page.content.decode()
        form = {
            "first_name_fa": "سارا",
            "last_name_fa": "كريمي",
            "password": "a-good-secret-9",
            "password_again": "a-good-secret-9",
        }
        assert (
            client.post("/accounts/invitation/", {**form, "password_again": "x"}).status_code == 422
        )
        assert client.post("/accounts/invitation/", form)["Location"] == "/me/"
        user = User.objects.get(email="p@qut.example")
        assert user.has_role(Role.PROFESSOR) and user.last_name_fa == "کریمی" and heard == [user]
        assert client.session["_auth_user_id"] == str(user.pk)
        assert Client().get(invited.url).status_code == 404
        invitation_accepted.disconnect(dispatch_uid="test")

    def test_old_link_offers_a_fresh_one(self, client: Client) -> None:
        invited = services.invite_person(role=Role.MANAGER, actor=None, email="m@unit.example")
        Invitation.objects.update(token_expires_at=timezone.now() - timedelta(seconds=1))
        client.get(invited.url)
        assert client.get("/accounts/invitation/").status_code == 410
        assert client.post("/accounts/invitation/renew/").status_code == 200
        assert Message.objects.filter(event="account.invitation").count() == 2
        assert Client().get(invited.url).status_code == 404  # the old token is dead
        fresh = Message.objects.order_by("-pk").first().url
        client.get(fresh)
        assert client.get("/accounts/invitation/").status_code == 200

    def test_known_person_gets_the_role_at_once(self) -> None:
        user = UserFactory(email="m@unit.example")
        invited = services.invite_person(role=Role.MANAGER, actor=None, email="M@unit.example")
        assert invited.user == user and invited.invitation is None
        assert User.objects.get(pk=user.pk).has_role(Role.MANAGER)
        assert Message.objects.get().event == "account.role"

    def test_withdrawn_invitation_is_closed(self, client: Client) -> None:
        head = UserFactory(roles=("head",))
        invited = services.invite_person(role=Role.MANAGER, actor=head, email="m@unit.example")
        services.revoke_invitation(invitation_id=invited.invitation.pk, actor=head)
        assert client.get(invited.url).status_code == 404

    def test_two_threads_cannot_accept_twice(self) -> None:
        """Covered on one connection: the second acceptance finds the invitation used."""
        invited = services.invite_person(role=Role.MANAGER, actor=None, email="m@unit.example")
        words = {"password": "a-good-secret-9", "first_name_fa": "م", "last_name_fa": "ک"}
        key = {"invitation_id": invited.invitation.pk, "token_hash": invited.invitation.token_hash}
        services.accept_invitation(**key, **words)
        with pytest.raises(DomainError):
            services.accept_invitation(**key, **words)

    def test_officer_invites_no_head(self) -> None:
        with pytest.raises(NotAllowed):
            services.invite_person(
                role=Role.HEAD, actor=UserFactory(roles=("officer",)), email="h@x.example"
            )


class TestLanguage:
    """The person's choice, else the cookie, else the browser, else Persian."""

    def test_order_of_wishes(self, client: Client) -> None:
        assert client.get("/accounts/login/").headers["Content-Language"] == "fa"
        browser = {"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9"}
        assert client.get("/accounts/login/", **browser).headers["Content-Language"] == "en"
        client.cookies["language"] = "fa"
        assert client.get("/accounts/login/", **browser).headers["Content-Language"] == "fa"
        client.force_login(UserFactory(language="en"))
        page = client.get("/accounts/profile/", **browser)
        assert 'lang="en"' in page.content.decode() and 'dir="ltr"' in page.content.decode()

    def test_switch_keeps_the_page_and_is_remembered(self, client: Client) -> None:
        person = UserFactory(language="fa")
        client.force_login(person)
        answer = client.post("/i18n/setlang/", {"language": "en", "next": "/accounts/profile/?a=1"})
        assert answer["Location"] == "/accounts/profile/?a=1"
        person.refresh_from_db()
        assert person.language == "en"

    @pytest.mark.parametrize(
        "target", ["//evil.example", "https://evil.example/", "/\\evil.example"]
    )
    def test_switch_leads_to_no_other_site(self, client: Client, target: str) -> None:
        answer = client.post("/i18n/setlang/", {"language": "en", "next": target})
        assert "evil" not in answer["Location"]

    def test_switch_needs_a_post_and_a_known_language(self, client: Client) -> None:
        person = UserFactory(language="fa")
        client.force_login(person)
        assert client.get("/i18n/setlang/").status_code == 405
        client.post("/i18n/setlang/", {"language": "xx", "next": "/"})
        person.refresh_from_db()
        assert person.language == "fa"


class TestProfile:
    """What people change about themselves."""

    def test_saves_and_answers_in_the_language_chosen(self, client: Client) -> None:
        person = UserFactory(language="fa", is_superuser=False)
        client.force_login(person)
        form = {
            "first_name_fa": "مینا",
            "last_name_fa": "كريمي",
            "mobile": "۰۹۷۰۱۰۰۰۰۰۱",
            "language": "en",
            "is_staff": "on",
            "is_superuser": "on",
            "roles": "head",
            "email": "stolen@qut.example",
        }
        answer = client.post("/accounts/profile/", form)
        assert answer["Location"] == "/accounts/profile/"
        person = User.objects.get(pk=person.pk)
        assert (person.last_name_fa, person.mobile, person.language) == (
            "کریمی",
            "09701000001",
            "en",
        )
        assert not person.is_staff and not person.is_superuser and not person.roles
        assert person.email != "stolen@qut.example"

    def test_taken_mobile_is_said_beside_the_field(self, client: Client) -> None:
        UserFactory(mobile="09701000001")
        client.force_login(UserFactory())
        form = {"first_name_fa": "مینا", "last_name_fa": "کریمی", "mobile": "09701000001"}
        answer = client.post("/accounts/profile/", form)
        assert answer.status_code == 422 and "مینا" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_clients_cannot_open_two_accounts_with_one_mobile() -> None:
    barrier, outcomes = threading.Barrier(2), []

    def open_account() -> None:
        try:
            barrier.wait(5)
            services.create_user(mobile="09701000001")
            outcomes.append("made")
        except DomainError as error:
            outcomes.append(error.field)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_account) for _ in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(outcomes) == ["made", "mobile"]
    assert User.objects.count() == 1
