"""Saying who one is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnership.accounts.enums import Language
from partnership.accounts.forms.sign_in import password_field
from partnership.accounts.models import Invitation, User
from partnership.core.forms import HamyarForm, MobileField, PersianCharField


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
