"""Forms of accounts."""

from partnership.accounts.forms.office import InviteForm, OfficeUserForm
from partnership.accounts.forms.people import AcceptInvitationForm, ProfileForm
from partnership.accounts.forms.sign_in import RecoverForm, SignInForm, password_field

__all__ = [
    "AcceptInvitationForm",
    "InviteForm",
    "OfficeUserForm",
    "ProfileForm",
    "RecoverForm",
    "SignInForm",
    "password_field",
]
