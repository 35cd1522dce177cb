"""A unit's papers: written, printed, signed by hand, scanned, in force until they run out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import (
    DECIDERS,
    DOCUMENT_OPEN,
    DocumentKind,
    DocumentState,
    SignerParty,
    SignerState,
)
from industries.models import DocumentSigner, IndustrialUnit, UnitDocument
from industries.services.common import (
    lock_unit,
    require_right,
    require_unchanged,
    unit_readers,
    write_columns,
)
from industries.services.document_text import hash_of, snapshot_of
from industries.workflow import document as workflow
from partnership.core.errors import DomainError, WrongState
from partnership.core.jalali import jalali_year
from partnership.core.models import ActionLog, next_number
from partnership.core.workflow import apply
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from partnership.documents.services import store_file
from partnership.notifications.services import queue_letter

DOCUMENT_COLUMNS = ("kind", "number", "title", "valid_from", "valid_until", "terms", "note")
SIGNER_COLUMNS = ("party", "name", "position")


@transaction.atomic
def create_document(
    *,
    unit_id: int,
    actor: Any,
    signers: Iterable[dict[str, Any]] = (),
    scan: Any = None,
    **columns: Any,
) -> UnitDocument:
    """Record a paper of the unit. A copy that nobody has to sign is in force with its scan."""
    unit = lock_unit(unit_id)
    require_right(actor, "industries.manage_documents", unit)
    document = UnitDocument(unit=unit, recorded_by=actor)
    write_columns(document, columns, DOCUMENT_COLUMNS)
    _save(document)
    _write_signers(document, signers)
    ActionLog.objects.record(
        document, verb="industries.unitdocument.create", actor=actor, after=document.state
    )
    if scan and not document.wants_signatures:
        return enforce_document(document_id=document.pk, actor=actor, scan=scan)
    if scan:
        _keep_scan(document, scan, actor)
    return document


@transaction.atomic
def update_document(
    *,
    document_id: int,
    actor: Any,
    seen: str = "",
    signers: Iterable[dict[str, Any]] | None = None,
    **columns: Any,
) -> UnitDocument:
    """Change a draft. Raises WrongState for one that is printed, or that somebody changed."""
    document = _lock(document_id)
    require_right(actor, "industries.manage_documents", document)
    if document.state != DocumentState.DRAFT:
        raise WrongState(_("Only a draft can be changed: take the paper back to draft first."))
    require_unchanged(document, seen)
    write_columns(document, columns, DOCUMENT_COLUMNS)
    _save(document)
    if signers is not None:
        document.signers.all().delete()
        _write_signers(document, signers)
    ActionLog.objects.record(document, verb="industries.unitdocument.update", actor=actor)
    return document


@transaction.atomic
def prepare_document(*, document_id: int, actor: Any, reason: str = "") -> UnitDocument:
    """Number the paper and fix its text; it can be printed and signed. The unit is told."""
    document = _lock(document_id)
    signers = list(document.signers.locked())
    if document.wants_signatures:
        parties = {signer.party for signer in signers}
        if SignerParty.UNIT not in parties or len(parties) < 2:
            raise DomainError(
                _("Name who signs: somebody for the unit and somebody for the other side.")
            )
    today = timezone.localdate()
    if not document.number:
        year = jalali_year(today)
        document.number = f"HS-D-{year}-{next_number('unit documents', year):03}"
    if document.is_written_here:
        document.snapshot = snapshot_of(document, signers, today)
        document.snapshot_hash = hash_of(document.snapshot)
    apply(
        workflow.PREPARE,
        document,
        actor=actor,
        reason=reason,
        also=["number", "snapshot", "snapshot_hash"],
        data={"hash": document.snapshot_hash},
    )
    queue_letter(
        emails.DOCUMENT_PREPARED,
        about=document,
        to=unit_readers(document.unit, *DECIDERS),
        context={"unit": document.unit, "title": str(document), "number": document.number},
        dedupe=f"{document.pk}:{document.snapshot_hash[:12]}",
    )
    return document


@transaction.atomic
def recall_document(*, document_id: int, actor: Any, reason: str = "") -> UnitDocument:
    """Back to draft; signatures given so far stand under a text that will change."""
    document = _lock(document_id)
    apply(workflow.RECALL, document, actor=actor, reason=reason)
    for signer in document.signers.locked().exclude(state=SignerState.WAITING):
        signer.signed_on = None
        apply(workflow.RESET, signer, actor=actor, reason=reason, also=["signed_on"])
    return document


@transaction.atomic
def enforce_document(
    *,
    document_id: int,
    actor: Any,
    scan: Any = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    reason: str = "",
) -> UnitDocument:
    """The signed scan is here: the paper is in force. The unit's agreement date follows.

    Raises DomainError without a scan or while somebody has not signed.
    """
    document = _lock(document_id)
    signers = list(document.signers.locked())
    if document.wants_signatures and document.state == DocumentState.DRAFT:
        raise WrongState(_("Prepare the paper for signature first: its text is not fixed yet."))
    missing = [signer.name for signer in signers if signer.state != SignerState.SIGNED]
    if missing:
        raise DomainError(
            _("Not signed yet: %(names)s. Record their signatures first.")
            % {"names": _(", ").join(missing)}
        )
    if scan:
        _keep_scan(document, scan, actor)
    elif not scans_of(document).exists():
        raise DomainError(_("Upload the scan of the signed paper."), field="scan")
    signed_on = max((signer.signed_on for signer in signers if signer.signed_on), default=None)
    document.valid_from = valid_from or document.valid_from or signed_on
    document.valid_until = valid_until or document.valid_until
    if document.valid_from and document.valid_until and document.valid_until < document.valid_from:
        raise DomainError(_("It cannot end before it begins."), field="valid_until")
    if document.valid_until and document.valid_until < timezone.localdate():
        raise DomainError(
            _("This paper has run out already, so it cannot come into force."), field="valid_until"
        )
    apply(
        workflow.ENFORCE,
        document,
        actor=actor,
        reason=reason,
        also=["valid_from", "valid_until"],
    )
    if document.kind == DocumentKind.NDA:
        _follow_agreement(document.unit)
    return document


@transaction.atomic
def cancel_document(*, document_id: int, actor: Any, reason: str = "") -> UnitDocument:
    """The paper binds nobody any more; it stays on record with its scan."""
    document = _lock(document_id)
    was_in_force = document.state == DocumentState.IN_FORCE
    apply(workflow.CANCEL, document, actor=actor, reason=reason)
    if was_in_force and document.kind == DocumentKind.NDA:
        _follow_agreement(document.unit)
    return document


@transaction.atomic
def sign_signer(
    *, signer_id: int, actor: Any, signed_on: date | None = None, reason: str = ""
) -> DocumentSigner:
    """Record that somebody has signed on paper. Raises DomainError for a day still to come."""
    signer = _lock_signer(signer_id)
    signer.signed_on = signed_on or timezone.localdate()
    if signer.signed_on > timezone.localdate():
        raise DomainError(_("Nobody signs in the future."), field="signed_on")
    apply(workflow.SIGN, signer, actor=actor, reason=reason, also=["signed_on"])
    return signer


@transaction.atomic
def refuse_signer(*, signer_id: int, actor: Any, reason: str = "") -> DocumentSigner:
    """Record that somebody will not sign, and why."""
    signer = _lock_signer(signer_id)
    apply(workflow.REFUSE, signer, actor=actor, reason=reason)
    return signer


@transaction.atomic
def reset_signer(*, signer_id: int, actor: Any, reason: str = "") -> DocumentSigner:
    """The record was a mistake: not signed yet."""
    signer = _lock_signer(signer_id)
    signer.signed_on = None
    apply(workflow.RESET, signer, actor=actor, reason=reason, also=["signed_on"])
    return signer


def expire_documents(today: date | None = None) -> int:
    """Papers whose last day is over are no longer in force; how many. Safe to run twice."""
    day = today or timezone.localdate()
    over = UnitDocument.objects.filter(state=DocumentState.IN_FORCE, valid_until__lt=day)
    count = 0
    for pk in over.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            document = _lock(pk)
            if document.state != DocumentState.IN_FORCE or not _is_over(document, day):
                continue
            apply(workflow.EXPIRE, document, actor=None)
            if document.kind == DocumentKind.NDA:
                _follow_agreement(document.unit)
            count += 1
    return count


def scans_of(document: UnitDocument) -> Any:
    """Scans of a paper, the newest first."""
    return StoredFile.objects.of(document, FileKind.SCAN)


def _is_over(document: UnitDocument, day: date) -> bool:
    return document.valid_until is not None and document.valid_until < day


def _lock(document_id: int) -> UnitDocument:
    """The paper with its unit, locked, parent before child."""
    unit_id = UnitDocument.objects.values_list("unit_id", flat=True).get(pk=document_id)
    unit = IndustrialUnit.objects.locked().get(pk=unit_id)
    document = UnitDocument.objects.locked().get(pk=document_id)
    if document.unit_id == unit.pk:
        document.unit = unit
    return document


def _lock_signer(signer_id: int) -> DocumentSigner:
    document_id = DocumentSigner.objects.values_list("document_id", flat=True).get(pk=signer_id)
    document = UnitDocument.objects.locked().get(pk=document_id)
    if document.state != DocumentState.SIGNING:
        is_open = document.state in DOCUMENT_OPEN
        raise WrongState(
            _("Prepare the paper for signature first: its text is not fixed yet.")
            if is_open
            else _("This paper is not out for signature any more.")
        )
    return DocumentSigner.objects.locked().get(pk=signer_id)


def _save(document: UnitDocument) -> None:
    if document.valid_from and document.valid_until and document.valid_until < document.valid_from:
        raise DomainError(_("It cannot end before it begins."), field="valid_until")
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as error:
        raise DomainError(_("Another paper has this number."), field="number") from error


def _write_signers(document: UnitDocument, rows: Iterable[dict[str, Any]]) -> None:
    """Names under an agreement; a copy of the unit's own paper has none."""
    if not document.wants_signatures:
        return
    DocumentSigner.objects.bulk_create(
        DocumentSigner(
            document=document, order=order, **{name: row.get(name, "") for name in SIGNER_COLUMNS}
        )
        for order, row in enumerate(rows)
    )


def _keep_scan(document: UnitDocument, scan: Any, actor: Any) -> None:
    store_file(upload_or_bytes=scan, owner=document, kind=FileKind.SCAN, actor=actor)


def _follow_agreement(unit: IndustrialUnit) -> None:
    """The unit's day of the confidentiality agreement is that of the paper in force."""
    newest = (
        unit.documents.filter(kind=DocumentKind.NDA, state=DocumentState.IN_FORCE)
        .order_by("-valid_from", "-pk")
        .first()
    )
    unit.nda_signed_on = _signed_on(newest) if newest else None
    unit.save(update_fields=["nda_signed_on", "updated_at"])


def _signed_on(document: UnitDocument) -> date | None:
    days = document.signers.filter(signed_on__isnull=False).values_list("signed_on", flat=True)
    return max(days, default=document.valid_from)
