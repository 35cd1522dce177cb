"""What this room hears from the teams: progress that may open or close a gate."""

from typing import Any

from django.dispatch import receiver

from certificates import services
from teams.signals import evaluation_reopening, progress_changed


@receiver(progress_changed)
def on_progress(sender: Any, membership_ids: list[int], **kwargs: Any) -> None:
    """Hours, an evaluation or a report changed: look at the gates again."""
    services.refresh_credits(membership_ids=membership_ids)


@receiver(evaluation_reopening)
def on_reopening(sender: Any, membership_ids: list[int], **kwargs: Any) -> None:
    """A grade that went to education is corrected through a new list only."""
    services.require_not_sent(membership_ids=membership_ids)
