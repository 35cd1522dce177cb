"""The daily summary: what came into the inbox without a mail of its own."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from partnership.notifications import emails
from partnership.notifications.models import Message
from partnership.notifications.services.letters import queue_letter

#: Hours of the day, in Tehran, at which a summary may leave: at eight, later only to catch up.
FROM_HOUR, UNTIL_HOUR = 8, 16
#: Older unread messages are no news.
SPAN = timedelta(days=3)
#: Lines a summary shows; the rest is in the inbox.
LINES = 20


def send_digests(now: Any = None) -> int:
    """Queue today's summary for everybody with unread messages that had no mail; once a day."""
    now = timezone.localtime(now)
    if now.weekday() in settings.WEEKEND or not FROM_HOUR <= now.hour < UNTIL_HOUR:
        return 0
    waiting = Message.objects.unread().filter(
        in_inbox=True, deliveries=None, created_at__gt=now - SPAN, recipient__is_active=True
    )
    people = (
        get_user_model()
        .objects.annotate(n=Count("messages", filter=Q(messages__in=waiting.values("pk"))))
        .filter(n__gt=0, email__isnull=False)
    )
    sent = 0
    for person in people.iterator(chunk_size=200):
        subjects = list(waiting.filter(recipient=person).values_list("subject", flat=True)[:LINES])
        sent += len(
            queue_letter(
                emails.STAFF_DIGEST,
                about=person,
                to=[person],
                context={
                    "n": person.n,
                    "subjects": subjects,
                    "more": max(0, person.n - len(subjects)),
                },
                dedupe=f"{person.pk}:{now.date().isoformat()}",
                url=reverse("notifications:list_messages"),
            )
        )
    return sent
