"""The waiting list: its order, and who gets a place that became free."""

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.programme.models import Round
from students import workflow
from students.enums import Decision, EnrolmentState
from students.models import Enrolment
from students.selectors.waiting import first_to_promote, place_of, places_left, waiting_list
from students.services.decisions import Words, tell_decision
from students.services.review import approve_enrolment, locked_with_round, write_words
from students.services.training import refresh_training


@transaction.atomic
def fill_places(*, round_id: int, by: int | None = None) -> list[Enrolment]:
    """Give free places to the first on the waiting list who break no rule; returns who got one.

    Does nothing when the office promotes in this round itself. `by` is the person whose step made
    the place free; the log names them, the move is the system's.
    """
    round_ = Round.objects.locked().get(pk=round_id)
    if not round_.promotes_by_itself:
        return []
    promoted: list[Enrolment] = []
    while places_left(round_) is None or (places_left(round_) or 0) > 0:
        first = first_to_promote(round_id)
        if first is None:
            break
        promoted.append(_promote(first.pk, by))
    return promoted


@transaction.atomic
def promote_first(*, round_id: int, actor: User) -> Enrolment:
    """Approve the first on the waiting list who breaks no rule, at the office's word.

    Raises DomainError when no place is free or nobody may take it.
    """
    Round.objects.locked().get(pk=round_id)
    first = first_to_promote(round_id)
    if first is None:
        raise DomainError(_("Nobody on the waiting list could be approved without a waiver."))
    return approve_enrolment(enrolment_id=first.pk, actor=actor)


@transaction.atomic
def move_in_list(*, enrolment_id: int, place: int, actor: User, reason: str) -> Enrolment:
    """Give somebody another place on the waiting list; those between move up or down by one.

    Raises DomainError without a reason, for somebody who does not wait, or an unknown place.
    """
    enrolment = locked_with_round(enrolment_id)
    if not actor.has_perm("students.review_enrolment", enrolment):
        raise NotAllowed(_("Only the office orders the waiting list."))
    if not reason.strip():
        raise DomainError(_("Please give the reason: it is part of the record."), field="reason")
    if enrolment.state != EnrolmentState.WAITING:
        raise DomainError(_("This application is not on the waiting list any more."))
    order = list(waiting_list(enrolment.round_id).values_list("pk", flat=True))
    if not 1 <= place <= len(order):
        raise DomainError(
            _("The waiting list has places 1 to %(n)s.") % {"n": len(order)}, field="place"
        )
    before = order.index(enrolment.pk) + 1
    order.insert(place - 1, order.pop(before - 1))
    _renumber(order)
    ActionLog.objects.record(
        enrolment,
        verb="students.enrolment.reorder",
        actor=actor,
        reason=reason.strip(),
        data={"from": before, "to": place},
    )
    enrolment.refresh_from_db(fields=["waiting_number"])
    return enrolment


def _renumber(order: list[int]) -> None:
    """Numbers 1, 2, 3 … in the new order; emptied first, because each may stand only once."""
    rows = {row.pk: row for row in Enrolment.objects.locked().filter(pk__in=order)}
    changed = []
    for number, pk in enumerate(order, start=1):
        if rows[pk].waiting_number != number:
            rows[pk].waiting_number = number
            changed.append(rows[pk])
    Enrolment.objects.filter(pk__in=[row.pk for row in changed]).update(waiting_number=None)
    Enrolment.objects.bulk_update(changed, ["waiting_number"])


def _promote(enrolment_id: int, by: int | None) -> Enrolment:
    enrolment = locked_with_round(enrolment_id)
    place = place_of(enrolment)
    words = Words()
    log = apply(
        workflow.PROMOTE,
        enrolment,
        actor=None,
        also=write_words(enrolment, words),
        data={"by": by, "place": place},
    )
    tell_decision(enrolment, Decision.APPROVE, words, log, promoted=True)
    refresh_training(student_id=enrolment.student_id)
    enrolment.refresh_from_db(fields=["state", "state_changed_at"])
    return enrolment
