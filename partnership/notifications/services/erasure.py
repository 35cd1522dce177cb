"""Erasing a person from the outbox and the inboxes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from partnership.core.erasure import holding
from partnership.notifications.models import Delivery, Message, Preference

_TEXTS = ("subject", "words", "body", "html")


@transaction.atomic
def erase_letters(
    *, user: Any, about: Iterable[models.Model], words: Sequence[str], instead: str
) -> int:
    """Delete letters to a person; empty those to others about these objects or with the words.

    `words` are identifiers and full names; `instead` stands where a letter's text was. Returns how
    many letters were touched.
    """
    own = Message.objects.filter(recipient=user)
    if user.email:
        own |= Message.objects.filter(recipient=None, email__iexact=user.email)
    keys = list(own.values_list("pk", flat=True))
    Delivery.objects.filter(message__in=keys).delete()
    Message.objects.filter(pk__in=keys).delete()
    Preference.objects.filter(user=user).delete()
    told = Q(pk__in=[])
    for obj in about:
        told |= Q(about_label=obj._meta.label_lower, about_pk=obj.pk)
    others = list(
        Message.objects.filter(told | holding(words, *_TEXTS)).values_list("pk", flat=True)
    )
    Message.objects.filter(pk__in=others).update(
        subject=instead, words=instead, body=instead, html="", url="", attachments=[]
    )
    Delivery.objects.filter(message__in=others).update(error="")
    return len(keys) + len(others)


@transaction.atomic
def delete_letters_before(moment: Any) -> int:
    """Delete letters written before a moment, with their deliveries."""
    old = Message.objects.filter(created_at__lt=moment)
    Delivery.objects.filter(message__in=old.values("pk")).delete()
    return old.delete()[0]
