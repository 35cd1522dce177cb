"""Forms around the registrar's list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from partnership.core.forms import HamyarForm, OnceFormMixin, PersianCharField
from partnership.core.forms.widgets import ProseArea
from partnership.core.views import MoveForm
from partnership.documents.forms import UploadField
from partnership.programme.models import Major
from students.models import RegistrarImport
from students.selectors import COLUMN_LABELS
from students.services.registrar import TYPES

ALL = ("", gettext_lazy("All"))


class HandInForm(OnceFormMixin, HamyarForm):
    """The file."""

    upload = UploadField(label=gettext_lazy("The registrar’s list"), types=TYPES)


class RereadForm(MoveForm):
    """Which column is which, and what unknown majors are; gives `columns` and `majors`."""

    def __init__(self, *args: Any, target: RegistrarImport, **options: Any) -> None:
        super().__init__(*args, target=target, **options)
        headers = list(target.report.get("headers", []))
        self.majors = list(target.report.get("majors", {}))
        if headers:
            choices = [("", gettext_lazy("Not in this file")), *((name, name) for name in headers)]
            for name, label in COLUMN_LABELS.items():
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    choices=choices,
                    required=name == "student_number",
                    initial=target.columns.get(name, ""),
                )
        for place, text in enumerate(self.majors):
            self.fields[f"major_{place}"] = forms.ModelChoiceField(
                label=gettext_lazy("“%(major)s” is the major") % {"major": f"\u2068{text}\u2069"},
                queryset=Major.objects.all(),
                required=False,
                empty_label=gettext_lazy("Keep as written"),
            )

    def clean(self) -> dict[str, Any]:
        """As the service takes it."""
        data = super().clean() or self.cleaned_data
        columns = {name: data[name] for name in COLUMN_LABELS if name in data}
        majors = {
            text: data[f"major_{place}"].pk
            for place, text in enumerate(self.majors)
            if data.get(f"major_{place}")
        }
        return {"columns": columns, "majors": majors}


class ImportFilterForm(forms.Form):
    """Filter of the list of lists."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        states = RegistrarImport._meta.get_field("state").choices or ()
        self.fields["state"].choices = [ALL, *states]


class WeighForm(OnceFormMixin, HamyarForm):
    """Whose figures count, and why."""

    reason = PersianCharField(label=gettext_lazy("Reason"), max_length=1500, widget=ProseArea)
