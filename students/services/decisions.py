"""The letter of each decision: the same words in the preview and in the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.emails import Letter
from partnership.notifications.services import Rendered, preview_letter, queue_letter
from partnership.programme.selectors import working_days_after
from students import emails
from students.enums import (
    Decision,
    EnrolmentState,
    RejectionCode,
    ReturnCode,
    WaitCode,
)
from students.models import Enrolment

#: The coded reasons of each decision; approval needs none.
CODES: dict[str, type[TextChoices]] = {
    Decision.WAIT: WaitCode,
    Decision.RETURN: ReturnCode,
    Decision.REJECT: RejectionCode,
}
_TARGET = {
    Decision.APPROVE: EnrolmentState.APPROVED,
    Decision.WAIT: EnrolmentState.WAITING,
    Decision.REJECT: EnrolmentState.REJECTED,
}


@dataclass(frozen=True)
class Words:
    """What the office tells a student with a decision.

    `code` is a value of the decision's own codes, `fields` {form field: what to do, may be empty}.
    """

    code: str = ""
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    def reason(self, decision: str) -> str:
        """For the record: the note, else the words of the code."""
        return self.note or (str(CODES[decision](self.code).label) if self.code else "")


def decision_letter(
    enrolment: Enrolment,
    decision: str,
    words: Words,
    *,
    place: int | None = None,
    promoted: bool = False,
) -> tuple[Letter, dict[str, Any]]:
    """The letter and its context; `place` is the student's place on the waiting list."""
    common = {
        "code": enrolment.code,
        "reason": CODES[decision](words.code).label if words.code else "",
        "note": words.note,
    }
    if decision == Decision.RETURN:
        return emails.APPLICATION_RETURNED, {**common, "fields": emails.Corrections(words.fields)}
    state = _TARGET[Decision(decision)]
    days = enrolment.round.appeal_days
    return emails.APPLICATION_DECIDED, {
        **common,
        "state": state,
        "status": state.label,
        "place": place,
        "promoted": promoted,
        "appeal_days": days,
        "until": emails.ReaderDate(working_days_after(timezone.localdate(), days)),
    }


def preview_decision(
    enrolment: Enrolment,
    decision: str,
    words: Words,
    *,
    place: int | None = None,
    language: str = "",
) -> Rendered:
    """The letter as it would be sent now, in the student's language or the one given."""
    letter, context = decision_letter(enrolment, decision, words, place=place)
    return preview_letter(
        letter, about=enrolment, to=enrolment.student.user, context=context, language=language
    )


def tell_decision(
    enrolment: Enrolment,
    decision: str,
    words: Words,
    log: ActionLog,
    *,
    place: int | None = None,
    promoted: bool = False,
) -> None:
    """Queue the letter, once for each decision."""
    letter, context = decision_letter(enrolment, decision, words, place=place, promoted=promoted)
    queue_letter(
        letter,
        about=enrolment,
        to=[enrolment.student.user],
        context=context,
        dedupe=f"students.enrolment:{enrolment.pk}:log{log.pk}",
    )


def seen_stamp(enrolment: Enrolment) -> str:
    """What an officer saw: sent back with the decision, so that nothing newer is decided unseen."""
    changed = enrolment.state_changed_at
    return f"{enrolment.revision}.{enrolment.state}.{int(changed.timestamp()) if changed else 0}"


def require_seen(enrolment: Enrolment, seen: str) -> None:
    """Raise WrongState when the application has changed since the officer looked."""
    if seen and seen != seen_stamp(enrolment):
        raise WrongState(
            _(
                "This application has changed since you opened it: it is “%(state)s” now. "
                "Please look at it again."
            )
            % {"state": enrolment.get_state_display()}
        )


def require_reason(decision: str, words: Words) -> None:
    """“Another reason” alone tells a student nothing. Raises DomainError for the note."""
    if words.code == "other" and not words.note and not words.fields:
        raise DomainError(
            _("“Another reason” needs a sentence that says which."),
            field="reason",
        )
