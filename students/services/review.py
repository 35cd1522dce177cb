"""What the office decides about applications."""

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from partnership.programme.models import Round
from students import emails, workflow
from students.enums import ENROLMENT_ACCEPTED, RejectionCode
from students.models import Enrolment
from students.selectors.eligibility import broken_rules
from students.services.training import refresh_training
from students.services.waivers import grant_waivers


@transaction.atomic
def approve_enrolment(*, enrolment_id: int, actor: User, reason: str = "") -> Enrolment:
    """Take a student into the round; the reason is the waiver when a rule is not met.

    Raises DomainError when a rule fails and no reason waives it, or when the round is full.
    """
    enrolment = _locked(enrolment_id)
    broken = broken_rules(enrolment)
    if broken and not reason.strip():
        raise DomainError(
            _("Not met: %(rules)s. To approve all the same, write why the rule is waived.")
            % {"rules": "; ".join(rule.note for rule in broken)},
            field="reason",
        )
    _require_place(enrolment.round)
    grant_waivers(enrolment, [rule.code for rule in broken], reason=reason, actor=actor)
    enrolment.decision_note = "" if broken else reason.strip()
    enrolment.rejection_code = ""
    log = apply(
        workflow.APPROVE,
        enrolment,
        actor=actor,
        reason=reason,
        also=["decision_note", "rejection_code", "updated_at"],
    )
    _tell(enrolment, log)
    refresh_training(student_id=enrolment.student_id)
    enrolment.refresh_from_db(fields=["state", "state_changed_at"])
    return enrolment


@transaction.atomic
def wait_enrolment(*, enrolment_id: int, actor: User, reason: str = "") -> Enrolment:
    """Put an application on the waiting list."""
    enrolment = _locked(enrolment_id)
    enrolment.decision_note = reason.strip()
    log = apply(
        workflow.WAIT, enrolment, actor=actor, reason=reason, also=["decision_note", "updated_at"]
    )
    _tell(enrolment, log)
    return enrolment


@transaction.atomic
def reject_enrolment(
    *, enrolment_id: int, actor: User, reason: str, rejection_code: str = RejectionCode.OTHER
) -> Enrolment:
    """Refuse an application; the letter names the reason and the way to appeal."""
    enrolment = _locked(enrolment_id)
    enrolment.rejection_code = RejectionCode(rejection_code)
    enrolment.decision_note = reason.strip()
    log = apply(
        workflow.REJECT,
        enrolment,
        actor=actor,
        reason=reason,
        also=["rejection_code", "decision_note", "updated_at"],
        data={"rejection_code": enrolment.rejection_code},
    )
    _tell(enrolment, log)
    return enrolment


@transaction.atomic
def return_enrolment(*, enrolment_id: int, actor: User, reason: str) -> Enrolment:
    """Give an application back to its student with what has to be corrected."""
    enrolment = _locked(enrolment_id)
    enrolment.decision_note = reason.strip()
    apply(
        workflow.RETURN, enrolment, actor=actor, reason=reason, also=["decision_note", "updated_at"]
    )
    queue_letter(
        emails.APPLICATION_RETURNED,
        about=enrolment,
        to=[enrolment.student.user],
        context={"code": enrolment.code, "reason": reason.strip()},
        dedupe=f"students.enrolment:{enrolment.pk}:{enrolment.revision}",
    )
    return enrolment


@transaction.atomic
def reopen_enrolment(*, enrolment_id: int, actor: User, reason: str) -> Enrolment:
    """Bring a rejected or withdrawn application back to the review queue."""
    enrolment = _locked(enrolment_id)
    enrolment.rejection_code = ""
    log = apply(
        workflow.REOPEN,
        enrolment,
        actor=actor,
        reason=reason,
        also=["rejection_code", "updated_at"],
    )
    queue_letter(
        emails.APPLICATION_REOPENED,
        about=enrolment,
        to=[enrolment.student.user],
        context={"code": enrolment.code, "reason": reason.strip()},
        dedupe=f"students.enrolment:{enrolment.pk}:log{log.pk}",
    )
    return enrolment


def _locked(enrolment_id: int) -> Enrolment:
    """The round's row first, then the application: places are counted under the round's lock."""
    round_id = Enrolment.objects.values_list("round_id", flat=True).get(pk=enrolment_id)
    Round.objects.locked().get(pk=round_id)
    return (
        Enrolment.objects.locked()
        .select_related("student__user", "student__major", "round")
        .get(pk=enrolment_id)
    )


def _require_place(round_: Round) -> None:
    if round_.capacity is None:
        return
    taken = round_.enrolments.filter(state__in=ENROLMENT_ACCEPTED).count()
    if taken >= round_.capacity:
        raise DomainError(_("All places of this round are taken: use the waiting list."))


def _tell(enrolment: Enrolment, log: ActionLog) -> None:
    """One letter for each decision, in the student's own language."""
    queue_letter(
        emails.APPLICATION_DECIDED,
        about=enrolment,
        to=[enrolment.student.user],
        context={
            "code": enrolment.code,
            "state": enrolment.state,
            "rejection": RejectionCode(enrolment.rejection_code).label
            if enrolment.rejection_code
            else "",
            "note": enrolment.decision_note,
            "appeal_days": enrolment.round.appeal_days,
        },
        dedupe=f"students.enrolment:{enrolment.pk}:log{log.pk}",
    )
