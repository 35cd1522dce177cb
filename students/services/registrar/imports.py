"""What an officer does with a registrar's list: hand it in, explain its columns, take it over."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.jobs import enqueue
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.imports.services import (
    decide_to_take,
    keep_list,
    read_again,
    require_sound_columns,
)
from partnership.programme.models import Major
from students import workflow
from students.models import RegistrarImport, RegistrarRecord
from students.services.registrar.columns import NAMES


def _ring(verb: str) -> Any:
    return lambda pk: enqueue(f"students.{verb}_import", import_id=pk)


@transaction.atomic
def hand_in_import(*, upload: Any, actor: User, ring: bool = True) -> RegistrarImport:
    """Keep a list and have a worker read it; nothing else changes until it is taken over.

    `upload` is what `documents.forms.UploadField` gives; with `ring=False` the caller reads the
    list itself. Raises DomainError when the person's quota is used up.
    """
    if not actor.has_perm("students.import_registrar"):
        raise NotAllowed(_("The office keeps these figures."))
    bell = _ring("check") if ring else None
    return keep_list(handed=RegistrarImport(), upload=upload, actor=actor, ring=bell)


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
    needed = {"student_number": _("Without the student number no row can be recognised.")}
    require_sound_columns(columns, NAMES, needed)
    if Major.objects.filter(pk__in=majors.values()).count() != len(set(majors.values())):
        raise DomainError(_("One of these majors does not exist any more."))
    return read_again(
        handed=handed,
        move=workflow.REREAD_IMPORT,
        actor=actor,
        said={"columns": columns, "majors": majors},
        ring=_ring("check"),
    )


@transaction.atomic
def apply_import(*, import_id: int, actor: User, ring: bool = True) -> RegistrarImport:
    """Decide to take a checked list over; a worker does it (see `take_over_import`).

    Raises WrongState when somebody else was quicker, DomainError when no row can be taken.
    """
    return decide_to_take(
        handed=RegistrarImport.objects.locked().get(pk=import_id),
        move=workflow.APPLY_IMPORT,
        actor=actor,
        kinds=("added", "changed", "same"),
        ring=_ring("apply") if ring else None,
    )


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
