"""One request's draft: whose it is, the cookie that opens it, what was typed."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from partnership.core.errors import DomainError
from partnership.documents.inspection import Accepted
from partnership.programme.models import Round
from students import services
from students.models import EnrolmentDraft
from students.selectors.drafts import WRITER, draft_for, shown_draft
from students.services.drafts import KEPT_FOR

#: Field with the version the page was made from.
VERSION = "draft_version"
#: Parts of a posted form that are not the person's words, or must not be kept.
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "password", "cv", "form_key", "action", VERSION})


class DraftKeeper:
    """Finds and keeps the draft of whoever makes this request."""

    def __init__(self, request: HttpRequest, round_: Round) -> None:
        self.request, self.round, self.user = request, round_, request.user
        self.secret = request.COOKIES.get(cookie_name(), "")[:64]
        self._sets_cookie = self._takes_cookie = False
        self.draft = self._find()

    def _find(self) -> EnrolmentDraft | None:
        if self.request.method in ("GET", "HEAD"):
            return shown_draft(round_id=self.round.pk, user=self.user, secret=self.secret)
        if self.user.is_authenticated and self.secret:
            claimed = services.claim_draft(
                round_id=self.round.pk, user=self.user, secret=self.secret
            )
            if claimed is not None:
                self._takes_cookie = True
                return claimed
        return draft_for(round_id=self.round.pk, user=self.user, secret=self.secret)

    @property
    def version(self) -> int:
        """Version of the draft as it is kept now."""
        return self.draft.version if self.draft else 0

    @property
    def is_signed_out(self) -> bool:
        """Whether the page was made for an account whose session has ended."""
        return bool(self.request.POST.get(WRITER)) and not self.user.is_authenticated

    def keep(self, *, overwrite: bool = False) -> EnrolmentDraft:
        """Keep the posted form. Raises NewerDraft, or DomainError for too much text."""
        if not self.user.is_authenticated and not self.secret:
            self.secret = services.new_secret()
        post = self.request.POST
        self.draft = services.save_draft(
            round_id=self.round.pk,
            user=self.user,
            secret=self.secret,
            data={
                name: [word.replace("\x00", "") for word in post.getlist(name)]
                for name in post
                if name not in _NOT_KEPT
            },
            version=None if overwrite else _number(post.get(VERSION)),
        )
        self._sets_cookie = not self.user.is_authenticated
        return self.draft

    def keep_anyway(self) -> None:
        """Keep what a refused form held, whatever was saved before; too much is not kept."""
        try:
            self.keep(overwrite=True)
        except DomainError:
            self._sets_cookie = False

    def keep_cv(self, cv: Accepted | None) -> None:
        """Keep a CV, or the wish to remove it, with the draft."""
        if self.draft is not None and (cv is not None or self.request.POST.get("remove_cv")):
            actor = self.user if self.user.is_authenticated else None
            services.keep_cv(draft_id=self.draft.pk, cv=cv, actor=actor)

    def discard(self) -> None:
        """Throw the draft away: it was handed in, or its writer starts afresh."""
        if self.draft is not None:
            services.discard_draft(draft_id=self.draft.pk)
            self.draft = None

    def finish(self, response: HttpResponse) -> HttpResponse:
        """Give a visitor the key, when there is a new draft."""
        if self._sets_cookie:
            give_key(response, self.secret)
        elif self._takes_cookie:
            response.delete_cookie(cookie_name(), samesite="Lax")
        return response


def cookie_name() -> str:
    """Name of the visitor's cookie; with https no other host can set it."""
    return "__Host-draft" if settings.SESSION_COOKIE_SECURE else "draft"


def give_key(response: HttpResponse, secret: str) -> None:
    """Set the cookie that opens a visitor's draft; scripts cannot read it."""
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=int(KEPT_FOR.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _number(text: Any) -> int | None:
    """Version as posted; None (overwrite) for a form that carries none."""
    text = str(text or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
