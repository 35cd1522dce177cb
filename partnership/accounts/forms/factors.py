"""Second factors: allauth's forms, with codes in any digits."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from partnership.accounts.forms.sign_in import AnyDigitsMixin, QuietFieldsMixin


class FactorForm(AnyDigitsMixin, QuietFieldsMixin, AuthenticateForm):
    """The code of the authenticator app, at sign-in."""


class FactorAgainForm(AnyDigitsMixin, QuietFieldsMixin, ReauthenticateForm):
    """The code of the authenticator app, before a change to the account."""


class FirstFactorForm(AnyDigitsMixin, QuietFieldsMixin, ActivateTOTPForm):
    """The first code of a new authenticator app."""


class NameKeyMixin(QuietFieldsMixin):
    """A key has a name, so that one knows which to remove."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("Name of the key")  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["dir"] = "auto"  # type: ignore[attr-defined]


class KeyForm(NameKeyMixin, AddWebAuthnForm):
    """A new security key."""


class KeyNameForm(NameKeyMixin, EditWebAuthnForm):
    """Another name for a security key."""
