"""The waiting list of a round: who stands where, how many places are free."""

from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from partnership.programme.models import Round
from students.enums import ENROLMENT_ACCEPTED, EnrolmentState, WaitCode
from students.models import Enrolment
from students.selectors.eligibility import broken_by_enrolment

#: Who waits for a place. Others wait for the registrar or a problem, and no free place helps them.
FOR_A_PLACE = ("", WaitCode.CAPACITY)


def waiting_list(round_id: int) -> QuerySet[Enrolment]:
    """Applications that wait, the first first; without a number (older ones) at the end."""
    return (
        Enrolment.objects.filter(round=round_id, state=EnrolmentState.WAITING)
        .select_related("student__user", "student__major", "round")
        .order_by(F("waiting_number").asc(nulls_last=True), "state_changed_at", "pk")
    )


def place_of(enrolment: Enrolment) -> int | None:
    """Place on the waiting list, from 1; None for whoever does not wait."""
    if enrolment.state != EnrolmentState.WAITING:
        return None
    others = Enrolment.objects.filter(round=enrolment.round_id, state=EnrolmentState.WAITING)
    if enrolment.waiting_number is None:
        before = Q(waiting_number__isnull=False) | Q(
            waiting_number=None, state_changed_at__lt=enrolment.state_changed_at
        )
    else:
        before = Q(waiting_number__lt=enrolment.waiting_number)
    return others.filter(before).count() + 1


def waiting_count(round_id: int) -> int:
    """How many wait in a round."""
    return Enrolment.objects.filter(round=round_id, state=EnrolmentState.WAITING).count()


def next_waiting_number(round_id: int) -> int:
    """The number after the last one given; call it under the round's lock."""
    last = Enrolment.objects.filter(round=round_id).aggregate(n=Max("waiting_number"))["n"]
    return (last or 0) + 1


def places_left(round_: Round) -> int | None:
    """Free places of a round; None when it has no limit, negative when it was made smaller."""
    if round_.capacity is None:
        return None
    taken = Enrolment.objects.filter(round=round_.pk, state__in=ENROLMENT_ACCEPTED).count()
    return round_.capacity - taken


def first_to_promote(round_id: int) -> Enrolment | None:
    """The first who waits for a place and breaks no rule that is not waived."""
    rows = list(waiting_list(round_id).filter(wait_code__in=FOR_A_PLACE))
    broken = broken_by_enrolment(rows)
    return next((row for row in rows if not broken[row.pk]), None)


def rounds_to_promote() -> list[dict[str, Any]]:
    """Rounds where the office itself fills free places, with a free one and somebody waiting."""
    for_a_place = Q(enrolments__state=EnrolmentState.WAITING, enrolments__wait_code__in=FOR_A_PLACE)
    rows = (
        Round.objects.filter(promotes_by_itself=False, capacity__isnull=False)
        .annotate(
            taken=Count("enrolments", filter=Q(enrolments__state__in=ENROLMENT_ACCEPTED)),
            waiting=Count("enrolments", filter=for_a_place),
        )
        .filter(waiting__gt=0, taken__lt=F("capacity"))
    )
    return [
        {"round": row, "free": (row.capacity or 0) - row.taken, "waiting": row.waiting}
        for row in rows
    ]
