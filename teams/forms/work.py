"""The room's forms, part: work."""
