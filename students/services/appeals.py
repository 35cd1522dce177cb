"""Appeals: opened by students within the days of the round, answered once by the office."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.accounts.models import User
from partnership.accounts.selectors import office_people
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.identifiers import generate_code
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import Rendered, preview_letter, queue_letter
from partnership.programme.selectors import working_days_after
from students import emails, workflow
from students.enums import AppealState, AppealSubject, EnrolmentState
from students.models import Appeal, Enrolment
from students.selectors.appeals import appeal_deadline, too_late
from students.services.review import locked_with_round, reopen_enrolment

#: What the subject of a letter calls each step.
_STATUS = {
    AppealState.OPEN: gettext_lazy("received"),
    AppealState.ACCEPTED: gettext_lazy("accepted"),
    AppealState.DISMISSED: gettext_lazy("dismissed"),
}


@transaction.atomic
def open_appeal(
    *,
    enrolment_id: int,
    actor: User,
    statement: str,
    subject: str = AppealSubject.REJECTION,
    decided_on: date | None = None,
) -> Appeal:
    """Object to a rejection, or to a final grade decided on `decided_on`.

    Raises DomainError after the days of the round, for a second appeal, or when nothing is
    decided that one could object to.
    """
    enrolment = (
        Enrolment.objects.locked().select_related("student__user", "round").get(pk=enrolment_id)
    )
    if not actor.has_perm("students.open_appeal", enrolment):
        raise NotAllowed(_("Only the student may appeal."))
    deadline = _deadline(enrolment, subject, decided_on)
    if timezone.localdate() > deadline:
        raise DomainError(too_late(deadline))
    appeal = Appeal(
        enrolment=enrolment,
        subject=subject,
        statement=statement,
        code=f"A-{generate_code(8)}",
        answer_due=working_days_after(timezone.localdate(), enrolment.round.answer_days),
    )
    try:
        with transaction.atomic():
            appeal.save()
    except IntegrityError as error:
        raise DomainError(
            _("You have already appealed; there is one appeal for each decision.")
        ) from error
    ActionLog.objects.record(appeal, verb="students.appeal.open", actor=actor, after=appeal.state)
    _tell(appeal, [enrolment.student.user, *office_people()])
    return appeal


@transaction.atomic
def accept_appeal(*, appeal_id: int, actor: User, reason: str) -> Appeal:
    """Agree with the student: a rejected application returns to the review queue."""
    appeal = _locked(appeal_id)
    appeal.answer = reason.strip()
    apply(workflow.ACCEPT_APPEAL, appeal, actor=actor, reason=reason, also=["answer", "updated_at"])
    if (
        appeal.subject == AppealSubject.REJECTION
        and appeal.enrolment.state == EnrolmentState.REJECTED
    ):
        reopen_enrolment(enrolment_id=appeal.enrolment_id, actor=actor, reason=reason)
    _tell(appeal, [appeal.enrolment.student.user])
    return appeal


@transaction.atomic
def dismiss_appeal(*, appeal_id: int, actor: User, reason: str) -> Appeal:
    """Answer an appeal in the negative, with the reason."""
    appeal = _locked(appeal_id)
    appeal.answer = reason.strip()
    apply(
        workflow.DISMISS_APPEAL, appeal, actor=actor, reason=reason, also=["answer", "updated_at"]
    )
    _tell(appeal, [appeal.enrolment.student.user])
    return appeal


def _locked(appeal_id: int) -> Appeal:
    """The round's row, the application's, then the appeal's: an accepted one reopens."""
    enrolment_id = Appeal.objects.values_list("enrolment_id", flat=True).get(pk=appeal_id)
    locked_with_round(enrolment_id)
    return Appeal.objects.locked().select_related("enrolment__student__user").get(pk=appeal_id)


def _deadline(enrolment: Enrolment, subject: str, decided_on: date | None) -> date:
    if subject == AppealSubject.GRADE:
        if decided_on is None:
            raise DomainError(_("There is no final grade yet."))
        return working_days_after(decided_on, enrolment.round.appeal_days)
    deadline = appeal_deadline(enrolment)
    if deadline is None:
        raise DomainError(_("Only a rejected application can be appealed against."))
    return deadline


def preview_answer(appeal: Appeal, state: str, answer: str, *, language: str = "") -> Rendered:
    """The letter with the answer as it would be sent, in the student's language or another."""
    return preview_letter(
        emails.APPEAL,
        about=appeal,
        to=appeal.enrolment.student.user,
        context=_words(appeal, state, answer.strip()),
        language=language,
    )


def _tell(appeal: Appeal, people: list[User]) -> None:
    queue_letter(
        emails.APPEAL,
        about=appeal,
        to=people,
        context=_words(appeal, appeal.state, appeal.answer),
        dedupe=f"students.appeal:{appeal.pk}:{appeal.state}",
    )


def _words(appeal: Appeal, state: str, answer: str) -> dict[str, Any]:
    return {
        "code": appeal.code,
        "status": _STATUS[AppealState(state)],
        "state": state,
        "subject": appeal.subject,
        "student": appeal.enrolment.student,
        "answer": answer,
        "answer_due": appeal.answer_due,
    }
