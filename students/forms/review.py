"""Forms of the officer who decides: one application or many, the waiting list."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.forms import (
    HamyarForm,
    JalaliDateField,
    OnceFormMixin,
    PersianCharField,
    PersianIntegerField,
)
from partnership.core.forms.widgets import ProseArea
from partnership.core.views import MoveForm
from partnership.programme.models import Faculty, Major, Round
from students.enums import (
    FIELD_LABELS,
    Decision,
    EnrolmentState,
    RejectionCode,
    ReturnCode,
    WaitCode,
)
from students.forms.enrol import FIELD_LABELS as FORM_LABELS
from students.forms.enrol import returnable_fields
from students.services import Words

# The form of enrolment says what its fields are called; letters and the log use its words.
FIELD_LABELS.update(FORM_LABELS)

ALL = ("", gettext_lazy("All"))


class DecisionForm(OnceFormMixin, MoveForm):
    """A note to the student, and what the officer saw of the application."""

    decision = ""
    code_field = ""
    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        note = self.fields["reason"]
        note.required = False
        note.label = _("Note to the student (if you like)")
        note.help_text = _("Stands in the letter, in your words; it is not translated.")

    def words(self) -> Words:
        """What the letter will say, from what is typed so far, finished or not."""
        given = getattr(self, "cleaned_data", None) or {}
        code = given.get(self.code_field) if self.code_field else ""
        if self.code_field and not code:
            code = self.fields[self.code_field].initial or ""
        return Words(code=code or "", note=given.get("reason") or "", fields=self.marked())

    def marked(self) -> dict[str, str]:
        """Fields to correct; only a return has any."""
        return {}

    def choice(self) -> dict[str, Any]:
        """The service's arguments beside the application and the actor."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class ApproveForm(DecisionForm):
    """Approval; a reason only where a rule has to be set aside."""

    decision = Decision.APPROVE
    waiver = PersianCharField(
        label=gettext_lazy("Why the rule is waived"),
        max_length=1000,
        required=False,
        widget=ProseArea,
        help_text=gettext_lazy("Stays on record; the student is told that the rule is waived."),
    )
    field_order = ("waiver", "reason")

    def __init__(self, *args: Any, broken: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if broken:
            self.fields["waiver"].required = True
        else:
            del self.fields["waiver"]
        self.order_fields(self.field_order)


class WaitForm(DecisionForm):
    """The waiting list, with the reason that the letter names."""

    decision, code_field = Decision.WAIT, "wait_code"
    wait_code = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=WaitCode.choices, initial=WaitCode.CAPACITY
    )
    field_order = ("wait_code", "reason")


class RejectForm(DecisionForm):
    """A rejection names its kind; the letter names the way to appeal."""

    decision, code_field = Decision.REJECT, "rejection_code"
    rejection_code = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[("", gettext_lazy("Choose…")), *RejectionCode.choices],
    )
    field_order = ("rejection_code", "reason")


class ReturnForm(DecisionForm):
    """Exactly which fields, each with a sentence where it helps."""

    decision, code_field = Decision.RETURN, "return_code"
    return_code = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=ReturnCode.choices, initial=ReturnCode.INCOMPLETE
    )
    field_order = ("return_code", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._returnable = returnable_fields()
        for name, label, _step in self._returnable:
            self.fields[f"fix_{name}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"say_{name}"] = PersianCharField(
                label=_("What to do: %(field)s") % {"field": label}, max_length=300, required=False
            )

    def clean(self) -> dict[str, Any]:
        """A sentence alone marks its field, too."""
        data = super().clean() or self.cleaned_data
        for name, _label, _step in self._returnable:
            if data.get(f"say_{name}"):
                data[f"fix_{name}"] = True
        return data

    def marked(self) -> dict[str, str]:
        """{field: sentence} of the fields ticked."""
        data = getattr(self, "cleaned_data", None) or {}
        return {
            name: data.get(f"say_{name}") or ""
            for name, _label, _step in self._returnable
            if data.get(f"fix_{name}")
        }

    def choice(self) -> dict[str, Any]:
        """Code, note and fields."""
        data = self.cleaned_data
        return {
            "return_code": data["return_code"],
            "reason": data.get("reason", ""),
            "fields": self.marked(),
        }

    def groups(self) -> Iterator[dict[str, Any]]:
        """Boxes by step of the form of enrolment, as the student knows them."""
        steps: dict[str, list[Any]] = {}
        for name, _label, step in self._returnable:
            steps.setdefault(step, []).append((self[f"fix_{name}"], self[f"say_{name}"]))
        for step, boxes in steps.items():
            yield {"title": step, "boxes": boxes}


DECISION_FORMS: dict[str, type[DecisionForm]] = {
    Decision.APPROVE: ApproveForm,
    Decision.WAIT: WaitForm,
    Decision.RETURN: ReturnForm,
    Decision.REJECT: RejectForm,
}


class PlaceForm(OnceFormMixin, HamyarForm):
    """Another place on the waiting list, and why."""

    place = PersianIntegerField(label=gettext_lazy("New place"), min_value=1, max_value=9999)
    reason = PersianCharField(label=gettext_lazy("Reason"), max_length=1000, widget=ProseArea)


class ReviewFilterForm(forms.Form):
    """Filters of the queue; `sort` travels with them."""

    q = PersianCharField(
        label=gettext_lazy("Name, student number or code"), required=False, max_length=80
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[ALL, *(c for c in EnrolmentState.choices if c[0] != EnrolmentState.DRAFT)],
    )
    look = forms.ChoiceField(
        label=gettext_lazy("Rules"),
        required=False,
        choices=[
            ALL,
            ("fine", gettext_lazy("All met")),
            ("warning", gettext_lazy("To be looked at")),
            ("failed", gettext_lazy("A rule is not met")),
        ],
    )
    round = forms.ModelChoiceField(
        label=gettext_lazy("Round"),
        required=False,
        queryset=Round.objects.all(),
        empty_label=gettext_lazy("All"),
    )
    faculty = forms.ModelChoiceField(
        label=gettext_lazy("Faculty"),
        required=False,
        queryset=Faculty.objects.all(),
        empty_label=gettext_lazy("All"),
    )
    major = forms.ModelChoiceField(
        label=gettext_lazy("Major"),
        required=False,
        queryset=Major.objects.all(),
        empty_label=gettext_lazy("All"),
    )
    since = JalaliDateField(label=gettext_lazy("Sent since"), required=False)
    cv = forms.ChoiceField(
        label=gettext_lazy("CV"),
        required=False,
        choices=[ALL, ("yes", gettext_lazy("With a CV")), ("no", gettext_lazy("Without a CV"))],
    )
    differs = forms.BooleanField(label=gettext_lazy("Registrar differs"), required=False)
    revised = forms.BooleanField(label=gettext_lazy("Sent again"), required=False)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
