"""Chromium, for the tests that look at pages with a browser's eyes."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Playwright

# Playwright's loop runs in this thread while fixtures use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def playwright(django_db_setup: None, playwright: Playwright) -> Iterator[Playwright]:
    """The plugin's own, begun after the test database and ended before it.

    While Playwright's loop runs in a thread Django keeps another set of connections for that
    thread; one left open would keep the test database from being dropped.
    """
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium; without one a journey is left out, but never by the checks."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        sentence = "No Chromium. Type: sudo apt-get install --no-install-recommends chromium"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return {
        "executable_path": found,
        # In containers Chromium runs as root and without a large /dev/shm.
        "args": ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    }
