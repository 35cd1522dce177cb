"""How long letters are kept."""

from partnership.core.retention import LOGS_KEPT, before, rule
from partnership.notifications.models import Message
from partnership.notifications.services.erasure import delete_letters_before


@rule("notifications.letters")
def forget_old_letters(dry_run: bool) -> int:
    """Letters of two years ago, read or not, with their deliveries."""
    moment = before(LOGS_KEPT)
    if dry_run:
        return Message.objects.filter(created_at__lt=moment).count()
    return delete_letters_before(moment)
