"""One-purpose links: their page and no other, for a while, and a trace of every use."""

import pytest
from django.test import Client
from django.utils import timezone

from partnership.accounts import services
from partnership.accounts.models import Link, LinkUse, User
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError

pytestmark = pytest.mark.django_db


class TestLink:
    """One page for one person, for a while."""

    @pytest.fixture
    def opened(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> tuple[Client, Link, User]:
        """A link to the profile page, the only page of this room that needs a person."""
        monkeypatch.setattr(
            "partnership.accounts.models.link.FORBIDDEN_PREFIXES", ("/office/", "/inbox/")
        )
        monkeypatch.setattr(
            "partnership.accounts.services.links.FORBIDDEN_PREFIXES", ("/office/", "/inbox/")
        )
        person = UserFactory(roles=("supervisor",))
        link, url = services.create_link(user=person, purpose="hours", path="/accounts/profile/")
        response = client.get(url)
        assert response.status_code == 302 and response["Location"] == "/accounts/profile/"
        assert response["Referrer-Policy"] == "no-referrer"
        return client, link, person

    def test_opens_its_page_and_no_other(self, opened: tuple[Client, Link, User]) -> None:
        client, _link, person = opened
        page = client.get("/accounts/profile/")
        assert page.status_code == 200 and page.wsgi_request.user == person
        assert page.wsgi_request.link == _link
        # A stricter policy makes browsers hide the origin of forms; the CSRF check then refuses.
        assert page["Referrer-Policy"] == "same-origin"
        for other in ("/inbox/", "/accounts/email/", "/office/", "/accounts/password/change/"):
            answer = client.get(other)
            assert answer.status_code == 302 and "login" in answer["Location"]
        assert "_auth_user_id" not in client.session

    def test_each_form_sent_is_logged(self, opened: tuple[Client, Link, User]) -> None:
        client, link, _person = opened
        client.post("/accounts/profile/", {"first_name_fa": "م", "last_name_fa": "ک"})
        assert list(LinkUse.objects.values_list("method", flat=True).order_by("pk")) == [
            "OPEN",
            "POST",
        ]
        link.refresh_from_db()
        assert link.uses == 1

    def test_withdrawing_works_at_once(self, opened: tuple[Client, Link, User]) -> None:
        client, link, _person = opened
        services.revoke_link(link_id=link.pk)
        assert client.get("/accounts/profile/").status_code == 302

    def test_closing_the_account_works_at_once(self, opened: tuple[Client, Link, User]) -> None:
        client, _link, person = opened
        services.deactivate_user(user_id=person.pk, actor=UserFactory(roles=("head",)))
        assert client.get("/accounts/profile/").status_code == 302

    def test_time_ends_it(self, opened: tuple[Client, Link, User]) -> None:
        client, _link, _person = opened
        Link.objects.update(expires_at=timezone.now())
        assert client.get("/accounts/profile/").status_code == 302

    def test_used_up_unknown_and_past_links_read_the_same(self, client: Client) -> None:
        person = UserFactory()
        _one, used_up = services.create_link(
            user=person, purpose="x", path="/teams/1/hours/", max_uses=1
        )
        client.get(used_up)
        _two, past = services.create_link(user=person, purpose="x", path="/teams/1/hours/")
        Link.objects.filter(pk=_two.pk).update(expires_at=timezone.now())
        answers = {
            (r.status_code, len(r.content))
            for r in (Client().get(u) for u in (used_up, past, "/l/" + "x" * 43 + "/"))
        }
        assert len(answers) == 1 and answers.pop()[0] == 404

    @pytest.mark.parametrize(
        "path",
        ["/office/", "/accounts/profile/", "/inbox/", "/", "//x/", "/teams/../office/", "teams/"],
    )
    def test_no_link_to_private_places(self, path: str) -> None:
        with pytest.raises(ValueError, match=r"link|page"):
            services.create_link(user=UserFactory(), purpose="x", path=path)

    def test_no_link_for_the_office(self) -> None:
        with pytest.raises(DomainError):
            services.create_link(
                user=UserFactory(roles=("officer",)), purpose="x", path="/teams/1/"
            )

    def test_path_is_a_prefix_at_a_boundary(self) -> None:
        link = Link(path="/teams/1/hours/")
        assert link.covers("/teams/1/hours/") and link.covers("/teams/1/hours/3/")
        assert not link.covers("/teams/1/") and not link.covers("/teams/11/hours/")

    def test_planted_session_is_left_behind(self, client: Client) -> None:
        session = client.session
        session["x"] = 1
        session.save()
        planted = session.session_key
        _link, url = services.create_link(user=UserFactory(), purpose="x", path="/teams/1/hours/")
        client.get(url)
        assert client.session.session_key != planted

    def test_token_is_stored_as_a_hash_only(self) -> None:
        link, url = services.create_link(user=UserFactory(), purpose="x", path="/teams/1/hours/")
        token = url.strip("/").split("/")[-1]
        assert len(token) >= 43 and token not in str(Link.objects.values().get(pk=link.pk))


def test_pages_a_link_opened_say_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("models.link", "services.links"):
        monkeypatch.setattr(f"partnership.accounts.{module}.FORBIDDEN_PREFIXES", ("/office/",))
    person = UserFactory(language="en", first_name_en="Zahra", last_name_en="Amini")
    _link, url = services.create_link(user=person, purpose="x", path="/accounts/profile/")
    page = client.get(url, follow=True).content.decode()
    assert "Opened by a link for Zahra Amini" in page
    client.force_login(person)
    assert "Opened by a link" not in client.get("/accounts/profile/").content.decode()
