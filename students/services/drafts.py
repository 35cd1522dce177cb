"""Drafts: kept as typed, found again, taken over by an account, thrown away."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, WrongState
from partnership.core.identifiers import generate_code
from partnership.documents.enums import FileKind
from partnership.documents.inspection import Accepted
from partnership.documents.models import StoredFile
from partnership.documents.services import drop_file, store_file
from partnership.notifications.services import Address, queue_letter
from students import emails
from students.models import EnrolmentDraft
from students.selectors.drafts import (
    SEALED,
    WRITER,
    claimable_draft,
    cv_of,
    draft_for,
    joined_drafts,
    secret_hash,
    visitors_draft,
)

#: Two weeks: a call lasts about four, and a visitor's identifiers should not lie longer than that.
KEPT_FOR = timedelta(days=14)
#: A hundred bits: nobody guesses one, and it can still be typed on another device.
SECRET_LENGTH = 20
#: Longest draft, in characters; two texts of 10,000 fit.
MAX_CHARACTERS = 60_000
MAX_FIELDS = 400
#: Says nothing about what was typed, so a change of it alone is no newer draft.
STEP = "step"

Data = Mapping[str, Sequence[str]]


class NewerDraft(WrongState):
    """Another tab or device has saved meanwhile; `draft` is what it left."""

    def __init__(self, draft: EnrolmentDraft) -> None:
        super().__init__(_("A newer version of this form was saved in another tab or device."))
        self.draft = draft


def new_secret() -> str:
    """A visitor's key to the draft."""
    return generate_code(SECRET_LENGTH)


@transaction.atomic
def save_draft(
    *, round_id: int, user: Any, secret: str, data: Data, version: int | None
) -> EnrolmentDraft:
    """Keep what was typed, for an account or for whoever holds `secret`.

    `version` is the one the page was made from; None overwrites. Raises NewerDraft when another
    tab saved something else since, DomainError when it is too much.
    """
    _require_reasonable(data)
    is_known = user is not None and user.is_authenticated
    draft = _locked(draft_for(round_id=round_id, user=user, secret=secret))
    if draft is None:
        _forget_stale(round_id=round_id, user=user if is_known else None, secret=secret)
        draft = EnrolmentDraft(
            round_id=round_id,
            user=user if is_known else None,
            key_hash=None if is_known else secret_hash(secret),
        )
    elif version is not None and version != draft.version and _words(draft.data) != _words(data):
        raise NewerDraft(draft)
    draft.data = {name: list(values) for name, values in data.items()}
    draft.version += 1
    draft.expires_at = timezone.now() + KEPT_FOR
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as error:  # two tabs saved for the first time in the same moment
        other = draft_for(round_id=round_id, user=user, secret=secret)
        if other is None:
            raise
        raise NewerDraft(other) from error
    return draft


@transaction.atomic
def keep_cv(*, draft_id: int, cv: Accepted | None, actor: Any) -> StoredFile | None:
    """Keep a CV with the draft instead of the one before; None only removes it."""
    draft = EnrolmentDraft.objects.locked().get(pk=draft_id)
    _drop_files(draft)
    if cv is None:
        return None
    return store_file(upload_or_bytes=cv, owner=draft, kind=FileKind.CV, actor=actor)


def read_cv(draft: EnrolmentDraft | None) -> Accepted | None:
    """The CV kept with a draft, ready to be stored with the application."""
    stored = cv_of(draft)
    if stored is None:
        return None
    with stored.file.open("rb") as content:
        return Accepted(name=stored.name, content_type=stored.content_type, data=content.read())


@transaction.atomic
def claim_draft(*, round_id: int, user: User, secret: str) -> EnrolmentDraft | None:
    """After signing in: what was typed without the account goes on with it."""
    visitors = _locked(claimable_draft(round_id=round_id, user=user, secret=secret))
    if visitors is None:
        return None
    own = _locked(draft_for(round_id=round_id, user=user))
    if own is None:
        _forget_stale(round_id=round_id, user=user, secret="")
        visitors.user, visitors.key_hash = user, None
        visitors.data.pop(SEALED, None)
        visitors.save()
        return visitors
    cv = read_cv(visitors)
    takes_cv = cv is not None and (visitors.updated_at > own.updated_at or cv_of(own) is None)
    joined_drafts(own, visitors)
    own.expires_at = timezone.now() + KEPT_FOR
    own.save()
    if takes_cv:
        keep_cv(draft_id=own.pk, cv=cv, actor=user)
    discard_draft(draft_id=visitors.pk)
    return own


@transaction.atomic
def seal_draft(*, round_id: int, secret: str) -> None:
    """Keep a draft for its owner's sign-in only: its writer was told to use the account.

    To the visitor it looks as if it had been handed in, so nobody learns which e-mail is known.
    """
    draft = _locked(visitors_draft(round_id=round_id, secret=secret))
    if draft is not None:
        draft.data[SEALED] = ["1"]
        draft.save(update_fields=["data", "updated_at"])


@transaction.atomic
def discard_draft(*, draft_id: int) -> None:
    """Throw a draft away with its CV: it was handed in, or is not wanted."""
    draft = EnrolmentDraft.objects.locked().filter(pk=draft_id).first()
    if draft is not None:
        _drop_files(draft)
        draft.delete()


def delete_old_drafts() -> int:
    """Throw away what nobody went on with for KEPT_FOR; return how many."""
    old = EnrolmentDraft.objects.filter(expires_at__lte=timezone.now()).values_list("pk", flat=True)
    for draft_id in old:
        discard_draft(draft_id=draft_id)
    return len(old)


@transaction.atomic
def send_draft_link(*, draft_id: int, email: str, language: str, url: str) -> None:
    """Write the link to a draft to the e-mail its writer named."""
    draft = EnrolmentDraft.objects.get(pk=draft_id)
    queue_letter(
        emails.DRAFT_LINK,
        about=draft,
        to=[Address(email=email, language=language)],
        context={"until": emails.ReaderDate(draft.expires_at)},
        dedupe=f"students.enrolmentdraft:{draft.pk}:{timezone.now():%Y%m%d%H%M}",
        url=url,
    )


def _require_reasonable(data: Data) -> None:
    size = sum(len(name) + sum(map(len, words)) for name, words in data.items())
    if size > MAX_CHARACTERS or len(data) > MAX_FIELDS:
        raise DomainError(_("This is more text than the form takes. Please shorten it."))


def _locked(draft: EnrolmentDraft | None) -> EnrolmentDraft | None:
    return draft and EnrolmentDraft.objects.locked().filter(pk=draft.pk).first()


def _words(data: Data) -> dict[str, list[str]]:
    """What was typed, apart from empty fields and the step that was open."""
    return {
        name: list(words)
        for name, words in data.items()
        if name not in (STEP, WRITER, SEALED) and any(words)
    }


def _forget_stale(*, round_id: int, user: User | None, secret: str) -> None:
    """Expired or sealed rows give way to a new draft under the same key."""
    rows = EnrolmentDraft.objects.filter(round_id=round_id, user=user)
    rows = rows if user is not None else EnrolmentDraft.objects.filter(key_hash=secret_hash(secret))
    for draft_id in rows.values_list("pk", flat=True):
        discard_draft(draft_id=draft_id)


def _drop_files(draft: EnrolmentDraft) -> None:
    for stored in StoredFile.objects.of(draft):
        drop_file(file_id=stored.pk)
