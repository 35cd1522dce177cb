"""What would come of one decision for many applications, before it is taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from partnership.core.numbers import format_number
from students import workflow
from students.enums import Decision
from students.models import Enrolment
from students.selectors.eligibility import broken_by_enrolment
from students.selectors.waiting import places_left, waiting_count

MOVES = {
    Decision.APPROVE: workflow.APPROVE,
    Decision.WAIT: workflow.WAIT,
    Decision.RETURN: workflow.RETURN,
    Decision.REJECT: workflow.REJECT,
}


@dataclass(frozen=True)
class Verdict:
    """What would become of one application; `place` on the waiting list, where it goes there."""

    enrolment: Enrolment
    will: bool
    sentence: str
    tone: str
    place: int | None = None


def verdicts_for(
    rows: Iterable[Enrolment], decision: str, *, changed: Iterable[int] = ()
) -> list[Verdict]:
    """A verdict for each application, in a fixed number of queries for each round.

    `changed` are those that are not any more what the officer saw.
    """
    rows, stale = list(rows), set(changed)
    broken = broken_by_enrolment(rows) if decision == Decision.APPROVE else {}
    rounds = {row.round_id: row.round for row in rows}
    room: dict[int, Any] = {pk: places_left(round_) for pk, round_ in rounds.items()}
    waiting = {pk: waiting_count(pk) for pk in rounds} if decision == Decision.WAIT else {}
    found = []
    for row in rows:
        refusal = _refusal(row, decision, stale, broken.get(row.pk, []), room)
        if refusal:
            found.append(Verdict(row, False, *refusal))
            continue
        place = None
        if decision == Decision.APPROVE and room[row.round_id] is not None:
            room[row.round_id] -= 1
        elif decision == Decision.WAIT:
            waiting[row.round_id] += 1
            place = waiting[row.round_id]
        found.append(Verdict(row, True, _promise(decision, place), "success", place))
    return found


def _refusal(
    row: Enrolment, decision: str, stale: set[int], broken: list[Any], room: dict[int, Any]
) -> tuple[str, str] | None:
    if row.pk in stale:
        return _("Has changed since you chose it; look at it again."), "attention"
    if row.state not in MOVES[Decision(decision)].sources:
        sentence = _("Not possible while it is “%(state)s”.")
        return sentence % {"state": row.get_state_display()}, "neutral"
    if broken:
        rules = _(", ").join(rule.label for rule in broken)
        return _("Needs a waiver: %(rules)s. Decide it by itself.") % {"rules": rules}, "attention"
    left = room[row.round_id]
    if decision == Decision.APPROVE and left is not None and left < 1:
        return _("No place left in this round."), "danger"
    return None


def _promise(decision: str, place: int | None) -> str:
    if decision == Decision.WAIT:
        return _("Goes to the waiting list, place %(n)s.") % {"n": format_number(place)}
    return {
        Decision.APPROVE: _("Will be approved."),
        Decision.RETURN: _("Will be returned."),
        Decision.REJECT: _("Will be rejected."),
    }[Decision(decision)]
