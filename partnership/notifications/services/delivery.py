"""Send what the outbox holds: claim a row, send outside any transaction, record.

A row is claimed under its lock and held by a session advisory lock of the worker's own database
connection. When the worker dies the lock dies with it, and the sweep gives the row back at once;
a second try carries the same Message-ID. See `partnership/docs/letters.md`.
"""

import logging
import random
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.errors import DomainError
from partnership.core.jobs import enqueue
from partnership.core.models import ActionLog
from partnership.notifications.channels import SENDERS, Permanent, Transient
from partnership.notifications.enums import CLAIMABLE, PENDING, DeliveryState
from partnership.notifications.models import Delivery

logger = logging.getLogger(__name__)

#: Seconds to wait after each failed try; the last one repeats until a day has passed.
RETRY_AFTER = (10, 30, 60, 300, 900, 1800, 3600, 7200, 14400)
GIVE_UP_AFTER = timedelta(hours=24)
#: A letter waits for an earlier one to the same person at most this long.
ORDER_HELD = timedelta(hours=1)
#: A claim whose worker neither finishes nor dies is given back after this.
LEASE = timedelta(minutes=10)
#: One task sends at most this many letters, then rings for the next.
BATCH = 100
#: Rows one sweep rings for; each ring empties up to a batch.
RINGS = 20
_LOCK_SPACE = 0x4C45 << 40  # keeps our advisory locks apart from other rooms'


def deliver(delivery_id: int) -> bool:
    """Send one delivery if it is due and free. True when this call has sent it."""
    delivery = _claim(delivery_id)
    return delivery is not None and _send(delivery)


def deliver_due(limit: int = BATCH) -> int:
    """Send due deliveries one after the other; returns how many were tried."""
    tried = 0
    while tried < limit:
        delivery = _claim()
        if delivery is None:
            return tried
        _send(delivery)
        tried += 1
    enqueue("notifications.sweep")
    return tried


def sweep() -> int:
    """Give back what dead workers held and ring for what is due; returns the rings."""
    _release_orphans()
    now = timezone.now()
    due = Delivery.objects.filter(state__in=CLAIMABLE, due_at__lte=now).order_by(
        "-urgent", "due_at", "pk"
    )
    rings = list(due.values_list("pk", flat=True)[:RINGS])
    for delivery_id in rings:
        enqueue("notifications.deliver", delivery_id=delivery_id)
    return len(rings)


@transaction.atomic
def resend_delivery(*, delivery_id: int, actor: Any) -> Delivery:
    """Put a failed, discarded or sent delivery back into the outbox, at the office's word.

    A letter sent before leaves as a new mail with a new Message-ID, because it is meant to arrive.
    Raises DomainError while it is still on its way.
    """
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery_id)
    if delivery.state in PENDING:
        raise DomainError(_("This letter is still on its way; it is tried again by itself."))
    before = delivery.state
    if before == DeliveryState.SENT:
        delivery.uuid = uuid.uuid4()
    delivery.state, delivery.attempts, delivery.error = DeliveryState.QUEUED, 0, ""
    delivery.due_at, delivery.first_tried_at, delivery.sent_at = timezone.now(), None, None
    delivery.save()
    ActionLog.objects.record(
        delivery,
        verb="notifications.delivery.resend",
        actor=actor,
        before=before,
        after=delivery.state,
    )
    enqueue("notifications.deliver", delivery_id=delivery.pk)
    return delivery


@transaction.atomic
def discard_delivery(*, delivery_id: int, actor: Any) -> Delivery:
    """Give up on a delivery that is not on its way this moment. The inbox keeps the message."""
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery_id)
    if delivery.state in (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.DISCARDED):
        raise DomainError(_("Only a letter that waits or has failed can be discarded."))
    before, delivery.state = delivery.state, DeliveryState.DISCARDED
    delivery.save(update_fields=["state", "updated_at"])
    ActionLog.objects.record(
        delivery,
        verb="notifications.delivery.discard",
        actor=actor,
        before=before,
        after=delivery.state,
    )
    return delivery


#: One statement takes one due row: the inner query finds and locks it, passing over rows other
#: workers are taking; the outer one marks it. A letter that is not urgent waits while an earlier
#: one to the same address is pending.
_CLAIM = """
UPDATE notifications_delivery SET
    state = 'sending', claim = %(claim)s, leased_until = %(lease)s, attempts = attempts + 1,
    first_tried_at = coalesce(first_tried_at, %(now)s), updated_at = %(now)s
WHERE id = (
    SELECT d.id FROM notifications_delivery d
    WHERE d.state IN ('queued', 'awaiting_retry') AND d.due_at <= %(now)s
      AND (%(only)s::bigint IS NULL OR d.id = %(only)s)
      AND (d.urgent OR NOT EXISTS (
        SELECT 1 FROM notifications_delivery e
        WHERE e."to" = d."to" AND e.channel = d.channel AND e.id < d.id
          AND e.state IN ('queued', 'sending', 'awaiting_retry') AND e.created_at > %(held)s))
    ORDER BY d.urgent DESC, d.due_at, d.id
    LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
RETURNING id, pg_try_advisory_lock(%(space)s + id)
"""


def _claim(delivery_id: int | None = None) -> Delivery | None:
    """Take one due row for this worker, or None."""
    now = timezone.now()
    values = {
        "claim": uuid.uuid4(),
        "lease": now + LEASE,
        "now": now,
        "held": now - ORDER_HELD,
        "only": delivery_id,
        "space": _LOCK_SPACE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        row = cursor.fetchone()
    if row is None:
        return None
    delivery = Delivery.objects.select_related("message").get(pk=row[0])
    if not row[1]:  # the worker before us has recorded its try and is just letting go
        _record(delivery, state=DeliveryState.QUEUED, due_at=now + timedelta(seconds=1))
        return None
    return delivery


def _send(delivery: Delivery) -> bool:
    try:
        SENDERS[delivery.channel](delivery)
    except Transient as reason:
        _record_failure(delivery, str(reason), passing=True)
        return False
    except Permanent as reason:
        _record_failure(delivery, str(reason), passing=False)
        return False
    except Exception as error:  # a fault of ours: seen in the log and the outbox, tried again
        logger.exception("delivery %s broke", delivery.pk)
        _record_failure(delivery, f"{type(error).__name__}: {error}", passing=True)
        return False
    else:
        _record(delivery, state=DeliveryState.SENT, sent_at=timezone.now(), error="")
        return True
    finally:
        _let_go(delivery.pk)


def _record_failure(delivery: Delivery, reason: str, *, passing: bool) -> None:
    now = timezone.now()
    tired = now - (delivery.first_tried_at or now) >= GIVE_UP_AFTER
    if not passing or tired:
        logger.warning("delivery %s failed for good: %s", delivery.pk, reason)
        _record(delivery, state=DeliveryState.FAILED, error=reason)
        return
    _record(
        delivery,
        state=DeliveryState.RETRY,
        error=reason,
        due_at=now + retry_delay(delivery.attempts),
    )


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after so many tries: the table, ± a fifth to spread them."""
    seconds = RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1] / getattr(
        settings, "MAIL_CLOCK_FACTOR", 1
    )
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))


def _record(delivery: Delivery, **changes: Any) -> None:
    """Write the outcome, unless the claim was lost meanwhile."""
    ours = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim)
    if not ours.update(**changes, claim=None, leased_until=None, updated_at=timezone.now()):
        logger.warning("delivery %s was given to another worker meanwhile", delivery.pk)


@transaction.atomic
def _release_orphans() -> int:
    """Return rows in `sending` whose worker is gone: their lock is free, or the lease is over."""
    now = timezone.now()
    stuck = Delivery.objects.filter(state=DeliveryState.SENDING).select_for_update(
        skip_locked=True, no_key=True
    )
    orphans = [
        row.pk for row in stuck if (row.leased_until and row.leased_until < now) or _is_free(row.pk)
    ]
    return Delivery.objects.filter(pk__in=orphans).update(
        state=DeliveryState.QUEUED,
        claim=None,
        leased_until=None,
        due_at=now,
        updated_at=now,
    )


def _let_go(delivery_id: int) -> None:
    """End the worker's lock on the row; it ends with the connection, too."""
    _ask("SELECT pg_advisory_unlock(%s)", delivery_id)


def _is_free(delivery_id: int) -> bool:
    """Whether no worker holds the row; the transaction ends the lock this question takes."""
    return _ask("SELECT pg_try_advisory_xact_lock(%s)", delivery_id)


def _ask(query: str, delivery_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, [_LOCK_SPACE + delivery_id])
        return bool(cursor.fetchone()[0])
