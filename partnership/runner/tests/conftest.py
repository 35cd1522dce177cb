"""A tree of its own for the runner: real programs, temporary state, short socket paths."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from partnership.runner.crew import Crew
from partnership.runner.places import Places


@pytest.fixture
def places(tmp_path):
    """An empty tree that borrows the virtual environment the tests run in."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return Places(tmp_path)


@pytest.fixture
def sockets():
    with tempfile.TemporaryDirectory(prefix="hm-") as folder:
        yield Path(folder)


@pytest.fixture
def env():
    """The machine's environment without services named from outside."""
    named = {"DATABASE_URL", "REDIS_URL", "PG_BIN"}
    return {name: value for name, value in os.environ.items() if name not in named}


@pytest.fixture
def crew():
    crew = Crew()
    yield crew
    crew.stop()
