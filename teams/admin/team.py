"""The room's admin, part: team."""
