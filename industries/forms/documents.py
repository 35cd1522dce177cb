"""Forms about papers of units."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industries.enums import DOCUMENT_SIGNED, SignerParty
from industries.forms.rows import RowForm, RowsMixin, row_set
from industries.models import UnitDocument
from partnership.core.forms import (
    HamyarModelForm,
    JalaliDateField,
    OnceFormMixin,
    PersianCharField,
    ServiceRulesMixin,
)
from partnership.core.forms.widgets import ProseArea
from partnership.core.views import MoveForm
from partnership.documents.forms import UploadField

SCANS = ("pdf", "jpg", "png")


class SignerRow(RowForm):
    """Somebody who signs."""

    main = "name"
    quiet = ("party",)
    party = forms.ChoiceField(label=_("for whom"), choices=SignerParty.choices, required=False)
    name = PersianCharField(label=_("name"), max_length=120, required=False)
    position = PersianCharField(label=_("position"), max_length=120, required=False)


Signers = row_set(SignerRow, spare=1, most=8)


class DocumentForm(RowsMixin, OnceFormMixin, ServiceRulesMixin, HamyarModelForm):
    """A paper: what it is, how long it holds, who signs it."""

    row_sets = {"signers": Signers}
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    terms = PersianCharField(
        label=_("further terms, one a line"),
        max_length=3000,
        required=False,
        widget=ProseArea,
        help_text=_("They follow the fixed text on the paper."),
    )

    class Meta:
        model = UnitDocument
        fields = ("kind", "title", "number", "valid_from", "valid_until", "note", "terms")

    def __init__(self, *args: Any, **options: Any) -> None:
        document = options.get("instance")
        if document is not None and document.pk:
            rows = list(document.signers.values("party", "name", "position"))
            options["row_initial"] = {"signers": rows}
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["seen"].initial = self.instance.updated_at.isoformat()

    def clean(self) -> dict[str, Any]:
        """It ends after it begins; an agreement names who signs."""
        data = super().clean()
        begin, end = data.get("valid_from"), data.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", _("It cannot end before it begins."))
        parties = {row["party"] for row in data.get("signers", ())}
        is_agreement = data.get("kind") in DOCUMENT_SIGNED and "signers" in data
        if is_agreement and (SignerParty.UNIT not in parties or len(parties) < 2):
            self.add_error(
                None, _("Name who signs: somebody for the unit and somebody for the other side.")
            )
        return data


class NewDocumentForm(DocumentForm):
    """A new paper; a copy nobody signs comes with its scan."""

    scan = UploadField(label=_("Scan"), types=SCANS, required=False)

    def clean(self) -> dict[str, Any]:
        """A copy is nothing without its scan."""
        data = super().clean()
        is_copy = data.get("kind") and data["kind"] not in DOCUMENT_SIGNED
        if is_copy and "scan" in data and not data["scan"]:
            self.add_error("scan", _("Upload the copy."))
        return data


class EnforceForm(MoveForm):
    """The scan, and how long the paper holds."""

    scan = UploadField(label=_("Scan of the signed paper"), types=SCANS, required=False)
    valid_from = JalaliDateField(
        label=_("valid from"), required=False, help_text=_("Empty: the day of the last signature.")
    )
    valid_until = JalaliDateField(
        label=_("valid until"), required=False, help_text=_("Empty: without end.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["valid_from"].initial = self.target.valid_from
        self.fields["valid_until"].initial = self.target.valid_until


class SignForm(MoveForm):
    """The day the pen was there."""

    signed_on = JalaliDateField(label=_("signed on"), initial=timezone.localdate)

    def clean_signed_on(self) -> Any:
        """Not a day still to come."""
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Nobody signs in the future."))
        return day
