"""What other rooms may ask of the outbox."""

from partnership.notifications.emails import Address, Calendar, Letter
from partnership.notifications.services.delivery import (
    deliver,
    deliver_due,
    discard_delivery,
    resend_delivery,
    sweep,
)
from partnership.notifications.services.digest import send_digests
from partnership.notifications.services.erasure import delete_letters_before, erase_letters
from partnership.notifications.services.inbox import mark_all_read, open_message, set_preferences
from partnership.notifications.services.letters import preview_letter, queue_letter
from partnership.notifications.services.rendering import Rendered

__all__ = [
    "Address",
    "Calendar",
    "Letter",
    "Rendered",
    "delete_letters_before",
    "deliver",
    "deliver_due",
    "discard_delivery",
    "erase_letters",
    "mark_all_read",
    "open_message",
    "preview_letter",
    "queue_letter",
    "resend_delivery",
    "send_digests",
    "set_preferences",
    "sweep",
]
