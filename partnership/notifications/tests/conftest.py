"""A mail server and letters to write."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest

from partnership.notifications.channels import smtp
from partnership.notifications.emails import Letter, registry
from partnership.notifications.tests.sink import Server, Sink


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A real SMTP server; the outbox sends there."""
    with Server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 2
        yield server.sink
        smtp._drop()
    gc.collect()


@pytest.fixture
def letter() -> Iterator[Letter]:
    """A letter of the tests' own, gone from the catalogue afterwards."""
    made = Letter(
        key="test.letter",
        subject="Word for %(word)s",
        template="letters/staff_digest.txt",
        group="team",
        action="Open it",
        placeholders=("word",),
    )
    yield made
    del registry["test.letter"]
