"""How this room speaks upward: the rooms above listen in their receivers."""

from django.dispatch import Signal

progress_changed = Signal()
"""Sent with `membership_ids` when hours, an evaluation, the final report or the completion moved
a member nearer to the credit or away from it."""

evaluation_submitted = Signal()
"""Sent with `evaluation_id` and `membership_id` after an evaluator has given the points."""

evaluation_reopening = Signal()
"""Sent with `membership_ids` and `actor` before anything that counts is taken back (points, hours,
report, completion). A receiver refuses by raising DomainError."""
