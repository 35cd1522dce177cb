"""How long traces of ways in are kept."""

import pgtrigger
from django.contrib.sessions.models import Session
from django.utils import timezone

from partnership.accounts.models import LinkUse
from partnership.core.retention import LOGS_KEPT, before, rule


@rule("accounts.link_uses")
def forget_link_uses(dry_run: bool) -> int:
    """Openings of one-purpose links, with their network addresses."""
    old = LinkUse.objects.filter(at__lt=before(LOGS_KEPT))
    if dry_run:
        return old.count()
    with pgtrigger.ignore("accounts.LinkUse:append_only"):
        return old.delete()[0]


@rule("accounts.sessions")
def forget_sessions(dry_run: bool) -> int:
    """Sessions that have ended; what somebody was in the middle of may stand in them."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    return ended.count() if dry_run else ended.delete()[0]
