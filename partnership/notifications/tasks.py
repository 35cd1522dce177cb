"""The worker's side of the outbox."""

from partnership.core.jobs import job
from partnership.notifications import services


@job("notifications.deliver")
def deliver(delivery_id: int) -> None:
    """Send the letter somebody rang for, then whatever else is due."""
    services.deliver(delivery_id)
    services.deliver_due()


@job("notifications.sweep")
def sweep() -> None:
    """Every few seconds: return what dead workers held, ring for what is due."""
    services.sweep()


@job("notifications.send_digests")
def send_digests() -> None:
    """Every working morning: one summary of what came without a mail."""
    services.send_digests()
