"""Reads of the room; `waiting_for` gathers both halves."""

from typing import Any

from partnership.core.worklist import Task
from teams.selectors import forming_tasks, solved, team, work

__all__ = ["solved", "team", "waiting_for", "work"]


def waiting_for(user: Any, *, has_panel: bool = False) -> list[Task]:
    """Everything of this room that waits for the person now.

    With `has_panel` a student's own gates are shown elsewhere and left out.
    """
    return [
        *forming_tasks.waiting_for(user, has_panel=has_panel),
        *work.waiting_for(user, has_panel=has_panel),
    ]
