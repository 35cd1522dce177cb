"""Reads across stored files."""

from typing import Any
from uuid import UUID

from django.db.models import Sum

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
