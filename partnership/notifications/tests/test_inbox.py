"""The inbox, preferences, the daily summary, the office's outbox."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from partnership.accounts.tests.factories import UserFactory
from partnership.notifications.context import inbox
from partnership.notifications.emails import Letter, registry
from partnership.notifications.enums import DeliveryState, Mode
from partnership.notifications.models import Delivery, EmailTemplate, Message, Preference
from partnership.notifications.services import queue_letter, send_digests

pytestmark = pytest.mark.django_db

TEHRAN = ZoneInfo("Asia/Tehran")


def tell(letter: Letter, person: Any, n: int = 1, url: str = "/me/") -> list[Message]:
    """Put messages into somebody's inbox."""
    for number in range(n):
        queue_letter(
            letter,
            about=person,
            to=[person],
            dedupe=f"{number}",
            context={"word": f"w{number}", "subjects": ["یک"]},
            url=url,
        )
    return list(Message.objects.filter(recipient=person).order_by("pk"))


class TestInbox:
    """One's own messages and nobody else's."""

    @pytest.mark.parametrize("n", [1, 3])
    def test_list_costs_the_same_for_one_and_three(
        self, client: Client, letter: Letter, n: int, django_assert_max_num_queries: Any
    ) -> None:
        person = UserFactory()
        tell(letter, person, n)
        client.force_login(person)
        with django_assert_max_num_queries(8):
            page = client.get("/inbox/")
        assert page.content.decode().count("Word for w") == n

    def test_others_see_nothing(self, client: Client, letter: Letter) -> None:
        (message,) = tell(letter, UserFactory())
        stranger = UserFactory(roles=("head",))
        client.force_login(stranger)
        assert "Word for" not in client.get("/inbox/").content.decode()
        foreign, unknown = (client.get(f"/inbox/{pk}/") for pk in (message.pk, 999999))
        assert foreign.status_code == unknown.status_code == 404
        bodies = [
            answer.content.decode().replace(f"/inbox/{pk}/", "").split("csrfmiddlewaretoken")[0]
            for answer, pk in ((foreign, message.pk), (unknown, 999999))
        ]
        assert bodies[0] == bodies[1]
        client.post("/inbox/read/")
        message.refresh_from_db()
        assert message.read_at is None

    def test_strangers_sign_in_first(self, client: Client) -> None:
        for page in ("/inbox/", "/inbox/1/", "/inbox/preferences/"):
            assert "login" in client.get(page)["Location"]
        assert "login" in client.post("/inbox/read/")["Location"]

    def test_opening_reads_and_leads_on(self, client: Client, letter: Letter) -> None:
        person = UserFactory(language="en")
        (message,) = tell(letter, person, url="/me/")
        client.force_login(person)
        client.head(message.get_absolute_url())
        message.refresh_from_db()
        assert message.read_at is None
        page = client.get(message.get_absolute_url()).content.decode()
        message.refresh_from_db()
        assert message.read_at and 'href="/me/"' in page and "Open it" in page

    def test_mark_all_read(self, client: Client, letter: Letter) -> None:
        person = UserFactory()
        tell(letter, person, 3)
        client.force_login(person)
        assert client.get("/inbox/read/").status_code == 405
        assert client.post("/inbox/read/", {"next": "//evil.example"})["Location"] == "/inbox/"
        assert not Message.objects.unread().exists()

    def test_filters(self, client: Client, letter: Letter) -> None:
        person = UserFactory()
        first, *_rest = tell(letter, person, 3)
        client.force_login(person)
        client.get(first.get_absolute_url())
        shown = client.get("/inbox/", {"state": "unread"}).content.decode()
        assert "Word for w0" not in shown and "Word for w1" in shown
        assert "Word for w2" in client.get("/inbox/", {"q": "W2"}).content.decode()
        assert "Word for w0" not in client.get("/inbox/", {"group": "certificate"}).content.decode()
        for odd in ("?group=nonsense", "?page=999", "?page=x", "?q=%00", "?state[]=1"):
            assert client.get(f"/inbox/{odd}").status_code in (200, 404)

    def test_codes_never_reach_the_inbox(self, client: Client) -> None:
        person = UserFactory()
        client.force_login(person)
        letter = registry["account.reset"]
        (message,) = queue_letter(letter, about=person, to=[person], url="/accounts/login/")
        assert not message.in_inbox
        assert client.get(message.get_absolute_url()).status_code == 404

    def test_unread_count_is_asked_only_when_shown(
        self, rf: Any, letter: Letter, django_assert_num_queries: Any
    ) -> None:
        person = UserFactory()
        tell(letter, person, 2)
        request = rf.get("/")
        request.user = person
        with django_assert_num_queries(0):
            context = inbox(request)
        with django_assert_num_queries(1):
            assert context["inbox_unread"]() == context["inbox_unread"]() == 2


class TestPreferencesAndSummary:
    """Mail at once, or together."""

    def test_choices_are_kept(self, client: Client) -> None:
        person = UserFactory()
        client.force_login(person)
        page = client.get("/inbox/preferences/")
        form = dict.fromkeys(page.context["form"].fields, Mode.AT_ONCE) | {"team": Mode.DIGEST}
        assert client.post("/inbox/preferences/", form).status_code == 302
        assert Preference.objects.get(user=person, group="team").mode == Mode.DIGEST
        assert client.post("/inbox/preferences/", {**form, "team": "never"}).status_code == 422

    def test_summary_once_a_day_on_working_mornings(self, letter: Letter) -> None:
        calm, eager = UserFactory(), UserFactory()
        Preference.objects.create(user=calm, group="team", mode=Mode.DIGEST)
        tell(letter, calm, 3)
        tell(letter, eager, 1)
        morning = datetime.now(TEHRAN).replace(hour=8, minute=1)
        while morning.weekday() in (3, 4):
            morning += timedelta(days=1)
        Message.objects.update(created_at=morning - timedelta(hours=1))
        friday = morning + timedelta(days=(4 - morning.weekday()) % 7)
        assert send_digests(friday) == 0
        assert send_digests(morning.replace(hour=5)) == 0
        assert send_digests(morning) == 1
        assert send_digests(morning) == 0
        summary = Message.objects.get(event="staff.digest")
        assert (
            summary.recipient == calm and "۳" in summary.subject and "Word for w2" in summary.body
        )
        assert not summary.in_inbox and summary.deliveries.count() == 1


class TestOffice:
    """What the office sees and does."""

    @pytest.fixture
    def office(self, client: Client) -> Client:
        client.force_login(UserFactory(roles=("head",)))
        return client

    def test_outbox_shows_mail_as_sent(self, office: Client, letter: Letter) -> None:
        tell(letter, UserFactory())
        row = Delivery.objects.get()
        listing = office.get("/office/notifications/delivery/")
        assert listing.status_code == 200 and "Word for w0" in listing.content.decode()
        detail = office.get(f"/office/notifications/delivery/{row.pk}/change/").content.decode()
        assert "&lt;p&gt;" not in detail and "as-sent" in detail
        mail = office.get(f"/office/notifications/delivery/{row.pk}/as-sent/")
        assert mail.status_code == 200 and "sandbox" in mail["Content-Security-Policy"]

    @pytest.mark.parametrize("whole", [True, False])
    def test_codes_and_tokens_are_hidden_outside_the_demo(
        self, office: Client, settings: Any, whole: bool, letter: Letter
    ) -> None:
        settings.DEBUG, settings.IS_DEMO = False, whole
        person = UserFactory()
        queue_letter(
            registry["account.verify"], about=person, to=[person], context={"code": "XYZ-123"}
        )
        tell(letter, person, url="/l/secret-token/")
        for row in Delivery.objects.all():
            page = office.get(f"/office/notifications/delivery/{row.pk}/change/").content.decode()
            page += office.get(f"/office/notifications/delivery/{row.pk}/as-sent/").content.decode()
            assert ("XYZ-123" in page or "secret-token" in page) is whole

    def test_actions(self, office: Client, letter: Letter) -> None:
        tell(letter, UserFactory(), 2)
        Delivery.objects.update(state=DeliveryState.FAILED)
        keys = list(Delivery.objects.values_list("pk", flat=True))
        for action, state in (("discard", "discarded"), ("resend", "queued")):
            office.post(
                "/office/notifications/delivery/", {"action": action, "_selected_action": keys}
            )
            assert set(Delivery.objects.values_list("state", flat=True)) == {state}

    def test_own_words_are_checked(self, office: Client, letter: Letter) -> None:
        form = {"key": letter.key, "language": "fa", "subject": "سلام {word}", "is_active": "on"}
        add = "/office/notifications/emailtemplate/add/"
        assert office.post(add, {**form, "body": "x {password}"}).status_code == 200
        assert not EmailTemplate.objects.exists()
        assert office.post(add, {**form, "body": "x {word}"}).status_code == 302
        assert "account.verify" not in office.get(add).content.decode()

    @pytest.mark.parametrize("role", ["student", "professor", "manager"])
    def test_outbox_is_the_offices(self, client: Client, role: str) -> None:
        client.force_login(UserFactory(roles=(role,)))
        assert client.get("/office/notifications/delivery/").status_code in (302, 403, 404)
