"""Chromium, and a running site for each journey."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from partnership.testing.journeys.setup import House, furnish
from partnership.testing.journeys.stage import Stage, running_site

# Playwright's loop runs in this thread while fixtures use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


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


@pytest.fixture
def open_site(
    transactional_db: None, tmp_path: Path, worker_id: str
) -> Iterator[Callable[[str], tuple[Stage, House]]]:
    """Furnish the database in a language and start the site on it; all of it ends with the test."""
    lane = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    with running_site(tmp_path, lane=lane) as stage:
        yield lambda language: (stage, furnish(language))
