"""How this room speaks upward: rooms above listen in their receivers."""

from django.dispatch import Signal

enrolment_withdrawn = Signal()
"""Sent inside the transaction with `student_id`, `round_id`, `actor_id`, `reason` and `code` (a
WithdrawalCode) when an accepted student leaves; a team the student is in has to let them go."""
