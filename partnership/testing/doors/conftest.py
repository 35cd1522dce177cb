"""The world of the doors: loaded once for this package, and gone after it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from partnership.testing.doors import world as worlds
from partnership.testing.doors.world import World

HOUSE = {
    "IS_DEMO": True,
    "DEMO_PASSWORD": "hamyar-demo",
    "REQUIRE_STAFF_MFA": False,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "STYLEGUIDE": False,
}


@pytest.fixture(scope="package")
def world(playwright: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """The demo cohort and more, inside a transaction that the package ends by forgetting.

    Playwright is there first: once its loop runs, Django's connection in this thread is another
    one, which would not see the world of the first.
    """
    house = {**HOUSE, "MEDIA_ROOT": str(tmp_path_factory.mktemp("media"))}
    with django_db_blocker.unblock(), override_settings(**house), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)
