"""Reads of the room, part: team."""

from typing import Any

from partnership.core.worklist import Task


def waiting_for(user: Any) -> list[Task]:
    """What waits for this person."""
    return []
