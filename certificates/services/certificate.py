"""Certificates by two persons: an officer prepares, the head issues; revoked, never deleted."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates import emails, workflow
from certificates.enums import CertificateState, CreditState, RevocationCode
from certificates.models import Certificate
from certificates.services.snapshot import build_snapshot
from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.identifiers import generate_code, luhn_digit
from partnership.core.jalali import jalali_year
from partnership.core.jobs import enqueue
from partnership.core.models import ActionLog, next_number
from partnership.core.snapshots import digest
from partnership.core.workflow import apply, require
from partnership.notifications.services import queue_letter
from teams.models import Membership

ENTITLED = frozenset({CreditState.READY, CreditState.SENT, CreditState.RECORDED})


@transaction.atomic
def prepare_certificate(
    *, membership_id: int, actor: User, replaces: Certificate | None = None
) -> Certificate:
    """An officer prepares a member's certificate; the head issues it.

    Raises DomainError unless the credit is ready, or when a certificate is valid or waiting.
    """
    if not actor.has_perm("certificates.prepare_certificate"):
        raise NotAllowed(_("Only the office prepares certificates."))
    membership = Membership.objects.locked().get(pk=membership_id)
    credit = getattr(membership, "credit", None)
    if credit is None or credit.state not in ENTITLED:
        raise DomainError(_("The credit is not ready yet: every gate must be open first."))
    try:
        with transaction.atomic():
            certificate = Certificate.objects.create(
                membership=membership, prepared_by=actor, replaces=replaces
            )
    except IntegrityError as error:
        raise DomainError(
            _("There is a valid or prepared certificate for this member already.")
        ) from error
    ActionLog.objects.record(
        certificate,
        verb="certificates.certificate.prepare",
        actor=actor,
        after=CertificateState.PREPARED,
    )
    return certificate


@transaction.atomic
def issue_certificate(*, certificate_id: int, actor: User) -> Certificate:
    """The head issues: gap-free serial of the Jalali year, code, frozen facts; the PDF follows.

    Raises WrongState, NotAllowed for the person who prepared it, DomainError when the credit
    has been blocked meanwhile.
    """
    certificate = Certificate.objects.locked().get(pk=certificate_id)
    # Asked before a number is taken, so that a refusal leaves no gap.
    require(workflow.ISSUE, certificate, actor)
    if certificate.membership.credit.state not in ENTITLED:
        raise DomainError(_("The credit has been blocked since the certificate was prepared."))
    today = timezone.localdate()
    year = jalali_year(today)
    certificate.issued_on, certificate.issued_by = today, actor
    certificate.serial = serial_for(year, next_number("certificate", year))
    certificate.code = _fresh_code()
    certificate.snapshot = build_snapshot(certificate)
    certificate.snapshot_hash = digest(certificate.snapshot)
    apply(
        workflow.ISSUE,
        certificate,
        actor=actor,
        also=[
            "issued_on",
            "issued_by",
            "serial",
            "code",
            "snapshot",
            "snapshot_hash",
            "updated_at",
        ],
    )
    queue_letter(
        emails.CERTIFICATE_ISSUED,
        about=certificate,
        to=[certificate.membership.student.user],
        context={"serial": certificate.serial, "code": certificate.code},
    )
    enqueue("certificates.print", certificate_id=certificate.pk)
    return certificate


def serial_for(year: int, number: int) -> str:
    """`HS-<Jalali year>-<6 digits>-<Luhn digit over the 6 digits>`."""
    digits = f"{number:06d}"
    return f"HS-{year}-{digits}-{luhn_digit(digits)}"


def _fresh_code() -> str:
    """A code no certificate has; fifty random bits, so the loop practically never turns."""
    while Certificate.objects.filter(code=(code := generate_code())).exists():
        continue
    return code


@transaction.atomic
def drop_certificate(*, certificate_id: int, actor: User, reason: str) -> Certificate:
    """Drop a prepared certificate; no serial was used."""
    certificate = Certificate.objects.locked().get(pk=certificate_id)
    apply(workflow.DROP, certificate, actor=actor, reason=reason, also=["updated_at"])
    return certificate


@transaction.atomic
def revoke_certificate(
    *, certificate_id: int, actor: User, reason: str, revocation_code: str = RevocationCode.ERROR
) -> Certificate:
    """Revoke: the public page says so from now on; student and education are told."""
    certificate = Certificate.objects.locked().get(pk=certificate_id)
    certificate.revoked_on = timezone.localdate()
    certificate.revocation_code = revocation_code
    certificate.revocation_note = reason
    apply(
        workflow.REVOKE,
        certificate,
        actor=actor,
        reason=reason,
        also=["revoked_on", "revocation_code", "revocation_note", "updated_at"],
    )
    to: list[Any] = [certificate.membership.student.user, *User.objects.with_role(Role.EDUCATION)]
    queue_letter(
        emails.CERTIFICATE_REVOKED,
        about=certificate,
        to=to,
        context={
            "serial": certificate.serial,
            "reason": RevocationCode(revocation_code).label,
        },
    )
    return certificate


@transaction.atomic
def replace_certificate(*, certificate_id: int, actor: User) -> Certificate:
    """Prepare the successor of a revoked certificate; it gets a new serial when issued.

    Raises DomainError unless the old one is revoked and has no successor.
    """
    old = Certificate.objects.locked().get(pk=certificate_id)
    if old.state != CertificateState.REVOKED:
        raise DomainError(_("Only a revoked certificate is replaced. Revoke it first."))
    if Certificate.objects.filter(replaces=old).exists():
        raise DomainError(_("This certificate has been replaced already."))
    return prepare_certificate(membership_id=old.membership_id, actor=actor, replaces=old)
