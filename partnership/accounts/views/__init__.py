"""Doors of accounts."""

from partnership.accounts.views.invitations import (
    AcceptInvitationView,
    open_invitation,
    renew_invitation,
)
from partnership.accounts.views.links import open_link
from partnership.accounts.views.personal import ExportMyData, MyData
from partnership.accounts.views.profile import EditProfileView, set_language
from partnership.accounts.views.sign_in import RecoverView, SignInView
from partnership.accounts.views.sign_up import continue_sign_up, pretend_sign_up

__all__ = [
    "AcceptInvitationView",
    "EditProfileView",
    "ExportMyData",
    "MyData",
    "RecoverView",
    "SignInView",
    "continue_sign_up",
    "open_invitation",
    "open_link",
    "pretend_sign_up",
    "renew_invitation",
    "set_language",
]
