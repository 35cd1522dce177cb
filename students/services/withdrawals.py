"""Leave, be heard, be judged, come back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.accounts.selectors import office_people
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.jalali import format_date
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from partnership.programme.models import Round
from students import emails, workflow
from students.enums import (
    ENROLMENT_ACCEPTED,
    EnrolmentState,
    WithdrawalCode,
    WithdrawalState,
)
from students.models import Enrolment, Withdrawal
from students.selectors.rulebook import barred_until
from students.selectors.withdrawals import introduced_membership
from students.services.waiting import fill_places
from students.signals import enrolment_withdrawn

#: What a decision left on an application; a new beginning carries none of it.
_DECIDED: dict[str, Any] = {
    "rejection_code": "",
    "return_code": "",
    "returned_fields": {},
    "wait_code": "",
    "waiting_number": None,
    "decision_note": "",
}


@transaction.atomic
def withdraw_enrolment(
    *, enrolment_id: int, actor: User, reason: str = "", code: str = WithdrawalCode.OTHER
) -> Enrolment:
    """Leave the programme, or be taken out of it by the office; teams are told by signal.

    Free before the letter of introduction. Afterwards a reason is needed, the professor is asked
    for a view and the office judges. Raises DomainError when that reason is missing.
    """
    enrolment = _locked(enrolment_id)
    before = enrolment.state
    introduced = introduced_membership(enrolment) if before in ENROLMENT_ACCEPTED else None
    if introduced is not None and not reason.strip():
        raise DomainError(
            _("The letter of introduction is out: please say why, in your own words."),
            field="reason",
        )
    enrolment.waiting_number = None
    log = apply(
        workflow.WITHDRAW,
        enrolment,
        actor=actor,
        reason=reason,
        also=["waiting_number", "updated_at"],
        data={"code": WithdrawalCode(code).value},
    )
    if before != EnrolmentState.DRAFT:
        withdrawal = _write(enrolment, introduced, code=code, reason=reason)
        if withdrawal.professor_id:
            _ask_for_view(withdrawal)
    if before in ENROLMENT_ACCEPTED:
        enrolment_withdrawn.send(
            Enrolment,
            student_id=enrolment.student_id,
            round_id=enrolment.round_id,
            actor_id=actor.pk,
            reason=reason,
            code=code,
        )
    if before != EnrolmentState.DRAFT:
        queue_letter(
            emails.ENROLMENT_WITHDRAWN,
            about=enrolment,
            to=[enrolment.student.user, *office_people()],
            context={
                "code": enrolment.code,
                "student": enrolment.student,
                "reason": reason,
                "is_judged": introduced is not None,
            },
            dedupe=f"students.enrolment:{enrolment.pk}:log{log.pk}",
        )
    if before in ENROLMENT_ACCEPTED and enrolment.round.capacity is not None:
        fill_places(round_id=enrolment.round_id, by=actor.pk)
    return enrolment


@transaction.atomic
def give_view(*, withdrawal_id: int, actor: User, view: str) -> Withdrawal:
    """The professor's view of a withdrawal, before the office judges it; may be changed till then.

    Raises WrongState once it is judged.
    """
    withdrawal = _withdrawal(withdrawal_id)
    if not actor.has_perm("students.give_view", withdrawal):
        raise NotAllowed(_("Only the professor of the team is asked for a view."))
    if withdrawal.state != WithdrawalState.PENDING:
        raise WrongState(_("The office has judged this withdrawal already."))
    if not view.strip():
        raise DomainError(_("Please write a sentence or two."), field="view")
    withdrawal.professor_view, withdrawal.view_given_at = view.strip(), timezone.now()
    withdrawal.save(update_fields=["professor_view", "view_given_at", "updated_at"])
    ActionLog.objects.record(withdrawal, verb="students.withdrawal.give_view", actor=actor)
    return withdrawal


@transaction.atomic
def excuse_withdrawal(*, withdrawal_id: int, actor: User, reason: str = "") -> Withdrawal:
    """Let it not count against the student."""
    withdrawal = _withdrawal(withdrawal_id)
    log = apply(workflow.EXCUSE, withdrawal, actor=actor, reason=reason, also=["updated_at"])
    _tell_judgement(withdrawal, log, reason)
    return withdrawal


@transaction.atomic
def refuse_excuse_withdrawal(*, withdrawal_id: int, actor: User, reason: str) -> Withdrawal:
    """Count it as unexcused; the letter says until when it bars, if it does."""
    withdrawal = _withdrawal(withdrawal_id)
    log = apply(workflow.REFUSE_EXCUSE, withdrawal, actor=actor, reason=reason, also=["updated_at"])
    _tell_judgement(withdrawal, log, reason)
    return withdrawal


@transaction.atomic
def resume_enrolment(*, enrolment_id: int, actor: User, reason: str = "") -> Enrolment:
    """Take a withdrawn application up again as a draft, while the call is open.

    Raises DomainError when the call is closed or earlier withdrawals bar the student.
    """
    enrolment = _locked(enrolment_id)
    if not enrolment.round.is_enrolling():
        raise DomainError(
            _("The call is closed. Please ask the office to reopen your application.")
        )
    require_not_barred(enrolment.student_id, enrolment.round, enrolment=enrolment)
    for name, empty in _DECIDED.items():
        setattr(enrolment, name, empty)
    apply(workflow.RESUME, enrolment, actor=actor, reason=reason, also=[*_DECIDED, "updated_at"])
    return enrolment


def require_not_barred(
    student_id: int, round_: Round, *, enrolment: Enrolment | None = None
) -> None:
    """Raise DomainError, with the day it ends, while unexcused withdrawals bar a student."""
    until = barred_until(student_id, round_, enrolment=enrolment)
    if until is not None:
        raise DomainError(
            _("After unexcused withdrawals you may enrol again from %(date)s on.")
            % {"date": format_date(until, style="medium")}
        )


def _write(enrolment: Enrolment, introduced: Any, *, code: str, reason: str) -> Withdrawal:
    """The row of this leaving: free, or to be judged after the professor was asked."""
    professor = introduced.team.professor if introduced is not None else None
    return Withdrawal.objects.create(
        enrolment=enrolment,
        state=WithdrawalState.FREE if introduced is None else WithdrawalState.PENDING,
        code=WithdrawalCode(code),
        reason=reason.strip(),
        professor=professor.user if professor else None,
    )


def _ask_for_view(withdrawal: Withdrawal) -> None:
    queue_letter(
        emails.WITHDRAWAL_VIEW_REQUESTED,
        about=withdrawal,
        to=[withdrawal.professor],
        context={
            "student": withdrawal.enrolment.student,
            "cause": WithdrawalCode(withdrawal.code).label,
            "reason": withdrawal.reason,
        },
    )


def _tell_judgement(withdrawal: Withdrawal, log: ActionLog, reason: str) -> None:
    enrolment = withdrawal.enrolment
    until = barred_until(enrolment.student_id, enrolment.round)
    is_excused = withdrawal.state == WithdrawalState.EXCUSED
    queue_letter(
        emails.WITHDRAWAL_JUDGED,
        about=withdrawal,
        to=[enrolment.student.user],
        context={
            "is_excused": is_excused,
            "reason": reason.strip(),
            "barred_until": None if is_excused else until,
        },
        dedupe=f"students.withdrawal:{withdrawal.pk}:log{log.pk}",
    )


def _locked(enrolment_id: int) -> Enrolment:
    """The round's row first, as wherever places of a round change hands."""
    round_id = Enrolment.objects.values_list("round_id", flat=True).get(pk=enrolment_id)
    Round.objects.locked().get(pk=round_id)
    return (
        Enrolment.objects.locked()
        .select_related("student__user", "student__major", "round")
        .get(pk=enrolment_id)
    )


def _withdrawal(withdrawal_id: int) -> Withdrawal:
    return (
        Withdrawal.objects.locked()
        .select_related("enrolment__student__user", "enrolment__round")
        .get(pk=withdrawal_id)
    )
