"""Moves of units, problems, meetings and resolutions."""

from industries.workflow import meeting, problem, unit

__all__ = ["meeting", "problem", "unit"]
