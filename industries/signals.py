"""How this room speaks upward: rooms above listen in their receivers."""

from django.dispatch import Signal

unit_suspended = Signal()
"""Sent with `unit_id` and `actor_id` after a unit was suspended or closed."""

problem_withdrawn = Signal()
"""Sent with `problem_id` and `actor_id` when a problem is cancelled, referred or put on hold."""

units_merged = Signal()
"""Sent with `kept_id`, `merged_id`, `actor_id`, `problem_ids` (what moved) and `people`, a dict
from the person's row that is no longer used to the one that stays, after two records became one."""
