"""Reads of the room; `waiting_for` gathers both halves."""

from typing import Any

from partnership.core.worklist import Task
from teams.selectors import forming_tasks, team, work

__all__ = ["team", "waiting_for", "work"]


def waiting_for(user: Any) -> list[Task]:
    """Everything of this room that waits for the person now."""
    return [*forming_tasks.waiting_for(user), *work.waiting_for(user)]
