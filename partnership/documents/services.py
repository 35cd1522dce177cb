"""Keeping files, and the face of this room for rendering PDFs."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from partnership.core.numbers import format_number
from partnership.documents.inspection import DEFAULT_TYPES, Accepted, accept_own, accept_upload
from partnership.documents.models import StoredFile
from partnership.documents.names import display_name
from partnership.documents.pdf import render_pdf
from partnership.documents.selectors import used_bytes

__all__ = ["delete_orphans", "erase_file", "erase_files", "render_pdf", "store_file"]

logger = logging.getLogger(__name__)
#: How long a file without a row may be part of a transaction still under way.
ORPHAN_AGE = timedelta(days=1)
#: First key of the advisory lock that makes one person's uploads count one after the other.
_QUOTA_LOCK = 7_413


@transaction.atomic
def store_file(
    *,
    upload_or_bytes: Accepted | UploadedFile | bytes,
    name: str = "",
    owner: models.Model,
    kind: str,
    actor: Any,
    types: Sequence[str] = DEFAULT_TYPES,
) -> StoredFile:
    """Keep a file for its owner and return its row.

    ``Accepted`` is what ``forms.UploadField`` gives; an upload is looked over here (``types``);
    bytes are a document this system made and are kept as they are. ``name`` replaces the name
    the file came with. Raises FileRefused for what cannot be accepted, DomainError when the
    person's quota or the disk is full.
    """
    if isinstance(upload_or_bytes, bytes):
        accepted, is_own = accept_own(upload_or_bytes, name=name), True
    elif isinstance(upload_or_bytes, Accepted):
        accepted, is_own = upload_or_bytes, False
    else:
        accepted, is_own = accept_upload(upload_or_bytes, types=types), False
    if not is_own and actor is not None:
        _require_quota(actor, accepted.size)
    stored = StoredFile(
        owner=owner,
        kind=kind,
        name=display_name(name) if name else accepted.name,
        content_type=accepted.content_type,
        size=accepted.size,
        sha256=accepted.sha256,
        uploaded_by=actor if getattr(actor, "pk", None) else None,
        is_own=is_own,
    )
    try:
        stored.file.save("", ContentFile(accepted.data), save=False)
    except OSError as error:
        logger.error("cannot keep a file: %s", error)
        raise DomainError(
            _(
                "The file could not be kept because the store is full or away. "
                "Please try again later."
            )
        ) from error
    try:
        stored.save()
    except Exception:
        stored.file.delete(save=False)
        raise
    return stored


@transaction.atomic
def erase_file(*, file_id: int, actor: Any, reason: str) -> None:
    """Delete a file whose time of keeping is over; the log of its owner says so.

    The bytes go once the transaction has committed.
    """
    stored = StoredFile.objects.select_for_update().get(pk=file_id)
    if stored.owner is not None:
        ActionLog.objects.record(
            stored.owner,
            verb="documents.storedfile.erase",
            actor=actor,
            reason=reason,
            data={"name": stored.name, "sha256": stored.sha256},
        )
    storage, path = stored.file.storage, stored.file.name
    stored.delete()
    transaction.on_commit(lambda: storage.delete(path), robust=True)


@transaction.atomic
def drop_file(*, file_id: int) -> None:
    """Delete a file that was never handed in, such as one kept with a draft; no log remains."""
    stored = StoredFile.objects.select_for_update().get(pk=file_id)
    storage, path = stored.file.storage, stored.file.name
    stored.delete()
    transaction.on_commit(lambda: storage.delete(path), robust=True)


@transaction.atomic
def erase_files(files: models.QuerySet[StoredFile]) -> int:
    """Delete files without a word in the log: their names are part of what is erased."""
    rows = list(files.select_for_update(of=("self",)))
    paths = [(row.file.storage, row.file.name) for row in rows]
    StoredFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for storage, path in paths:
        transaction.on_commit(lambda storage=storage, path=path: storage.delete(path), robust=True)
    return len(rows)


def delete_orphans() -> int:
    """Delete files that no row knows, left by a transaction that was undone; return how many."""
    storage = StoredFile._meta.get_field("file").storage
    before = timezone.now() - ORPHAN_AGE
    deleted = 0
    folders = storage.listdir("files")[0] if storage.exists("files") else []
    for folder in folders:
        paths = {f"files/{folder}/{name}" for name in storage.listdir(f"files/{folder}")[1]}
        known = set(StoredFile.objects.filter(file__in=paths).values_list("file", flat=True))
        for path in sorted(paths - known):
            if storage.get_modified_time(path) < before:
                storage.delete(path)
                deleted += 1
    return deleted


def _require_quota(actor: Any, size: int) -> None:
    """Refuse an upload that would take the person over ``UPLOAD_QUOTA_MB``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_QUOTA_LOCK, actor.pk])
    if used_bytes(actor) + size > settings.UPLOAD_QUOTA_MB * 1024 * 1024:
        quota = format_number(settings.UPLOAD_QUOTA_MB)
        raise DomainError(
            _("Your files already take the %(quota)s MB you may use. Ask the office to make room.")
            % {"quota": quota}
        )
