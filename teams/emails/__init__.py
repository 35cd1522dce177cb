"""The room's emails: forming and dispatch (team), then the work itself (work)."""

from teams.emails import team, work

__all__ = ["team", "work"]
