"""The room's rules, part: work."""
