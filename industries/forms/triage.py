"""Forms of the review: checklist, asking for detail, referral and its answer."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industries.enums import CheckAnswer, ResolutionState, TriageItem
from industries.models import Problem
from industries.selectors.revisions import FIELDS, label_of
from partnership.core.forms import HamyarForm, JalaliDateField, OnceFormMixin, PersianCharField
from partnership.core.forms.widgets import ProseArea
from partnership.core.views import MoveForm


class ChecklistForm(OnceFormMixin, HamyarForm):
    """Every point: yes, no, not needed, or not looked at yet; a “no” wants a note."""

    def __init__(self, *args: Any, problem: Problem, **options: Any) -> None:
        super().__init__(*args, **options)
        self.problem = problem
        self.known = {row.item: row for row in problem.checks.select_related("by")}
        for item in TriageItem:
            row = self.known.get(item.value)
            self.fields[f"answer_{item.value}"] = forms.ChoiceField(
                label=item.label,
                choices=CheckAnswer.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=row.answer if row else "",
            )
            self.fields[f"note_{item.value}"] = PersianCharField(
                label=_("Note on “%(point)s”") % {"point": item.label},
                max_length=300,
                required=False,
                initial=row.note if row else "",
            )

    def clean(self) -> dict[str, Any]:
        """A “no” says what is not right."""
        data = super().clean() or self.cleaned_data
        for item in TriageItem:
            if data.get(f"answer_{item.value}") == CheckAnswer.NO and not data.get(
                f"note_{item.value}"
            ):
                self.add_error(f"note_{item.value}", _("Say in a few words what is not right."))
        return data

    def answers(self) -> dict[str, tuple[str, str]]:
        """{point: (answer, note)}."""
        data = self.cleaned_data
        return {
            item.value: (data[f"answer_{item.value}"], data[f"note_{item.value}"])
            for item in TriageItem
        }

    def points(self) -> Iterator[dict[str, Any]]:
        """Boxes of each point, who answered it, and whether the text has changed since."""
        for item in TriageItem:
            yield {
                "item": item,
                "answer": self[f"answer_{item.value}"],
                "note": self[f"note_{item.value}"],
                "row": self.known.get(item.value),
            }


class AskDetailForm(OnceFormMixin, MoveForm):
    """What is missing in words, and exactly which fields."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = _("What is missing")
        self.fields["reason"].help_text = _("Stands in the letter and in the thread of questions.")
        for name in FIELDS:
            label = label_of(name)
            self.fields[f"fix_{name}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"say_{name}"] = PersianCharField(
                label=_("What to do: %(field)s") % {"field": label}, max_length=300, required=False
            )

    def clean(self) -> dict[str, Any]:
        """A sentence alone marks its field, too."""
        data = super().clean() or self.cleaned_data
        marked = {}
        for name in FIELDS:
            tick, say = data.pop(f"fix_{name}", False), data.pop(f"say_{name}", "") or ""
            if tick or say:
                marked[name] = say
        return {**data, "fields": marked}

    def boxes(self) -> Iterator[tuple[Any, Any]]:
        """Tick and sentence of each field."""
        for name in FIELDS:
            yield self[f"fix_{name}"], self[f"say_{name}"]


class ReferForm(MoveForm):
    """To whom, what is asked, and why no team can do it."""

    agency = PersianCharField(
        label=gettext_lazy("responsible agency"),
        max_length=160,
        help_text=gettext_lazy("Who must act: a bank, the tax office, customs, a licensing body."),
    )
    request = PersianCharField(
        label=gettext_lazy("what is asked of the working group"),
        max_length=1500,
        widget=ProseArea,
    )
    field_order = ("agency", "request", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(self.field_order)
        self.fields["reason"].label = _("Why it is beyond a student team")


class ReferralAnswerForm(OnceFormMixin, HamyarForm):
    """What came back from the working group."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("outcome"),
        choices=ResolutionState.choices,
        initial=ResolutionState.IN_FOLLOW_UP,
    )
    answer = PersianCharField(
        label=gettext_lazy("answer of the working group"), max_length=3000, widget=ProseArea
    )
    answer_no = PersianCharField(
        label=gettext_lazy("number of the answer"), max_length=40, required=False
    )
    answered_on = JalaliDateField(label=gettext_lazy("answered on"))
