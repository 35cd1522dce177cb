"""Give and take roles. Every change is a row and a line in the log."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.enums import OFFICE_ROLES, Role
from partnership.accounts.models import RoleGrant, User
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog

#: Roles a person gets only from the office; others follow from what people do (enrol, register).
GIVEN_BY_OFFICE = frozenset({Role.PRESIDENT, Role.OBSERVER, Role.LIAISON, Role.EDUCATION})


@transaction.atomic
def grant_role(*, user_id: int, role: str, actor: User | None = None) -> RoleGrant:
    """Give somebody a role; the same role again changes nothing.

    `actor=None` is the system (the demo, an accepted invitation). Raises NotAllowed when the actor
    may not give this role.
    """
    role = Role(role)
    user = User.objects.locked().get(pk=user_id)
    _require_right(actor, role)
    held = user.role_grants.filter(role=role).active().first()
    if held:
        return held
    grant = RoleGrant.objects.create(user=user, role=role, granted_by=actor)
    _sync_staff(user)
    ActionLog.objects.record(user, verb="accounts.role.grant", actor=actor, after=role)
    return grant


@transaction.atomic
def revoke_role(*, user_id: int, role: str, actor: User | None = None, reason: str = "") -> None:
    """Take a role back; it works from the person's next request on.

    Raises DomainError for the last head of the office, NotAllowed when the actor may not.
    """
    role = Role(role)
    user = User.objects.locked().get(pk=user_id)
    _require_right(actor, role)
    grant = user.role_grants.filter(role=role).active().select_for_update(no_key=True).first()
    if grant is None:
        return
    if role == Role.HEAD and not User.objects.with_role(Role.HEAD).exclude(pk=user.pk).exists():
        raise DomainError(_("The office needs a head: name the next one first."))
    grant.revoked_at, grant.revoked_by = timezone.now(), actor
    grant.save(update_fields=["revoked_at", "revoked_by"])
    _sync_staff(user)
    ActionLog.objects.record(
        user, verb="accounts.role.revoke", actor=actor, before=role, reason=reason
    )


def _require_right(actor: User | None, role: str) -> None:
    if actor is None:
        return
    if role in OFFICE_ROLES and not actor.has_perm("accounts.grant_office_role"):
        raise NotAllowed(_("Only the head of the office gives and takes roles of the office."))
    if role in GIVEN_BY_OFFICE and not actor.has_perm("accounts.grant_role"):
        raise NotAllowed(_("Only the office gives and takes this role."))


def _sync_staff(user: User) -> None:
    """`is_staff` opens Django's admin; it follows the office roles and nothing else."""
    staff = user.is_superuser or user.role_grants.filter(role__in=OFFICE_ROLES).active().exists()
    if user.is_staff != staff:
        user.is_staff = staff
        user.save(update_fields=["is_staff", "updated_at"])
