"""Input of this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.enums import CertificateState, CreditState, RevocationCode
from partnership.core.forms import HamyarForm, PersianCharField
from partnership.core.text import normalise_text
from partnership.core.views import MoveForm


class RecordCreditForm(MoveForm):
    """Education's letter number."""

    education_letter = PersianCharField(label=_("Education’s letter number"), max_length=40)


class RevokeForm(MoveForm):
    """Why a certificate is revoked: a code for the public page, words for the record."""

    revocation_code = forms.ChoiceField(label=_("Kind of reason"), choices=RevocationCode)


class CheckForm(HamyarForm):
    """The code from a certificate, typed in any digits, with or without hyphens."""

    code = PersianCharField(label=_("Verification code"), max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "dir": "ltr",
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "inputmode": "text",
        }

    def clean_code(self) -> str:
        """Drop what people put between the groups."""
        return "".join(normalise_text(self.cleaned_data["code"]).split()).replace("-", "")


class CreditFilterForm(HamyarForm):
    """Filters of the list of credits."""

    q = PersianCharField(label=_("Search"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *CreditState.choices]
    )
    certificate = forms.ChoiceField(
        label=_("Certificate"),
        required=False,
        choices=[("", _("All")), ("missing", _("Not prepared yet")), ("valid", _("Valid"))],
    )


class CertificateFilterForm(HamyarForm):
    """Filters of the list of certificates."""

    q = PersianCharField(label=_("Search"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *CertificateState.choices]
    )
