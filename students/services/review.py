"""What the office decides about applications, one at a time."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from partnership.programme.models import Round
from students import emails, workflow
from students.enums import Decision, RejectionCode, ReturnCode, WaitCode
from students.models import Enrolment
from students.selectors.eligibility import broken_rules
from students.selectors.waiting import next_waiting_number, place_of, places_left
from students.services.decisions import Words, require_reason, require_seen, tell_decision
from students.services.training import refresh_training
from students.services.waivers import grant_waivers

#: Columns a decision leaves behind; the ones that are not its own become empty.
_WORDS = ("rejection_code", "return_code", "wait_code", "returned_fields", "decision_note")


@transaction.atomic
def approve_enrolment(
    *, enrolment_id: int, actor: User, reason: str = "", waiver: str = "", seen: str = ""
) -> Enrolment:
    """Take a student into the round; `reason` is a note to the student.

    `waiver` says why the rules that are not met are set aside. Raises DomainError when a rule
    fails without it, or when the round is full.
    """
    enrolment = locked_with_round(enrolment_id)
    require_seen(enrolment, seen)
    words = Words(note=reason.strip())
    _set_rules_aside(enrolment, actor, waiver.strip())
    _require_place(enrolment.round)
    log = apply(
        workflow.APPROVE,
        enrolment,
        actor=actor,
        reason=reason,
        also=write_words(enrolment, words),
        data={"waiver": waiver.strip()} if waiver.strip() else None,
    )
    tell_decision(enrolment, Decision.APPROVE, words, log)
    refresh_training(student_id=enrolment.student_id)
    enrolment.refresh_from_db(fields=["state", "state_changed_at"])
    return enrolment


@transaction.atomic
def wait_enrolment(
    *,
    enrolment_id: int,
    actor: User,
    reason: str = "",
    wait_code: str = WaitCode.CAPACITY,
    seen: str = "",
) -> Enrolment:
    """Put an application at the end of the round's waiting list."""
    enrolment = locked_with_round(enrolment_id)
    require_seen(enrolment, seen)
    words = Words(WaitCode(wait_code), reason.strip())
    require_reason(Decision.WAIT, words)
    also = write_words(enrolment, words, wait_code=words.code)
    enrolment.waiting_number = next_waiting_number(enrolment.round_id)
    log = apply(
        workflow.WAIT,
        enrolment,
        actor=actor,
        reason=words.reason(Decision.WAIT),
        also=also,
        data={"wait_code": words.code},
    )
    tell_decision(enrolment, Decision.WAIT, words, log, place=place_of(enrolment))
    return enrolment


@transaction.atomic
def reject_enrolment(
    *,
    enrolment_id: int,
    actor: User,
    reason: str = "",
    rejection_code: str = RejectionCode.OTHER,
    seen: str = "",
) -> Enrolment:
    """Refuse an application; the letter names the reason and the way to appeal."""
    enrolment = locked_with_round(enrolment_id)
    require_seen(enrolment, seen)
    words = Words(RejectionCode(rejection_code), reason.strip())
    require_reason(Decision.REJECT, words)
    log = apply(
        workflow.REJECT,
        enrolment,
        actor=actor,
        reason=words.reason(Decision.REJECT),
        also=write_words(enrolment, words, rejection_code=words.code),
        data={"rejection_code": words.code},
    )
    tell_decision(enrolment, Decision.REJECT, words, log)
    return enrolment


@transaction.atomic
def return_enrolment(
    *,
    enrolment_id: int,
    actor: User,
    reason: str = "",
    return_code: str = ReturnCode.OTHER,
    fields: Mapping[str, str] | None = None,
    seen: str = "",
) -> Enrolment:
    """Give an application back with exactly what has to be corrected.

    `fields` are names of the form of enrolment, each with what to do there (may be empty).
    """
    enrolment = locked_with_round(enrolment_id)
    require_seen(enrolment, seen)
    marked = {name: sentence.strip() for name, sentence in (fields or {}).items()}
    words = Words(ReturnCode(return_code), reason.strip(), marked)
    require_reason(Decision.RETURN, words)
    log = apply(
        workflow.RETURN,
        enrolment,
        actor=actor,
        reason=words.reason(Decision.RETURN),
        also=write_words(enrolment, words, return_code=words.code, returned_fields=marked),
        data={"return_code": words.code, "fields": marked},
    )
    tell_decision(enrolment, Decision.RETURN, words, log)
    return enrolment


@transaction.atomic
def reopen_enrolment(*, enrolment_id: int, actor: User, reason: str) -> Enrolment:
    """Bring a rejected or withdrawn application back to the review queue."""
    enrolment = locked_with_round(enrolment_id)
    log = apply(
        workflow.REOPEN,
        enrolment,
        actor=actor,
        reason=reason,
        also=write_words(enrolment, Words()),
    )
    queue_letter(
        emails.APPLICATION_REOPENED,
        about=enrolment,
        to=[enrolment.student.user],
        context={"code": enrolment.code, "reason": reason.strip()},
        dedupe=f"students.enrolment:{enrolment.pk}:log{log.pk}",
    )
    return enrolment


def locked_with_round(enrolment_id: int) -> Enrolment:
    """The round's row first, then the application: places are counted under the round's lock."""
    round_id = Enrolment.objects.values_list("round_id", flat=True).get(pk=enrolment_id)
    Round.objects.locked().get(pk=round_id)
    return (
        Enrolment.objects.locked()
        .select_related("student__user", "student__major", "round")
        .get(pk=enrolment_id)
    )


def write_words(enrolment: Enrolment, words: Words, **own: Any) -> list[str]:
    """Set the decision's columns, empty those of earlier ones; returns the names to save.

    Whoever is decided about leaves the waiting list; `wait_enrolment` gives a new number.
    """
    enrolment.decision_note = words.note
    for name in ("rejection_code", "return_code", "wait_code"):
        setattr(enrolment, name, own.get(name, ""))
    enrolment.returned_fields = own.get("returned_fields", {})
    enrolment.waiting_number = None
    return [*_WORDS, "waiting_number", "updated_at"]


def _set_rules_aside(enrolment: Enrolment, actor: User, waiver: str) -> None:
    if enrolment.state not in workflow.APPROVE.sources:
        return  # apply() says so with its own sentence
    broken = broken_rules(enrolment)
    if broken and not waiver:
        raise DomainError(
            _("Not met: %(rules)s. To approve all the same, write why the rule is waived.")
            % {"rules": "; ".join(f"{rule.label}: {rule.note}" for rule in broken)},
            field="waiver",
        )
    if broken:
        grant_waivers(enrolment, [rule.code for rule in broken], reason=waiver, actor=actor)


def _require_place(round_: Round) -> None:
    left = places_left(round_)
    if left is not None and left < 1:
        raise DomainError(_("All places of this round are taken: use the waiting list."))
