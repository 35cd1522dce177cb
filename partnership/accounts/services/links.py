"""One-purpose links: make, open, withdraw."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Link, LinkUse, User
from partnership.accounts.models.link import FORBIDDEN_PREFIXES
from partnership.accounts.services.tokens import hash_token, new_token
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog

DEFAULT_LIFE = timedelta(days=14)
#: Session key of the links opened in one browser: the latest few, as `{"id": …, "path": …}`.
SESSION_LINKS = "links"


@transaction.atomic
def create_link(
    *,
    user: User | None,
    purpose: str,
    path: str,
    about: models.Model | None = None,
    lasts: timedelta = DEFAULT_LIFE,
    max_uses: int = 50,
    actor: User | None = None,
) -> tuple[Link, str]:
    """Make a link that opens the pages below `path` as `user`: it and its address `/l/<token>/`.

    Without a user it opens them as whoever holds it, and must be `about` the one thing it is for.

    The address is returned once and stored nowhere but in the letter that carries it. `path` ends
    with a slash and lies outside the office, the account and the inbox. The office gets none.

    Raises ValueError for a path no link may open or a link about nobody and nothing, DomainError
    for such a person.
    """
    if not (
        path.startswith("/")
        and path.endswith("/")
        and path != "/"
        and "//" not in path
        and ".." not in path
    ):
        raise ValueError(f"A link needs one page of this site, not {path!r}.")
    if path.startswith(FORBIDDEN_PREFIXES):
        raise ValueError(f"No link may open {path!r}.")
    if user is None and about is None:
        raise ValueError("A link without a person needs something it is about.")
    if user is not None and (user.is_staff or user.is_office or not user.is_active):
        raise DomainError(
            _("A link without sign-in is only for people outside the office with an open account.")
        )
    token = new_token()
    link = Link.objects.create(
        token_hash=hash_token(token),
        purpose=purpose,
        user=user,
        object_label=about._meta.label_lower if about is not None else "",
        object_pk=about.pk if about is not None else None,
        path=path,
        expires_at=timezone.now() + lasts,
        max_uses=max_uses,
        created_by=actor,
    )
    ActionLog.objects.record(link, verb="accounts.link.create", actor=actor, data={"path": path})
    return link, reverse("open_link", kwargs={"token": token})


@transaction.atomic
def open_link(*, token: str, address: str | None) -> Link:
    """Count and log one opening.

    Raises DomainError, the same for unknown, past, used up and withdrawn links.
    """
    link = Link.objects.locked().select_related("user").filter(token_hash=hash_token(token)).first()
    if link is None or not link.is_alive or link.uses >= link.max_uses or not _may_carry(link.user):
        raise DomainError(
            _("This link is not valid any more. Please ask the office for a new one, or sign in.")
        )
    link.uses += 1
    link.save(update_fields=["uses", "updated_at"])
    LinkUse.objects.create(link=link, method="OPEN", path=link.path, address=address)
    return link


def link_in_force(link_id: int, path: str) -> Link | None:
    """The link, when it is alive and covers the address; asked on every request using it."""
    link = Link.objects.alive().select_related("user").filter(pk=link_id).first()
    return link if link is not None and link.covers(path) and _may_carry(link.user) else None


def log_link_use(*, link: Link, method: str, path: str, address: str | None) -> None:
    """Log a form sent on a page a link opened."""
    LinkUse.objects.create(link=link, method=method[:7], path=path[:200], address=address)


@transaction.atomic
def revoke_link(*, link_id: int, actor: User | None = None) -> None:
    """Withdraw a link; pages it opened stop answering at once."""
    link = Link.objects.locked().get(pk=link_id)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at", "updated_at"])
        ActionLog.objects.record(link, verb="accounts.link.revoke", actor=actor)


def prolong_links_about(about: models.Model, until: datetime) -> int:
    """Let the links to an object in force work until another moment; returns how many."""
    links = Link.objects.alive().filter(object_label=about._meta.label_lower, object_pk=about.pk)
    return links.update(expires_at=until)


def revoke_links_about(about: models.Model, *, purpose: str = "") -> int:
    """Withdraw every link to an object, for when its business is done; returns how many."""
    links = Link.objects.alive().filter(object_label=about._meta.label_lower, object_pk=about.pk)
    if purpose:
        links = links.filter(purpose=purpose)
    return links.update(revoked_at=timezone.now())


def _may_carry(user: User | None) -> bool:
    return user is None or (user.is_active and not user.is_staff and not user.is_superuser)
