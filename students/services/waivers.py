"""Rules the office sets aside for one student."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.services import queue_letter
from students import emails
from students.enums import WAIVABLE, RuleCode
from students.models import Enrolment, Waiver
from students.selectors.eligibility import eligibility
from students.services.training import refresh_training


@transaction.atomic
def waive_rule(*, enrolment_id: int, rule: str, reason: str, actor: User) -> Waiver:
    """Set one rule aside for one application; the student is told and what follows, follows.

    Raises DomainError for a rule nobody can waive, one that is met, one that is waived already,
    or without a reason.
    """
    _require_office(actor)
    enrolment = _locked(enrolment_id)
    if rule not in WAIVABLE:
        raise DomainError(_("This rule cannot be waived."))
    code = RuleCode(rule)
    if enrolment.waivers.filter(rule=code, ended_at=None).exists():
        raise WrongState(_("“%(rule)s” is waived already.") % {"rule": code.label})
    found = next((row for row in eligibility(enrolment) if row.code == code), None)
    if found is None or not found.is_waivable:
        raise DomainError(_("“%(rule)s” is met: there is nothing to waive.") % {"rule": code.label})
    waiver = grant_waivers(enrolment, [code], reason=reason, actor=actor)[0]
    refresh_training(student_id=enrolment.student_id)
    return waiver


@transaction.atomic
def end_waiver(*, waiver_id: int, reason: str, actor: User) -> Waiver:
    """Let a rule count again from now on; the waiver stays on record."""
    _require_office(actor)
    enrolment_id = Waiver.objects.values_list("enrolment_id", flat=True).get(pk=waiver_id)
    enrolment = _locked(enrolment_id)
    waiver = Waiver.objects.locked().get(pk=waiver_id)
    if waiver.ended_at is not None:
        raise WrongState(_("This waiver has ended already."))
    _require_reason(reason)
    waiver.ended_at = timezone.now()
    waiver.save(update_fields=["ended_at", "updated_at"])
    _record(enrolment, waiver, "students.enrolment.end_waiver", reason, actor)
    refresh_training(student_id=enrolment.student_id)
    return waiver


def grant_waivers(
    enrolment: Enrolment, rules: Iterable[str], *, reason: str, actor: User
) -> list[Waiver]:
    """Write waivers for a locked application, log them and tell the student; used by approval."""
    granted = []
    for code in rules:
        _require_reason(reason)
        waiver = Waiver(enrolment=enrolment, rule=code, reason=reason.strip(), granted_by=actor)
        try:
            with transaction.atomic():
                waiver.save()
        except IntegrityError as error:
            raise WrongState(
                _("“%(rule)s” is waived already.") % {"rule": waiver.get_rule_display()}
            ) from error
        _record(enrolment, waiver, "students.enrolment.waive", reason, actor)
        granted.append(waiver)
    return granted


def _record(enrolment: Enrolment, waiver: Waiver, verb: str, reason: str, actor: User) -> None:
    """One row of the log and one letter for each change of a waiver."""
    log = ActionLog.objects.record(
        enrolment, verb=verb, actor=actor, reason=reason.strip(), data={"rule": waiver.rule}
    )
    letter = emails.ELIGIBILITY_COUNTS if waiver.ended_at else emails.ELIGIBILITY_WAIVED
    queue_letter(
        letter,
        about=enrolment,
        to=[enrolment.student.user],
        context={
            "rule": RuleCode(waiver.rule).label,
            "reason": reason.strip(),
            "code": enrolment.code,
        },
        dedupe=f"students.enrolment:{enrolment.pk}:log{log.pk}",
    )


def _locked(enrolment_id: int) -> Enrolment:
    return (
        Enrolment.objects.locked()
        .select_related("student__user", "student__major", "round")
        .get(pk=enrolment_id)
    )


def _require_office(actor: User) -> None:
    if not actor.has_perm("students.waive_rule"):
        raise NotAllowed(_("Only the office can waive a rule."))


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise DomainError(_("Please give the reason: it is part of the record."), field="reason")
