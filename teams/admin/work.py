"""The room's admin, part: work."""
