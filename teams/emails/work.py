"""The room's emails, part: work."""
