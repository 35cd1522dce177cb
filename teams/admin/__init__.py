"""The room's admin: forming and dispatch (team), then the work itself (work)."""

from teams.admin import team, work

__all__ = ["team", "work"]
