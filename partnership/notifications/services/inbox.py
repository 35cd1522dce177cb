"""What a reader does with the inbox."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from partnership.notifications.enums import Mode
from partnership.notifications.models import Message, Preference


def open_message(*, message_id: int, reader: Any) -> Message:
    """The reader's own message, read from now on. Raises DoesNotExist for anybody else's."""
    message = Message.objects.visible_to(reader).get(pk=message_id)
    if message.read_at is None:
        Message.objects.filter(pk=message.pk, read_at=None).update(read_at=timezone.now())
        message.refresh_from_db(fields=["read_at"])
    return message


def mark_all_read(*, reader: Any) -> int:
    """Mark every message of the reader as read; returns how many were not."""
    return Message.objects.visible_to(reader).unread().update(read_at=timezone.now())


@transaction.atomic
def set_preferences(*, reader: Any, modes: dict[str, str]) -> None:
    """Keep when mail about each subject should leave."""
    for group, mode in modes.items():
        Preference.objects.update_or_create(user=reader, group=group, defaults={"mode": Mode(mode)})
