"""How often one address may ask for something costly: a verdict, an application, a letter.

Sign-in has stricter limits of its own (django-allauth, which counts no GET). Here a cache that is
away lets people go on.
"""

import hashlib
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from redis.exceptions import RedisError

MINUTE, HOUR = 60, 3600


def is_within(
    request: HttpRequest,
    action: str,
    per_minute: int = 0,
    *,
    per_hour: int = 0,
    who: object = "",
) -> bool:
    """Count this request; False when the address has used up the share of the minute or the hour.

    The address is the connection's own: `X-Forwarded-For` changes nothing. `who` counts for
    somebody or something else instead: an account, an e-mail.
    """
    if not settings.RATELIMITS:
        return True
    who = who or request.META.get("REMOTE_ADDR", "")
    spans = ((MINUTE, per_minute), (HOUR, per_hour))
    return all(_count(action, who, span, limit) for span, limit in spans if limit)


def refuse(request: HttpRequest, *, seconds: int = MINUTE, **context: Any) -> HttpResponse:
    """Return the page that asks to wait, with `Retry-After`; `back_url` leads back to a form."""
    response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _count(action: str, who: object, span: int, limit: int) -> bool:
    window = int(time.time() // span)
    key = f"limit:{action}:{span}:{hashlib.sha256(str(who).encode()).hexdigest()[:20]}:{window}"
    try:
        cache.add(key, 0, 2 * span)
        return cache.incr(key) <= limit
    except (RedisError, OSError, ValueError):
        return True
