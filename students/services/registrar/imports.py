"""What an officer does with a registrar's list: hand it in, explain its columns, take it over."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.jobs import enqueue
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.programme.models import Major
from students import workflow
from students.models import RegistrarImport, RegistrarRecord
from students.services.registrar.columns import NAMES

#: What a list may come as.
TYPES = ("xlsx", "csv", "tsv")


@transaction.atomic
def hand_in_import(*, upload: Any, actor: User, ring: bool = True) -> RegistrarImport:
    """Keep a list and have a worker read it; nothing else changes until it is taken over.

    `upload` is what `documents.forms.UploadField` gives; with `ring=False` the caller reads the
    list itself. Raises DomainError when the person's
    quota is used up.
    """
    if not actor.has_perm("students.import_registrar"):
        raise NotAllowed(_("The office keeps these figures."))
    handed = RegistrarImport.objects.create(created_by=actor)
    stored = store_file(
        upload_or_bytes=upload,
        owner=handed,
        kind=FileKind.ATTACHMENT,
        actor=actor,
        types=TYPES,
    )
    ActionLog.objects.record(
        handed,
        verb="students.registrarimport.hand_in",
        actor=actor,
        after=handed.state,
        data={"name": stored.name, "sha256": stored.sha256},
    )
    if ring:
        enqueue("students.check_import", import_id=handed.pk)
    return handed


@transaction.atomic
def reread_import(
    *,
    import_id: int,
    actor: User,
    columns: dict[str, str] | None = None,
    majors: dict[str, int] | None = None,
) -> RegistrarImport:
    """Have the file read again with what the officer says about its columns and majors.

    `columns` is {our name: the file's header}, "" for a column the file has not; `majors` is
    {spelling: primary key}. Both are remembered for later lists.
    """
    handed = RegistrarImport.objects.locked().get(pk=import_id)
    columns, majors = columns or {}, majors or {}
    if set(columns) - set(NAMES):
        raise TypeError(f"No such columns: {set(columns) - set(NAMES)}")
    said = [header for header in columns.values() if header]
    if len(said) != len(set(said)):
        raise DomainError(_("One column of the file cannot be two things at once."))
    if columns and not columns.get("student_number"):
        raise DomainError(
            _("Without the student number no row can be recognised."), field="student_number"
        )
    if Major.objects.filter(pk__in=majors.values()).count() != len(set(majors.values())):
        raise DomainError(_("One of these majors does not exist any more."))
    handed.columns = {**handed.columns, **columns}
    handed.majors = {**handed.majors, **majors}
    handed.rows_done, handed.error = 0, ""
    apply(
        workflow.REREAD_IMPORT,
        handed,
        actor=actor,
        also=["columns", "majors", "rows_done", "error", "updated_at"],
        data={"columns": columns, "majors": majors},
    )
    enqueue("students.check_import", import_id=handed.pk)
    return handed


@transaction.atomic
def apply_import(*, import_id: int, actor: User, ring: bool = True) -> RegistrarImport:
    """Decide to take a checked list over; a worker does it (see `take_over_import`).

    Raises WrongState when somebody else was quicker, DomainError when no row can be taken.
    """
    handed = RegistrarImport.objects.locked().get(pk=import_id)
    taken = sum(handed.report.get(kind, 0) for kind in ("added", "changed", "same"))
    handed.rows_done = 0
    apply(workflow.APPLY_IMPORT, handed, actor=actor, also=["rows_done", "updated_at"])
    if not taken:
        raise DomainError(_("Every row of this list is refused; there is nothing to take over."))
    if ring:
        enqueue("students.apply_import", import_id=handed.pk)
    return handed


@transaction.atomic
def cancel_import(*, import_id: int, actor: User) -> RegistrarImport:
    """Put a list aside; a worker that is reading it stops at its next chunk."""
    handed = RegistrarImport.objects.locked().get(pk=import_id)
    apply(workflow.CANCEL_IMPORT, handed, actor=actor)
    return handed


@transaction.atomic
def clear_national_ids(*, record_ids: list[int], actor: User) -> int:
    """Forget the national ID of records an earlier list had wrong; the next list brings it."""
    if not actor.has_perm("students.import_registrar"):
        raise NotAllowed(_("The office keeps these figures."))
    records = list(RegistrarRecord.objects.locked().filter(pk__in=record_ids))
    for record in records:
        ActionLog.objects.record(
            record, verb="students.registrarrecord.clear_national_id", actor=actor
        )
    RegistrarRecord.objects.filter(pk__in=[record.pk for record in records]).update(national_id="")
    return len(records)
