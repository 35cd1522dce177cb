"""Units, problems and meetings at the office."""

from industries.admin import lists, meetings, problems, units

__all__ = ["lists", "meetings", "problems", "units"]
