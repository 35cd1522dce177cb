"""How long things are kept: every room says its rules, one nightly job keeps them.

A rule is a function that deletes or empties what is past its time and returns how many; with
`dry_run` it only counts. Rules stand in the rooms' `services.retention`. Every rule is safe to run
twice.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from partnership.core.erasure import delete_log_before
from partnership.core.models import ActionLog, FormReceipt

logger = logging.getLogger(__name__)

#: domain.md §6.2: academic outcomes permanent, weekly reports five years, logs two years.
LOGS_KEPT = timedelta(days=2 * 365)
REPORTS_KEPT = timedelta(days=5 * 365)
#: Rooms whose log is part of an academic outcome: who accepted, judged, issued what.
PERMANENT_ROOMS = ("teams", "certificates")

Rule = Callable[[bool], int]
rules: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a rule under its name, as it stands in the report."""

    def register(function: Rule) -> Rule:
        rules[name] = function
        return function

    return register


def keep(*, dry_run: bool = False) -> dict[str, int]:
    """Apply every rule in a transaction of its own; returns counts by rule.

    A rule that fails does not keep the others from running: its count is -1 and the log says why.
    """
    counts = {}
    for name, function in rules.items():
        try:
            with transaction.atomic():
                counts[name] = function(dry_run)
        except Exception:
            logger.exception("retention rule %s failed", name)
            counts[name] = -1
    logger.info("retention%s: %s", " (dry run)" if dry_run else "", counts)
    return counts


def before(kept: timedelta) -> datetime:
    """The moment before which something kept that long is past its time."""
    return timezone.now() - kept


@rule("core.log")
def forget_old_log(dry_run: bool) -> int:
    """Log rows of two years ago, but for those about academic outcomes."""
    moment = before(LOGS_KEPT)
    if dry_run:
        old = ActionLog.objects.filter(at__lt=moment)
        return old.exclude(content_type__app_label__in=PERMANENT_ROOMS).count()
    return delete_log_before(moment, kept_rooms=PERMANENT_ROOMS)


@rule("core.receipts")
def forget_old_receipts(dry_run: bool) -> int:
    """Receipts of forms, should their own sweep have failed for long."""
    old = FormReceipt.objects.filter(created_at__lt=before(timedelta(days=30)))
    return old.count() if dry_run else old.delete()[0]
