"""A running site for each journey."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from partnership.testing.journeys.setup import House, furnish
from partnership.testing.journeys.stage import Stage, running_site


@pytest.fixture
def open_site(
    transactional_db: None, tmp_path: Path, worker_id: str
) -> Iterator[Callable[[str], tuple[Stage, House]]]:
    """Furnish the database in a language and start the site on it; all of it ends with the test."""
    lane = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    with running_site(tmp_path, lane=lane) as stage:
        yield lambda language: (stage, furnish(language))
