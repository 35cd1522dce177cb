"""Reads across stored files."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from partnership.core.personal import OwnFile, Part, collector, facts_of
from partnership.documents.models import StoredFile


def readable_file(public_id: UUID, user: Any) -> StoredFile | None:
    """Return a file if it exists and its owner lets this person read it; None for either reason."""
    stored = StoredFile.objects.select_related("owner_type").filter(public_id=public_id).first()
    return stored if stored is not None and stored.is_readable_by(user) else None


def used_bytes(user: Any) -> int:
    """Return how much a person's uploads take, in bytes."""
    return (
        StoredFile.objects.filter(uploaded_by=user, is_own=False).aggregate(sum=Sum("size"))["sum"]
        or 0
    )


@collector(order=70)
def personal_files(user: Any) -> Iterator[Part]:
    """What this person handed in."""
    own = list(StoredFile.objects.filter(uploaded_by=user, is_own=False).order_by("pk"))
    yield Part(
        "files",
        _("Files you handed in"),
        _("As long as what they belong to; those of weekly reports five years."),
        [facts_of(row, "name", "kind", "created_at", "size", "sha256") for row in own],
        [OwnFile(f"{row.pk}-{row.name}", _reader(row)) for row in own],
    )


def _reader(stored: StoredFile) -> Callable[[], bytes]:
    def read() -> bytes:
        with stored.file.open("rb") as content:
            return bytes(content.read())

    return read
