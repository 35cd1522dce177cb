"""Fixtures shared by the tests of all rooms."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache

from partnership.accounts.enums import Role
from partnership.accounts.tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """A hash that costs nothing: tests make many people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def empty_cache() -> Iterator[None]:
    """No counters of rate limits from tests before."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def people(db: Any) -> SimpleNamespace:
    """One person of every role, by its code: `people.officer`, `people.student`, …"""
    return SimpleNamespace(
        **{
            role.value: UserFactory(email=f"{role.value}@people.example", roles=(role,))
            for role in Role
        }
    )
