"""Fixtures of the room."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture
def in_english() -> Iterator[None]:
    """Refusals in their source language, so that a test may look for a word of them."""
    with translation.override("en"):
        yield
