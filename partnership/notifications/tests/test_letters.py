"""What is written, to whom, in which words, and that nothing is said twice."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from partnership.accounts.tests.factories import UserFactory
from partnership.notifications.emails import Letter
from partnership.notifications.enums import DeliveryState, Mode
from partnership.notifications.models import Delivery, EmailTemplate, Message, Preference
from partnership.notifications.services import Address, Calendar, preview_letter, queue_letter
from partnership.notifications.services.rendering import (
    render_letter,
    to_html,
    unknown_placeholders,
)


def write(letter: Letter, *to: Any, **options: Any) -> list[Message]:
    """Queue the letter about its first reader."""
    options.setdefault("about", to[0] if to and not isinstance(to[0], Address) else None)
    options.setdefault("context", {"word": "آب", "subjects": ["یک"]})
    return queue_letter(letter, to=to, **options)


@pytest.mark.django_db
def test_letter_is_message_and_delivery_in_the_readers_language(letter: Letter) -> None:
    fa, en = UserFactory(language="fa"), UserFactory(language="en")
    undecided = UserFactory(language="")
    messages = write(letter, fa, en, undecided, url="/me/")
    assert [m.language for m in messages] == ["fa", "en", "fa"]
    assert messages[0].subject == "Word for آب"
    assert 'dir="rtl"' in messages[0].html and 'align="right"' in messages[0].html
    assert 'dir="ltr"' in messages[1].html and "http://" in messages[1].html
    assert "Dear Maryam" in messages[1].body
    assert "/me/" in messages[1].body and messages[1].action == "Open it"
    assert Delivery.objects.filter(state=DeliveryState.QUEUED).count() == 3


@pytest.mark.django_db
def test_same_event_object_and_reader_again_writes_nothing(letter: Letter) -> None:
    person = UserFactory()
    assert len(write(letter, person, person)) == 1
    assert write(letter, person) == []
    assert len(write(letter, person, dedupe="another")) == 1
    assert len(write(letter, UserFactory(), about=person)) == 1
    assert Message.objects.count() == Delivery.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_threads_say_it_once(letter: Letter) -> None:
    person = UserFactory()
    barrier, written = threading.Barrier(2), []

    def say() -> None:
        try:
            with transaction.atomic():
                barrier.wait(5)
                written.append(len(write(letter, person)))
        finally:
            connection.close()

    threads = [threading.Thread(target=say) for _ in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(written) == [0, 1]
    assert Message.objects.count() == Delivery.objects.count() == 1


@pytest.mark.django_db
def test_rolled_back_change_leaves_no_letter(letter: Letter) -> None:
    person = UserFactory()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(letter, person)
        _ = 1 / 0
    assert not Message.objects.exists() and not Delivery.objects.exists()


@pytest.mark.django_db
def test_reader_without_mail_or_with_closed_account(letter: Letter) -> None:
    silent = UserFactory(email=None, mobile="09701000001")
    closed = UserFactory(is_active=False)
    assert [m.recipient for m in write(letter, silent, closed)] == [silent]
    assert not Delivery.objects.exists()
    stranger = Address("office@unit.example", "واحد", "fa")
    assert len(write(letter, stranger, about=silent, dedupe="x")) == 1
    assert Delivery.objects.get().to == "office@unit.example"


@pytest.mark.django_db
def test_letter_about_nothing_needs_a_dedupe_key(letter: Letter) -> None:
    with pytest.raises(ValueError, match="dedupe"):
        write(letter, Address("a@b.example"), about=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "evil", ["a\r\nBcc: x@evil.example", "a\nb", "a\u2028b", "a\x00b", "a\x85b"]
)
def test_header_cannot_be_injected(letter: Letter, evil: str) -> None:
    (message,) = write(letter, UserFactory(), context={"word": evil, "subjects": []})
    assert "\n" not in message.subject and "\r" not in message.subject
    assert all(c.isprintable() for c in message.subject)


@pytest.mark.django_db
def test_names_bring_no_markup_and_no_link(letter: Letter) -> None:
    person = UserFactory(
        language="en",
        first_name_en="<b>Click http://evil.example/x</b>",
        last_name_en="{{7*7}} %(word)s",
    )
    (message,) = write(letter, person, context={"word": "{{7*7}}", "subjects": ["<script>", "{x}"]})
    assert "http://evil" not in message.body and "49" not in message.body
    assert "<script>" not in message.html and "&lt;script&gt;" in message.html
    assert "{{7*7}}" in message.subject


def test_html_links_only_our_own_site(settings: Any) -> None:
    settings.SITE_URL = "https://hamyar.example"
    html = to_html("see https://hamyar.example/me/ and https://evil.example/\n\n- one\n- two")
    assert html.count("<a ") == 1 and "<li" in html


@pytest.mark.django_db
def test_office_words_replace_ours_and_are_no_template(letter: Letter) -> None:
    EmailTemplate.objects.create(
        key=letter.key, language="fa", subject="سلام {word}", body="متن {word} {{7*7}} {password}"
    )
    (message,) = write(letter, UserFactory(), context={"word": "{name}", "password": "hidden"})
    assert message.subject == "سلام {name}"
    assert "متن {name} {{7*7}} {password}" in message.body
    assert unknown_placeholders(letter, "{word} {user.password} {secret}") == ["secret"]


@pytest.mark.django_db
def test_digest_preference_holds_the_mail_back(letter: Letter) -> None:
    eager, calm = UserFactory(), UserFactory()
    Preference.objects.create(user=calm, group="team", mode=Mode.DIGEST)
    write(letter, eager, calm)
    assert Message.objects.count() == 2
    assert [d.message.recipient for d in Delivery.objects.all()] == [eager]


@pytest.mark.django_db
def test_attachments_are_kept_as_data(letter: Letter) -> None:
    (message,) = write(letter, UserFactory(), attachments=[Calendar("BEGIN:VCALENDAR"), 7])
    assert message.attachments[0]["name"] == "invite.ics" and message.attachments[1] == {"file": 7}


@pytest.mark.django_db
@pytest.mark.parametrize("readers", [1, 3])
def test_queries_do_not_grow_with_readers(
    letter: Letter, readers: int, django_assert_max_num_queries: Any
) -> None:
    people = UserFactory.create_batch(readers)
    # Known ones, own words, insert, read back, preferences, deliveries; savepoints around.
    with django_assert_max_num_queries(12):
        write(letter, *people)


@pytest.mark.django_db
def test_rendering_is_wholly_in_one_language(letter: Letter) -> None:
    person = UserFactory()
    words = render_letter(
        letter,
        language="fa",
        name="علی",
        about=person,
        recipient=person,
        context={"word": "x"},
        url="",
    )
    assert "Industry Relations Office" not in words.body
    assert words.action == ""


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fa", "en"])
def test_preview_is_what_is_sent_and_writes_nothing(letter: Letter, language: str) -> None:
    reader = UserFactory(language=language)
    shown = preview_letter(
        letter, about=reader, to=reader, context={"word": "آب", "subjects": []}, url="/me/"
    )
    assert not Message.objects.exists()
    (sent,) = write(
        letter, reader, about=reader, context={"word": "آب", "subjects": []}, url="/me/"
    )
    assert (shown.subject, shown.words, shown.body, shown.html, shown.action) == (
        sent.subject,
        sent.words,
        sent.body,
        sent.html,
        sent.action,
    )
    other = preview_letter(
        letter,
        about=reader,
        to=reader,
        context={"word": "آب", "subjects": []},
        url="/me/",
        language={"fa": "en", "en": "fa"}[language],
    )
    assert other.body != shown.body
