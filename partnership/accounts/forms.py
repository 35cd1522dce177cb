"""Signing in, getting back in, saying who one is."""

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
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnership.accounts.enums import OFFICE_ROLES, Language, Role
from partnership.accounts.models import Invitation, User
from partnership.accounts.models.user import canonical_email
from partnership.accounts.selectors import user_for_identifier
from partnership.core.forms import (
    CrispyFormMixin,
    HamyarForm,
    MobileField,
    PersianCharField,
    PersianModelFormMixin,
)
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


class ConfirmCodeForm(QuietFieldsMixin, ConfirmEmailVerificationCodeForm):
    """The code from the letter, in any digits."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = _("Code from the mail")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        """Persian digits are as good as any."""
        self.cleaned_data["code"] = normalise_code(self.cleaned_data["code"])
        return super().clean_code()


class RecoverForm(HamyarForm):
    """Ask for a letter with a link to a new password."""

    login = identifier_field()

    def clean_login(self) -> str:
        """As in the sign-in form."""
        return normalise_code(self.cleaned_data["login"])


class NamesFormMixin(forms.Form):
    """A person's names in both scripts."""

    first_name_fa = PersianCharField(label=_("First name"), max_length=80)
    last_name_fa = PersianCharField(label=_("Last name"), max_length=80)
    first_name_en = PersianCharField(
        label=_("First name in Latin letters"),
        max_length=80,
        required=False,
        help_text=_("As in the passport. Needed for English certificates."),
    )
    last_name_en = PersianCharField(
        label=_("Last name in Latin letters"), max_length=80, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("first_name_en", "last_name_en"):
            self.fields[name].widget.attrs.update({"dir": "ltr", "lang": "en"})


class ProfileForm(NamesFormMixin, HamyarForm):
    """What people change about themselves. E-mail and password have pages of their own."""

    mobile = MobileField(label=_("Mobile"), required=False)
    language = forms.ChoiceField(
        label=_("Language of pages and letters"),
        choices=[("", _("As my browser says")), *Language.choices],
        required=False,
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        names = (
            "first_name_fa",
            "last_name_fa",
            "first_name_en",
            "last_name_en",
            "mobile",
            "language",
        )
        options["initial"] = {name: getattr(person, name) for name in names}
        super().__init__(*args, **options)
        self.person = person
        if not person.email and not person.student_number:
            self.fields["mobile"].required = True


class AcceptInvitationForm(NamesFormMixin, HamyarForm):
    """Name and password of somebody invited."""

    password = password_field(_("Choose a password"), "new-password")
    password_again = password_field(_("The password again"), "new-password")

    def __init__(self, *args: Any, invitation: Invitation, **options: Any) -> None:
        persian = any(
            "\u0600" <= char <= "\u06ff" for char in invitation.first_name + invitation.last_name
        )
        code = "fa" if persian or not invitation.first_name else "en"
        options["initial"] = {
            f"first_name_{code}": invitation.first_name,
            f"last_name_{code}": invitation.last_name,
        }
        super().__init__(*args, **options)
        self.fields["password"].help_text = _(
            "At least 8 characters; a short sentence is easiest to remember."
        )

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        data = super().clean() or self.cleaned_data
        if data.get("password") and data.get("password") != data.get("password_again"):
            raise ValidationError({"password_again": _("The two passwords are not the same.")})
        return data


class OfficeUserForm(PersianModelFormMixin, forms.ModelForm):
    """An account as the office edits it: identifiers, names, language, roles."""

    #: Set by the admin: who edits.
    actor: User

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = (
            "first_name_fa",
            "last_name_fa",
            "first_name_en",
            "last_name_en",
            "email",
            "mobile",
            "student_number",
            "language",
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["roles"].initial = sorted(self.instance.roles)

    def clean_email(self) -> str | None:
        """As stored."""
        return canonical_email(self.cleaned_data["email"] or None)

    def clean_mobile(self) -> str | None:
        """Nothing is NULL, so that it may stay away for many."""
        return self.cleaned_data["mobile"] or None

    def clean_student_number(self) -> str | None:
        """Nothing is NULL, so that it may stay away for many."""
        return self.cleaned_data["student_number"] or None

    def clean_roles(self) -> list[str]:
        """Office roles are the head's to give and take."""
        wanted = set(self.cleaned_data["roles"])
        changed = wanted ^ set(self.instance.roles)
        if changed & OFFICE_ROLES and not self.actor.has_perm("accounts.grant_office_role"):
            raise ValidationError(
                _("Only the head of the office gives and takes roles of the office.")
            )
        return sorted(wanted)

    def clean(self) -> dict[str, Any]:
        """One way to reach the person at least."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(
            data.get(name) for name in ("email", "mobile", "student_number")
        ):
            raise ValidationError(_("Give an e-mail address, a mobile number or a student number."))
        return data


class InviteForm(PersianModelFormMixin, forms.ModelForm):
    """Whom the office invites, and as what."""

    #: Set by the admin: who invites.
    actor: User

    class Meta:
        model = Invitation
        fields = ("role", "email", "mobile", "first_name", "last_name", "language")

    def clean(self) -> dict[str, Any]:
        """Somebody reachable, without an account yet, in a role the actor may give."""
        data = super().clean() or self.cleaned_data
        email, mobile = data.get("email"), data.get("mobile")
        if not self.errors and not email and not mobile:
            raise ValidationError(
                _("Give an e-mail address or a mobile number to invite somebody.")
            )
        known = user_for_identifier(email or mobile or "")
        if known:
            raise ValidationError(
                _("%(name)s has an account already: give the role on the person’s own page.")
                % {"name": known}
            )
        if data.get("role") in OFFICE_ROLES and not self.actor.has_perm(
            "accounts.grant_office_role"
        ):
            raise ValidationError(
                {"role": _("Only the head of the office gives and takes roles of the office.")}
            )
        return data
