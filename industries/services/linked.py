"""Letters whose button opens one page without signing in."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from industries.models import Invitee, UnitPerson
from industries.services.people import open_account
from partnership.accounts.models import User
from partnership.accounts.services import create_link
from partnership.notifications.models import Message
from partnership.notifications.services import Letter, queue_letter

#: How long a link works after the letter or, for invitations, after the meeting.
LINK_LASTS = timedelta(days=45)
#: How long after its end a meeting's page still says that it is over.
AFTERWARDS = timedelta(days=3)


def write_with_link(
    letter: Letter,
    *,
    about: models.Model,
    to: Iterable[Any],
    path: str,
    context: dict[str, Any],
    dedupe: str,
    lasts: timedelta = LINK_LASTS,
) -> int:
    """Queue a letter whose button opens one page as its reader; returns how many were new.

    People of a unit who have not accepted their invitation yet get a link like everybody else;
    the office gets the plain address of the page.
    """
    written = 0
    for reader in map(_with_account, to):
        url = path
        if isinstance(reader, User) and _gets_link(reader):
            if _knows(letter, dedupe, reader):
                continue
            _link, url = create_link(
                user=reader, purpose=letter.key, path=path, about=about, lasts=lasts
            )
        written += len(
            queue_letter(letter, about=about, to=[reader], context=context, dedupe=dedupe, url=url)
        )
    return written


def write_to_invitee(
    letter: Letter,
    *,
    row: Invitee,
    readers: Iterable[Any],
    context: dict[str, Any],
    dedupe: str,
    attachments: Iterable[Any] = (),
    until: datetime | None = None,
) -> int:
    """Queue a letter about a meeting whose button opens the page of this very row of its list.

    The link has no person: it answers for the row and opens nothing else, whoever holds it. The
    office gets the meeting's page. Returns how many letters were new.
    """
    written = 0
    path = reverse("industries:answer_invitation", kwargs={"pk": row.pk})
    until = until or row.meeting.ends_by + AFTERWARDS
    for reader in readers:
        if _knows(letter, dedupe, reader):
            continue
        url = row.meeting.get_absolute_url()
        if not isinstance(reader, User) or _gets_link(reader):
            _link, url = create_link(
                user=None,
                purpose=letter.key,
                path=path,
                about=row,
                lasts=max(until - timezone.now(), AFTERWARDS),
            )
        written += len(
            queue_letter(
                letter,
                about=row.meeting,
                to=[reader],
                context=context,
                dedupe=dedupe,
                url=url,
                attachments=attachments,
            )
        )
    return written


def _gets_link(user: User) -> bool:
    return user.is_active and not user.is_staff and not user.is_office


def _knows(letter: Letter, dedupe: str, reader: Any) -> bool:
    """Whether this was said before: spares a link nobody would get."""
    account = isinstance(reader, User)
    addressee = f"user:{reader.pk}" if account else f"mail:{reader.email.lower()}"
    return Message.objects.filter(event=letter.key, dedupe=dedupe, addressee=addressee).exists()


def _with_account(reader: Any) -> Any:
    """The account of a unit's person whom letters so far reached by the bare address."""
    if isinstance(reader, User):
        return reader
    person = UnitPerson.objects.filter(
        email__iexact=reader.email, user=None, is_active=True
    ).first()
    return (open_account(person_id=person.pk) if person else None) or reader
