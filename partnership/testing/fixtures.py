"""Fixtures shared by the tests of all rooms."""

import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings

from partnership.accounts.enums import Role
from partnership.accounts.tests.factories import UserFactory

#: As many as Redis has unless told otherwise.
REDIS_DATABASES = 16


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """A hash that costs nothing: tests make many people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _cache_of_this_worker() -> Iterator[None]:
    """A Redis database for each test process: emptying one must not sign people out in another."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    cache_settings = settings.CACHES["default"]
    address, _query, base = cache_settings["LOCATION"].partition("?db=")
    own = f"{address}?db={(int(base or 0) + 1 + number) % REDIS_DATABASES}"
    with override_settings(CACHES={"default": {**cache_settings, "LOCATION": own}}):
        yield


@pytest.fixture
def empty_cache() -> Iterator[None]:
    """No counters of rate limits from tests before."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def many_forms_from_here(settings: Any) -> None:
    """All tests come from one address; those about the limit set it back."""
    settings.PUBLIC_FORMS_PER_HOUR = 100_000


@pytest.fixture
def people(db: Any) -> SimpleNamespace:
    """One person of every role, by its code: `people.officer`, `people.student`, …"""
    return SimpleNamespace(
        **{
            role.value: UserFactory(email=f"{role.value}@people.example", roles=(role,))
            for role in Role
        }
    )
