"""One decision for many applications: each in its own transaction, each with its own outcome.

The batch and its items are the truth. The request works for a moment on them, the worker goes on,
a sweep finds what was left; an item is claimed by its row lock and so is decided once.
"""

import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.jobs import enqueue
from students.enums import Decision, ReviewOutcome
from students.models import ReviewBatch, ReviewItem
from students.services.review import (
    approve_enrolment,
    reject_enrolment,
    return_enrolment,
    wait_enrolment,
)

SERVICES = {
    Decision.APPROVE: approve_enrolment,
    Decision.WAIT: wait_enrolment,
    Decision.RETURN: return_enrolment,
    Decision.REJECT: reject_enrolment,
}
#: More applications than a round ever has; a longer list is a mistake or an attack.
MOST = 2000
#: A batch that nobody has worked on for so long was left by a worker that died.
LEFT_AFTER = timedelta(seconds=30)


@transaction.atomic
def open_review(
    *,
    actor: User,
    decision: str,
    rows: Iterable[tuple[int, str]],
    choice: dict[str, Any] | None = None,
    language: str = "fa",
    back: str = "",
) -> ReviewBatch:
    """Write down one decision for many applications; nothing is decided yet.

    `rows` are (application, what the officer saw of it, see `seen_stamp`), `choice` the arguments
    the decision's service takes beside. Raises DomainError for no or too many rows.
    """
    if not actor.has_perm("students.review_enrolment"):
        raise NotAllowed(_("Only the office decides about applications."))
    wanted = dict(rows)
    if not wanted:
        raise DomainError(_("Please choose at least one application."))
    if len(wanted) > MOST:
        raise DomainError(_("At most %(n)s applications at once.") % {"n": MOST})
    batch = ReviewBatch.objects.create(
        actor=actor,
        decision=Decision(decision),
        choice=choice or {},
        language=language,
        back=back[:2000],
    )
    ReviewItem.objects.bulk_create(
        ReviewItem(batch=batch, enrolment_id=pk, seen=seen) for pk, seen in wanted.items()
    )
    enqueue("students.run_review", batch_id=batch.pk)
    return batch


def run_review(*, batch_id: int, seconds: float | None = None) -> int:
    """Decide what is still pending, for at most so many seconds; returns how many are left.

    Safe to run twice and by two at once: each takes the next row that nobody holds.
    """
    batch = ReviewBatch.objects.select_related("actor").get(pk=batch_id)
    until = time.monotonic() + seconds if seconds is not None else None
    with override(batch.language):
        while until is None or time.monotonic() < until:
            if not _decide_next(batch):
                break
    return batch.items.filter(outcome=ReviewOutcome.PENDING).count()


def sweep_reviews() -> int:
    """Go on with batches that were left unfinished; returns how many there were."""
    left = (
        ReviewBatch.objects.filter(
            items__outcome=ReviewOutcome.PENDING, updated_at__lt=timezone.now() - LEFT_AFTER
        )
        .distinct()
        .order_by("pk")
    )
    batches = list(left.values_list("pk", flat=True)[:20])
    for pk in batches:
        run_review(batch_id=pk)
    return len(batches)


@transaction.atomic
def _decide_next(batch: ReviewBatch) -> bool:
    """Take one pending row and decide it; False when none is free."""
    item = (
        batch.items.filter(outcome=ReviewOutcome.PENDING)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("pk")
        .first()
    )
    if item is None:
        return False
    service: Any = SERVICES[Decision(batch.decision)]
    try:
        with transaction.atomic():
            service(
                enrolment_id=item.enrolment_id, actor=batch.actor, seen=item.seen, **batch.choice
            )
    except (DomainError, NotAllowed) as error:
        item.outcome, item.sentence = ReviewOutcome.REFUSED, str(error)
    except IntegrityError:
        item.outcome = ReviewOutcome.REFUSED
        item.sentence = _("Somebody was quicker. Please look again and repeat the step.")
    else:
        item.outcome = ReviewOutcome.DONE
    item.save(update_fields=["outcome", "sentence"])
    return True
