"""The room's rules: forming and dispatch (team), then the work itself (work)."""

from teams.rules import team, work

__all__ = ["team", "work"]
