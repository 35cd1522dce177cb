"""Sign-in tests count their own tries only."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_counters(settings: Any) -> Iterator[None]:
    """Limits start at zero, and hold whatever the environment of the tests says."""
    settings.ACCOUNT_RATE_LIMITS = {
        "login": None,
        "login_failed": "10/5m/key,50/5m/ip",
        "reset_password": "20/h/ip,3/h/key",
        "confirm_email": "1/60s/key",
    }
    cache.clear()
    yield
    cache.clear()
