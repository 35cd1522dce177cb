"""The room's emails, part: team."""
