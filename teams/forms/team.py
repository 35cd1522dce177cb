"""The room's forms, part: team."""
