"""How often one address may ask for something costly that is only read.

Sign-in has stricter limits of its own (django-allauth, which counts no GET). Here a cache that is
away lets people read on.
"""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError


def is_within(request: HttpRequest, action: str, per_minute: int) -> bool:
    """Count this request; False when the address has used up the minute's share.

    The address is the connection's own: `X-Forwarded-For` changes nothing.
    """
    if not settings.RATELIMITS:
        return True
    minute = int(time.time() // 60)
    key = f"limit:{action}:{request.META.get('REMOTE_ADDR', '')}:{minute}"
    try:
        cache.add(key, 0, 120)
        return cache.incr(key) <= per_minute
    except (RedisError, OSError, ValueError):
        return True
