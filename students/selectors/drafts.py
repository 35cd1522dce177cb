"""Where a draft is found again, and the CV that goes with it or with an application."""

import hashlib
from typing import Any

from django.db.models import Model
from django.utils import timezone

from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from students.models import EnrolmentDraft

#: Key in a draft's data: only its owner finds it, after signing in. See `services.seal_draft`.
SEALED = "sealed"


def secret_hash(secret: str) -> str:
    """What is stored of the secret in a visitor's cookie or link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def draft_for(*, round_id: int, user: Any, secret: str = "") -> EnrolmentDraft | None:
    """The draft of an account, or the one a visitor's secret opens; None when there is none."""
    drafts = EnrolmentDraft.objects.filter(round_id=round_id, expires_at__gt=timezone.now())
    if user is not None and user.is_authenticated:
        return drafts.visible_to(user).first()
    draft = visitors_draft(round_id=round_id, secret=secret)
    return None if draft is not None and SEALED in draft.data else draft


def visitors_draft(*, round_id: int, secret: str) -> EnrolmentDraft | None:
    """The draft that belongs to nobody yet and that this secret opens, sealed or not."""
    if not secret:
        return None
    return EnrolmentDraft.objects.filter(
        round_id=round_id,
        user=None,
        key_hash=secret_hash(secret),
        expires_at__gt=timezone.now(),
    ).first()


def cv_of(owner: Model | None) -> StoredFile | None:
    """The newest CV of a draft or of an application."""
    if owner is None or owner.pk is None:
        return None
    return StoredFile.objects.of(owner, FileKind.CV).first()
