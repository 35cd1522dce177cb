"""People and invitations as the office edits them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnership.accounts.enums import OFFICE_ROLES, Role
from partnership.accounts.models import Invitation, User
from partnership.accounts.models.user import canonical_email
from partnership.accounts.selectors import user_for_identifier
from partnership.core.forms import PersianModelFormMixin


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
