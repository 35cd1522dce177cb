"""Words for what the log records about people, roles and the ways in."""

from django.utils.translation import gettext_lazy as _

from partnership.accounts.enums import Role
from partnership.core.workflow import codes, deeds

deeds.update(
    {
        "accounts.invitation.create": _("Invitation sent"),
        "accounts.invitation.accept": _("Invitation accepted"),
        "accounts.invitation.revoke": _("Invitation withdrawn"),
        "accounts.link.create": _("Link made"),
        "accounts.link.revoke": _("Link withdrawn"),
        "accounts.role.grant": _("Role given"),
        "accounts.role.revoke": _("Role taken back"),
        "accounts.user.anonymise": _("Data erased"),
        "accounts.user.export": _("Copy of one’s own data taken"),
        "accounts.user.create": _("Account opened"),
        "accounts.user.update": _("Account changed"),
        "accounts.user.change_identifiers": _("Sign-in names changed"),
        "accounts.user.set_password": _("Password set"),
        "accounts.user.deactivate": _("Account closed"),
        "accounts.user.reactivate": _("Account opened again"),
    }
)
codes.update({role.value: role.label for role in Role})
