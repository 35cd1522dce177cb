"""Invite people, and let them in."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnership.accounts import emails
from partnership.accounts.enums import Role
from partnership.accounts.models import Invitation, User
from partnership.accounts.models.user import canonical_email
from partnership.accounts.services.people import create_user, set_first_password
from partnership.accounts.services.roles import grant_role
from partnership.accounts.services.tokens import hash_token, new_token
from partnership.accounts.signals import invitation_accepted
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.identifiers import normalise_mobile
from partnership.core.models import ActionLog
from partnership.core.text import normalise_text
from partnership.notifications.services import Address, queue_letter

#: How long a letter's link works; afterwards the page offers a fresh one.
TOKEN_LIFE = timedelta(hours=1)
#: How long the invitation itself stays open.
INVITATION_LIFE = timedelta(days=14)
#: Letters one invitation may cause.
MAX_LETTERS = 10


@dataclass(frozen=True)
class Invited:
    """The outcome: somebody known got the role at once, or somebody new got an invitation.

    `url` is the path with the token; it exists here and in the letter, nowhere else.
    """

    user: User | None
    invitation: Invitation | None
    url: str


@transaction.atomic
def invite_person(
    *,
    role: str,
    actor: User | None,
    email: str = "",
    mobile: str = "",
    about: models.Model | None = None,
    thing: str = "",
    first_name: str = "",
    last_name: str = "",
    language: str = "",
    send: bool = True,
) -> Invited:
    """Give a role to whoever is reached by this e-mail or mobile.

    Somebody with an account gets the role and a letter; anybody else an invitation to set name and
    password. `about` is the object it concerns (a unit): `signals.invitation_accepted` hands it
    on; `thing` is what the letter calls it, when that is not its own name. With `send=False` the
    caller puts `url` into a letter of its own.

    Raises NotAllowed when the actor may not give the role, DomainError when nobody is reachable.
    """
    role = Role(role)
    _require_inviter(actor, role)
    email = canonical_email(email) or ""
    mobile = normalise_mobile(mobile) if mobile else ""
    if not email and not mobile:
        raise DomainError(_("Give an e-mail address or a mobile number to invite somebody."))
    known = User.objects.filter(**({"email": email} if email else {"mobile": mobile})).first()
    if known:
        return _welcome_known(known, role, actor, about, thing=thing or _name(about), send=send)
    token = new_token()
    now = timezone.now()
    Invitation.objects.open().filter(
        email=email,
        mobile=mobile,
        role=role,
        object_label=_label(about),
        object_pk=about.pk if about else None,
    ).update(revoked_at=now)
    invitation = Invitation.objects.create(
        email=email,
        mobile=mobile,
        role=role,
        first_name=normalise_text(first_name)[:80],
        last_name=normalise_text(last_name)[:80],
        language=language,
        object_label=_label(about),
        object_pk=about.pk if about else None,
        object_name=(thing or _name(about))[:200],
        token_hash=hash_token(token),
        token_expires_at=now + TOKEN_LIFE,
        expires_at=now + INVITATION_LIFE,
        invited_by=actor,
    )
    ActionLog.objects.record(invitation, verb="accounts.invitation.create", actor=actor, after=role)
    url = reverse("accounts:open_invitation", kwargs={"token": token})
    if send:
        _send(invitation, url)
    return Invited(user=None, invitation=invitation, url=url)


def invitation_for_token(token: str) -> Invitation | None:
    """The invitation a token belongs to, whatever its state."""
    return Invitation.objects.filter(token_hash=hash_token(token)).first()


@transaction.atomic
def renew_invitation(*, invitation_id: int) -> None:
    """Send a fresh link to the invited address; the old one dies.

    Raises DomainError when the invitation is closed.
    """
    invitation = Invitation.objects.locked().get(pk=invitation_id)
    if not invitation.is_open or invitation.sent >= MAX_LETTERS:
        raise DomainError(_("This invitation is closed. Please ask the office for a new one."))
    token = new_token()
    invitation.token_hash, invitation.token_expires_at = (
        hash_token(token),
        timezone.now() + TOKEN_LIFE,
    )
    invitation.sent += 1
    invitation.save(update_fields=["token_hash", "token_expires_at", "sent", "updated_at"])
    _send(invitation, reverse("accounts:open_invitation", kwargs={"token": token}))


@transaction.atomic
def accept_invitation(
    *, invitation_id: int, token_hash: str, password: str, language: str = "", **names: str
) -> User:
    """Make the account, give the role, close the invitation: once.

    Raises DomainError when it was used, withdrawn or renewed meanwhile, or for a weak password.
    """
    invitation = Invitation.objects.locked().get(pk=invitation_id)
    if not invitation.is_fresh or invitation.token_hash != token_hash:
        raise DomainError(_("This invitation link was used already or is no longer valid."))
    user = _open_account(invitation, password, language or invitation.language, names)
    grant_role(user_id=user.pk, role=invitation.role)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by", "updated_at"])
    ActionLog.objects.record(
        invitation, verb="accounts.invitation.accept", actor=user, after=invitation.role
    )
    invitation_accepted.send(sender=Invitation, invitation=invitation, user=user)
    user.refresh_from_db()
    return user


def _open_account(
    invitation: Invitation, password: str, language: str, names: dict[str, str]
) -> User:
    """A new account, or the one that links in letters have used so far, which had no password."""
    waiting = (
        User.objects.locked().filter(email=invitation.email).first() if invitation.email else None
    )
    if waiting is None or waiting.has_usable_password() or not waiting.is_active:
        return create_user(
            email=invitation.email or None,
            mobile=invitation.mobile or None,
            password=password,
            language=language,
            verified=bool(invitation.email),
            **names,
        )
    return set_first_password(user_id=waiting.pk, password=password, language=language, **names)


@transaction.atomic
def revoke_invitation(*, invitation_id: int, actor: User) -> Invitation:
    """Withdraw an invitation that is still open."""
    invitation = Invitation.objects.locked().get(pk=invitation_id)
    if not invitation.is_open:
        raise DomainError(_("This invitation is closed already."))
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at", "updated_at"])
    ActionLog.objects.record(invitation, verb="accounts.invitation.revoke", actor=actor)
    return invitation


def _welcome_known(
    user: User, role: str, actor: User | None, about: models.Model | None, *, thing: str, send: bool
) -> Invited:
    grant_role(user_id=user.pk, role=role, actor=actor)
    if send:
        with override(user.language or None):
            queue_letter(
                emails.ACCOUNT_ROLE,
                about=user,
                to=[user],
                context={"role": str(Role(role).label), "thing": thing},
                dedupe=f"{user.pk}:{role}:{_label(about)}:{about.pk if about else ''}",
                url="/me/",
            )
    return Invited(user=user, invitation=None, url="")


def _require_inviter(actor: User | None, role: str) -> None:
    if actor is None:
        return
    if role in (Role.OFFICER, Role.HEAD) and not actor.has_perm("accounts.grant_office_role"):
        raise NotAllowed(_("Only the head of the office gives and takes roles of the office."))


def _send(invitation: Invitation, url: str) -> None:
    if not invitation.email:
        return
    language = invitation.language or "fa"
    with override(language):
        role, name = (
            str(Role(invitation.role).label),
            f"{invitation.first_name} {invitation.last_name}".strip(),
        )
    queue_letter(
        emails.ACCOUNT_INVITATION,
        about=invitation,
        to=[Address(invitation.email, name, language)],
        context={"role": role, "thing": invitation.object_name},
        dedupe=invitation.token_hash,
        url=url,
    )


def _name(about: models.Model | None) -> str:
    return str(about) if about is not None else ""


def _label(about: models.Model | None) -> str:
    return about._meta.label_lower if about is not None else ""
