"""Where a draft is found again, and the CV that goes with it or with an application."""

import hashlib
from typing import Any

from django.db.models import Model
from django.utils import timezone

from partnership.core.text import normalise_code
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from students.models import EnrolmentDraft

#: Key in a draft's data: only its owner finds it, after signing in. See `services.seal_draft`.
SEALED = "sealed"
#: Key in a draft's data: primary key of the account the page was made for.
WRITER = "writer"


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


def claimable_draft(*, round_id: int, user: Any, secret: str) -> EnrolmentDraft | None:
    """The draft in this device's cookie, if it may go to the account that has signed in.

    Only when it was typed for this account, or names no other e-mail or student number: the
    device may be shared.
    """
    draft = visitors_draft(round_id=round_id, secret=secret)
    return draft if draft is not None and _is_of(draft, user) else None


def shown_draft(*, round_id: int, user: Any, secret: str) -> EnrolmentDraft | None:
    """What the form shows: the draft as `services.claim_draft` would leave it; nothing is written.

    Opening the page changes nothing; the next saving claims the visitor's draft.
    """
    own = draft_for(round_id=round_id, user=user, secret=secret)
    if not user.is_authenticated or not secret:
        return own
    visitors = claimable_draft(round_id=round_id, user=user, secret=secret)
    if visitors is None or own is None:
        return visitors or own
    return joined_drafts(own, visitors)


def joined_drafts(own: EnrolmentDraft, visitors: EnrolmentDraft) -> EnrolmentDraft:
    """`own`, not saved: of the two the newer one's words, the older fills the gaps."""
    older, newer = sorted((own, visitors), key=lambda draft: draft.updated_at)
    gaps = {name: words for name, words in older.data.items() if not any(newer.data.get(name, ()))}
    own.data = {**newer.data, **gaps}
    own.data.pop(SEALED, None)
    own.version += 1
    return own


def cv_of(owner: Model | None) -> StoredFile | None:
    """The newest CV of a draft or of an application."""
    if owner is None or owner.pk is None:
        return None
    return StoredFile.objects.of(owner, FileKind.CV).first()


def _is_of(draft: EnrolmentDraft, user: Any) -> bool:
    """Whether a visitor's draft may go to this account."""
    writer = _first(draft, WRITER)
    if writer:
        return writer == str(user.pk)
    email, number = _first(draft, "email"), _first(draft, "student_number")
    same_email = bool(email) and normalise_code(email).lower() == (user.email or "").lower()
    same_number = bool(number) and normalise_code(number) == (user.student_number or "")
    if SEALED in draft.data or (email and number):
        return same_email or same_number
    return (not email or same_email) and (not number or same_number or not user.student_number)


def _first(draft: EnrolmentDraft, name: str) -> str:
    words = draft.data.get(name) or [""]
    return str(words[0])
