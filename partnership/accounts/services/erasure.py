"""Make an account anonymous: the row stays for what points at it, the person is gone from it."""

from typing import Any

import pgtrigger
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.enums import Role
from partnership.accounts.models import Invitation, Link, LinkUse, RoleGrant, User
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog

#: Roles whose holder may be forgotten: nobody else's work hangs on what they did.
ERASABLE_ROLES = frozenset({Role.STUDENT})


def erased_address(user_id: int) -> str:
    """The address of nobody that an anonymous account bears (RFC 2606)."""
    return f"erased-{user_id}@erased.invalid"


@transaction.atomic
def anonymise_user(*, user_id: int, actor: User | None) -> User:
    """Take names, identifiers, password and factors from an account and close it for good.

    Safe to run twice. Raises DomainError for people of the office and holders of other roles than
    a student's: their signatures stand under other people's papers.
    """
    user = User.objects.locked().get(pk=user_id)
    held = set(RoleGrant.objects.filter(user=user).values_list("role", flat=True))
    if user.is_staff or user.is_superuser or not held <= ERASABLE_ROLES:
        raise DomainError(_("This account has acted for the university or a unit; it is kept."))
    nobody = erased_address(user.pk)
    if user.email == nobody:
        return user
    Invitation.objects.filter(accepted_by=user).update(**_no_invitee(user.pk))
    if user.email:
        Invitation.objects.filter(email__iexact=user.email).update(**_no_invitee(user.pk))
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Link.objects.filter(user=user).alive().update(revoked_at=timezone.now())
    with pgtrigger.ignore("accounts.LinkUse:append_only"):
        LinkUse.objects.filter(link__user=user).update(address=None)
    RoleGrant.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    _forget_in_admin_log(user)
    for name in ("first_name_fa", "last_name_fa", "first_name_en", "last_name_en"):
        setattr(user, name, "")
    user.email, user.mobile, user.student_number = nobody, None, None
    user.is_active, user.last_login = False, None
    user.set_unusable_password()
    user.save()
    ActionLog.objects.record(user, verb="accounts.user.anonymise", actor=actor)
    return user


def _no_invitee(user_id: int) -> dict[str, Any]:
    return {"email": erased_address(user_id), "mobile": "", "first_name": "", "last_name": ""}


def _forget_in_admin_log(user: User) -> None:
    """The admin's own history keeps the names objects had."""
    of_user = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=of_user, object_id=str(user.pk)).update(
        object_repr="–", change_message=""
    )
