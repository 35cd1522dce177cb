"""The assessment's form: the report, and a row for every finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.forms import HamyarForm, HamyarModelForm, OnceFormMixin, PersianCharField
from partnership.core.text import normalise_text
from partnership.documents.forms import MultiUploadField
from partnership.programme.models import ObstacleCategory
from teams.models import Assessment, Finding

#: Empty rows offered beneath the written ones; more come after saving.
EXTRA = 3
MOST_FINDINGS = 20


class AssessmentForm(OnceFormMixin, HamyarModelForm):
    """What the team found on site."""

    photos = MultiUploadField(
        label=gettext_lazy("Photos"), types=("jpg", "png"), required=False, max_files=8
    )
    attachments = MultiUploadField(label=gettext_lazy("Attachments"), required=False, max_files=5)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Assessment
        fields = ("summary", "method", "root_cause")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["seen"].initial = self.instance.updated_at.isoformat()


class FindingForm(HamyarForm):
    """One finding with its measured figure and its cause."""

    body = PersianCharField(label=gettext_lazy("Finding"), max_length=500, required=False)
    measured = PersianCharField(
        label=gettext_lazy("Measured figure"), max_length=120, required=False
    )
    cause = PersianCharField(label=gettext_lazy("Cause"), max_length=300, required=False)
    category = forms.ModelChoiceField(
        label=gettext_lazy("Category"),
        queryset=ObstacleCategory.objects.filter(is_active=True),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A row with anything in it needs the finding itself."""
        data = super().clean() or self.cleaned_data
        rest = data.get("measured") or data.get("cause") or data.get("category")
        if rest and not normalise_text(data.get("body") or ""):
            self.add_error("body", _("Please say what the team found."))
        return data


class BaseFindings(forms.BaseFormSet):
    """Findings in the order they stand."""

    def rows(self) -> list[dict[str, Any]]:
        """Filled rows, as the service takes them."""
        return [
            form.cleaned_data
            for form in self.forms
            if getattr(form, "cleaned_data", None) and form.cleaned_data.get("body")
        ]


Findings = forms.formset_factory(
    FindingForm, formset=BaseFindings, extra=EXTRA, max_num=MOST_FINDINGS, validate_max=True
)


def findings_for(paper: Assessment | None, data: Any = None) -> BaseFindings:
    """The rows of a paper, for showing or for reading what was sent."""
    written = Finding.objects.filter(assessment=paper) if paper is not None else []
    initial = [
        {
            "body": row.body,
            "measured": row.measured,
            "cause": row.cause,
            "category": row.category_id,
        }
        for row in written
    ]
    return Findings(data, initial=initial, prefix="findings")
