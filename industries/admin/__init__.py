"""Units, problems and meetings at the office."""

from industries.admin import meetings, problems, units

__all__ = ["meetings", "problems", "units"]
