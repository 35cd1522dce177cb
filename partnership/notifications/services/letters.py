"""Write letters: the rows of the outbox, in the transaction of the change they report."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction

from partnership.core.jobs import enqueue
from partnership.notifications.emails import Address, Calendar, Letter
from partnership.notifications.enums import Channel, Mode
from partnership.notifications.models import Delivery, EmailTemplate, Message, Preference
from partnership.notifications.services.rendering import Rendered, one_line, render_letter


@transaction.atomic
def queue_letter(
    letter: Letter,
    *,
    about: models.Model | None,
    to: Iterable[Any],
    context: dict[str, Any] | None = None,
    dedupe: str = "",
    url: str = "",
    attachments: Iterable[Any] = (),
) -> list[Message]:
    """Write one message per recipient, words frozen now in the recipient's language.

    `to` holds users and `Address`es; inactive users are left out, a person named twice gets one.
    `dedupe` says what may be said once (default: the object, `teams.team:7`); the same
    (letter, dedupe, recipient) again writes nothing. `url` is a path on this site (default: the
    object's page). `attachments` are stored files (or their ids) and `Calendar`s.

    Returns the messages written now. Nothing leaves before the caller's transaction commits.
    """
    url = url or _page_of(about)
    common = {
        "event": letter.key,
        "dedupe": (dedupe or _label(about))[:200],
        "group": letter.group,
        "url": url,
        "about_label": about._meta.label_lower if about is not None else "",
        "about_pk": about.pk if about is not None else None,
        "attachments": [_attachment(item) for item in attachments],
        "in_inbox": Channel.INBOX in letter.channels and not letter.secret,
        "secret": letter.secret,
    }
    people = _readers(to)
    known = _already_told(common["event"], common["dedupe"], people)
    own_texts = _own_texts(letter)
    drafts = []
    for addressee, reader in people.items():
        if addressee in known:
            continue
        language = _language_of(reader)
        words = render_letter(
            letter,
            language=language,
            name=_name_of(reader, language),
            about=about,
            recipient=reader,
            context=context or {},
            url=url,
            own=own_texts.get(language),
        )
        drafts.append(_message(reader, addressee, language, words, common))
    written = _write_once(drafts)
    _send_on_commit(letter, written)
    return written


def preview_letter(
    letter: Letter,
    *,
    about: models.Model | None,
    to: Any,
    context: dict[str, Any] | None = None,
    url: str = "",
    language: str = "",
) -> Rendered:
    """The words `queue_letter` would freeze for one reader with the same arguments; writes nothing.

    `language` shows another language than the reader's own.
    """
    language = language or _language_of(to)
    return render_letter(
        letter,
        language=language,
        name=_name_of(to, language),
        about=about,
        recipient=to,
        context=context or {},
        url=url or _page_of(about),
        own=_own_texts(letter).get(language),
    )


def _language_of(reader: Any) -> str:
    """The language a reader is written to."""
    return getattr(reader, "language", "") or settings.LANGUAGE_CODE


def _name_of(reader: Any, language: str) -> str:
    return reader.name if isinstance(reader, Address) else reader.name_in(language)


def _page_of(about: models.Model | None) -> str:
    page = getattr(about, "get_absolute_url", None)
    return page() if page else ""


def _own_texts(letter: Letter) -> dict[str, EmailTemplate]:
    """The office's own words for a letter, by language."""
    texts = EmailTemplate.objects.filter(key=letter.key, is_active=True)
    return {text.language: text for text in texts}


def _readers(to: Iterable[Any]) -> dict[str, Any]:
    """Every recipient once, by the key under which a letter is unique."""
    readers: dict[str, Any] = {}
    for reader in to:
        if isinstance(reader, Address):
            validate_email(reader.email)
            readers.setdefault(f"mail:{reader.email.lower()}", reader)
        elif reader.is_active:
            readers.setdefault(f"user:{reader.pk}", reader)
    return readers


def _already_told(event: str, dedupe: str, people: dict[str, Any]) -> set[str]:
    """Spares the rendering; the constraint decides."""
    told = Message.objects.filter(event=event, dedupe=dedupe, addressee__in=list(people))
    return set(told.values_list("addressee", flat=True))


def _message(
    reader: Any, addressee: str, language: str, words: Rendered, common: dict[str, Any]
) -> Message:
    return Message(
        **common,
        addressee=addressee,
        recipient=None if isinstance(reader, Address) else reader,
        email=reader.email or "",
        name=one_line(_name_of(reader, language), 200),
        language=language,
        subject=words.subject,
        words=words.words,
        body=words.body,
        html=words.html,
        action=words.action,
    )


def _write_once(drafts: list[Message]) -> list[Message]:
    """Insert, leaving out what another transaction has said meanwhile; return what is ours."""
    if not drafts:
        return []
    Message.objects.bulk_create(drafts, ignore_conflicts=True)
    ours = Message.objects.filter(uuid__in=[draft.uuid for draft in drafts]).order_by("pk")
    return list(ours)


def _send_on_commit(letter: Letter, messages: list[Message]) -> None:
    """Write the deliveries and ring the worker once; it empties the outbox while it is at it."""
    if Channel.EMAIL not in letter.channels:
        return
    later = _prefer_digest(letter, messages)
    deliveries = Delivery.objects.bulk_create(
        Delivery(message=message, channel=Channel.EMAIL, to=message.email, urgent=letter.secret)
        for message in messages
        if message.email and message.recipient_id not in later
    )
    if deliveries:
        enqueue("notifications.deliver", delivery_id=deliveries[0].pk)


def _prefer_digest(letter: Letter, messages: list[Message]) -> set[int | None]:
    """Recipients who get this letter with the daily summary."""
    if letter.secret or Channel.INBOX not in letter.channels:
        return set()
    people = [message.recipient_id for message in messages if message.recipient_id]
    chosen = dict(
        Preference.objects.filter(user__in=people, group=letter.group).values_list(
            "user_id", "mode"
        )
    )
    usual = Mode.DIGEST if letter.digest else Mode.AT_ONCE
    return {person for person in people if chosen.get(person, usual) == Mode.DIGEST}


def _label(about: models.Model | None) -> str:
    if about is None:
        raise ValueError("A letter about nothing needs its own dedupe key.")
    return f"{about._meta.label_lower}:{about.pk}"


def _attachment(item: Any) -> dict[str, Any]:
    if isinstance(item, Calendar):
        return {
            "text": item.text,
            "name": item.name,
            "type": f"text/calendar; method={item.method}; charset=utf-8",
        }
    if isinstance(item, int):
        return {"file": item}
    if getattr(item, "pk", None):
        return {"file": item.pk}
    raise ValidationError("Attach stored files or calendars.")
