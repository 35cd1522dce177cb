"""The number beside the bell."""

from functools import cache
from typing import Any

from django.http import HttpRequest

from partnership.notifications.models import Message


def inbox(request: HttpRequest) -> dict[str, Any]:
    """`inbox_unread`: one indexed count, asked only where a page shows it to somebody signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "link", None):
        return {"inbox_unread": 0}
    # A callable: templates ask it when they come to it, the first time only.
    return {"inbox_unread": cache(lambda: Message.objects.visible_to(user).unread().count())}
