"""What an officer does with a list: hand it in, explain its columns, take it over, stop it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from partnership.core.workflow import Move, apply
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.imports.models import SheetImport

#: What a list may come as.
TYPES = ("xlsx", "csv", "tsv")
Ring = Callable[[int], None]


@transaction.atomic
def keep_list(*, handed: SheetImport, upload: Any, actor: Any, ring: Ring | None) -> Any:
    """Keep a list with its file and have a worker read it; nothing else changes.

    `handed` is the new, unsaved row. Raises DomainError when the person's quota is used up.
    """
    handed.created_by = actor
    handed.save()
    stored = store_file(
        upload_or_bytes=upload,
        owner=handed,
        kind=FileKind.ATTACHMENT,
        actor=actor,
        types=TYPES,
    )
    ActionLog.objects.record(
        handed,
        verb=f"{handed._meta.label_lower}.hand_in",
        actor=actor,
        after=handed.state,
        data={"name": stored.name, "sha256": stored.sha256},
    )
    if ring:
        ring(handed.pk)
    return handed


@transaction.atomic
def read_again(
    *, handed: Any, move: Move, actor: Any, said: dict[str, dict[str, Any]], ring: Ring
) -> Any:
    """Have the file read again with what the officer says; `handed` is locked.

    `said` is {field of the model: what is added to it}.
    """
    for name, values in said.items():
        setattr(handed, name, {**getattr(handed, name), **values})
    handed.rows_done, handed.error = 0, ""
    also = [*said, "rows_done", "error", "updated_at"]
    if hasattr(handed, "position"):
        handed.position = 0
        also.append("position")
    apply(move, handed, actor=actor, also=also, data=said)
    ring(handed.pk)
    return handed


@transaction.atomic
def decide_to_take(
    *, handed: Any, move: Move, actor: Any, kinds: Sequence[str], ring: Ring | None
) -> Any:
    """Decide to take a checked list over; a worker does it. `handed` is locked.

    Raises WrongState when somebody else was quicker, DomainError when no row can be taken.
    """
    taken = sum(handed.report.get(kind, 0) for kind in kinds)
    handed.rows_done = 0
    apply(move, handed, actor=actor, also=["rows_done", "updated_at"])
    if not taken:
        raise DomainError(_("Every row of this list is refused; there is nothing to take over."))
    if ring:
        ring(handed.pk)
    return handed
