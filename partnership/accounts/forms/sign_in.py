"""Signing in, getting back in, and the pages that guard an account."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    ConfirmEmailVerificationCodeForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.account.internal import flows
from allauth.account.models import Login
from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import CrispyFormMixin, HamyarForm
from partnership.core.text import normalise_code


def identifier_field() -> forms.CharField:
    """The one box: e-mail, mobile or student number, in any digits."""
    return forms.CharField(
        label=_("E-mail, mobile or student number"),
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


def password_field(label: Any, autocomplete: str) -> forms.CharField:
    """A password box; what was typed is never sent back."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"dir": "ltr", "autocomplete": autocomplete}),
    )


class SignInForm(CrispyFormMixin, LoginForm):
    """allauth's sign-in with our one identifier box."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {
            "login": identifier_field(),
            "password": password_field(_("Password"), "current-password"),
        }

    def clean_login(self) -> str:
        """Digits, spaces and invisible characters make no difference."""
        return normalise_code(self.cleaned_data["login"])

    def user_credentials(self) -> dict[str, Any]:
        """What our backend reads."""
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}

    def _clean_with_password(self, credentials: dict[str, Any]) -> dict[str, Any]:
        adapter = get_adapter(self.request)
        user = adapter.authenticate(self.request, **credentials)
        if user is None:
            raise adapter.validation_error("email_password_mismatch")
        # Somebody without an e-mail has nothing to confirm.
        verification = None if user.email else EmailVerificationMethod.NONE
        self._login = Login(user=user, email=user.email, email_verification=verification)
        if flows.login.is_login_rate_limited(self.request, self._login):
            raise adapter.validation_error("too_many_login_attempts")
        self.user = user
        return self.cleaned_data


class QuietFieldsMixin:
    """allauth's forms without placeholders that repeat the label; everything typed reads LTR."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["dir"] = "ltr"


class NewEmailForm(QuietFieldsMixin, AddEmailForm):
    """Another address for one's account."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = _("New e-mail address")


class PasswordChangeForm(QuietFieldsMixin, ChangePasswordForm):
    """The old password and a new one."""


class PasswordSetForm(QuietFieldsMixin, SetPasswordForm):
    """The first password of an account."""


class PasswordResetKeyForm(QuietFieldsMixin, ResetPasswordKeyForm):
    """A new password, by the letter's link."""


class ConfirmPasswordForm(QuietFieldsMixin, ReauthenticateForm):
    """The password once more."""


class AnyDigitsMixin:
    """Codes in any digits: a Persian keyboard types Persian ones."""

    def clean_code(self) -> str:
        """Persian digits are as good as any."""
        self.cleaned_data["code"] = normalise_code(self.cleaned_data["code"])  # type: ignore[attr-defined]
        return super().clean_code()  # type: ignore[misc]


class ConfirmCodeForm(AnyDigitsMixin, QuietFieldsMixin, ConfirmEmailVerificationCodeForm):
    """The code from the letter."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = _("Code from the mail")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class RecoverForm(HamyarForm):
    """Ask for a letter with a link to a new password."""

    login = identifier_field()

    def clean_login(self) -> str:
        """As in the sign-in form."""
        return normalise_code(self.cleaned_data["login"])
