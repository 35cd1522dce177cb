"""Users, roles, invitations and one-purpose links."""

from partnership.accounts.models.invitation import Invitation
from partnership.accounts.models.link import Link, LinkUse
from partnership.accounts.models.role import RoleGrant
from partnership.accounts.models.user import User

__all__ = ["Invitation", "Link", "LinkUse", "RoleGrant", "User"]
