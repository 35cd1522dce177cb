"""The room's rules, part: team."""
