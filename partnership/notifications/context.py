"""The number beside the bell."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from partnership.notifications.models import Message


def inbox(request: HttpRequest) -> dict[str, Any]:
    """`inbox_unread`: one indexed count, asked only where a page shows it to somebody signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "link", None):
        return {"inbox_unread": 0}
    return {
        "inbox_unread": SimpleLazyObject(lambda: Message.objects.visible_to(user).unread().count())
    }
