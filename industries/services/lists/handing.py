"""What an officer does with a list of the Ministry: hand in, explain, take over, stop, go on."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industries.enums import ListKind, ListVerdict
from industries.models import MinistryList
from industries.services.common import require_right
from industries.services.lists.columns import RESOLUTION_NAMES, UNIT_NAMES
from industries.services.lists.words import KINDS
from industries.workflow.lists import MOVES, STOPS
from partnership.core.errors import DomainError
from partnership.core.jobs import enqueue
from partnership.core.text import normalise_code
from partnership.core.workflow import apply
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.imports.services import (
    decide_to_take,
    keep_list,
    read_again,
    require_sound_columns,
)
from partnership.programme.models import IsicClass, ObstacleCategory, Place

_MODELS: dict[str, Any] = {"places": Place, "isics": IsicClass, "categories": ObstacleCategory}


def _ring(verb: str) -> Any:
    return lambda pk: enqueue(f"industries.{verb}_list", list_id=pk)


@transaction.atomic
def hand_in_list(
    *,
    upload: Any,
    actor: Any,
    letter_no: str,
    letter_date: date,
    kind: str = ListKind.UNITS,
    scan: Any = None,
    session_no: str = "",
    session_date: date | None = None,
    ring: bool = True,
) -> MinistryList:
    """Keep a list and the letter it came with; a worker reads it, nothing else changes.

    `upload` and `scan` are what `documents.forms.UploadField` gives; the session counts for rows
    that name none. Raises DomainError when this file has been handed in with this letter already.
    """
    require_right(actor, "industries.import_list")
    handed = MinistryList(
        kind=ListKind(kind),
        letter_no=normalise_code(letter_no)[:40],
        letter_date=letter_date,
        session_no=normalise_code(session_no)[:30],
        session_date=session_date,
        sha256=upload.sha256,
    )
    if not handed.letter_no:
        raise DomainError(_("The letter has a number; please give it."), field="letter_no")
    try:
        with transaction.atomic():
            keep_list(
                handed=handed, upload=upload, actor=actor, ring=_ring("check") if ring else None
            )
    except IntegrityError as error:
        _refuse_double(handed, error)
    if scan is not None:
        store_file(upload_or_bytes=scan, owner=handed, kind=FileKind.SCAN, actor=actor)
    return handed


def _refuse_double(handed: MinistryList, error: IntegrityError) -> None:
    first = (
        MinistryList.objects.filter(
            kind=handed.kind, letter_no=handed.letter_no, sha256=handed.sha256
        )
        .order_by("-pk")
        .first()
    )
    if first is None:
        raise error
    raise DomainError(
        _("This file has been handed in with this letter already: %(list)s.") % {"list": first},
        field="upload",
    ) from error


@transaction.atomic
def reread_list(
    *,
    list_id: int,
    actor: Any,
    columns: dict[str, str] | None = None,
    **words: dict[str, int],
) -> MinistryList:
    """Have the file read again with what the officer says about columns and words.

    `columns` is {our name: the file's header}, "" for a column the file has not; `places`, `isics`
    and `categories` are {spelling: primary key}. All are remembered for later lists.
    """
    handed = MinistryList.objects.locked().get(pk=list_id)
    columns = columns or {}
    if set(words) - set(KINDS):
        raise TypeError(f"No such words: {set(words) - set(KINDS)}")
    if handed.is_of_units:
        names, needed = UNIT_NAMES, {"name": _("Without the unit’s name no row says anything.")}
    else:
        names, needed = (
            RESOLUTION_NAMES,
            {"body": _("Without the resolution’s text no row says anything.")},
        )
    require_sound_columns(columns, names, needed)
    for kind, spellings in words.items():
        known = _MODELS[kind].objects.filter(pk__in=spellings.values()).count()
        if known != len(set(spellings.values())):
            raise DomainError(_("One of these does not exist any more; please choose again."))
    return read_again(
        handed=handed,
        move=MOVES.reread,
        actor=actor,
        said={"columns": columns, **words},
        ring=_ring("check"),
    )


@transaction.atomic
def apply_list(*, list_id: int, actor: Any, ring: bool = True) -> MinistryList:
    """Decide to take a checked list over; a worker does it part by part.

    Raises WrongState when somebody else was quicker, DomainError when no row can be taken.
    """
    return decide_to_take(
        handed=MinistryList.objects.locked().get(pk=list_id),
        move=MOVES.apply,
        actor=actor,
        kinds=(ListVerdict.ADDED, ListVerdict.MERGED),
        ring=_ring("apply") if ring else None,
    )


@transaction.atomic
def stop_list(*, list_id: int, actor: Any) -> MinistryList:
    """Stop taking over; the part being written is finished first, its lock makes this wait."""
    handed = MinistryList.objects.locked().get(pk=list_id)
    apply(STOPS.stop, handed, actor=actor, data={"position": handed.position})
    return handed


@transaction.atomic
def resume_list(*, list_id: int, actor: Any, ring: bool = True) -> MinistryList:
    """Go on with the first row that has not been taken over."""
    handed = MinistryList.objects.locked().get(pk=list_id)
    apply(STOPS.resume, handed, actor=actor, data={"position": handed.position})
    if ring:
        enqueue("industries.apply_list", list_id=handed.pk)
    return handed


@transaction.atomic
def cancel_list(*, list_id: int, actor: Any) -> MinistryList:
    """Put a list aside; a worker that is reading it stops at its next chunk."""
    handed = MinistryList.objects.locked().get(pk=list_id)
    apply(MOVES.cancel, handed, actor=actor)
    return handed
