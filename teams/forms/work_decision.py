"""The manager's form: scores in the columns, one decision below."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import HamyarForm, OnceFormMixin, PersianCharField
from partnership.core.forms.widgets import ProseArea
from partnership.core.numbers import format_number
from teams.enums import DECISION_SELECTS, DecisionKind


class DecisionForm(OnceFormMixin, HamyarForm):
    """Scores from 1 to 5 for each solution and criterion (optional), and the decision."""

    kind = forms.ChoiceField(
        label=_("Choose one"), choices=DecisionKind.choices, widget=forms.RadioSelect
    )
    solution = forms.TypedChoiceField(
        label=_("Which solution"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "For a selection, or for a revision of one. Empty for a revision: all of them."
        ),
    )
    changes = PersianCharField(
        label=_("Changes asked for"),
        max_length=2000,
        required=False,
        widget=ProseArea,
        help_text=_("When you select with changes or ask for a revision."),
    )
    reject_ids = forms.TypedMultipleChoiceField(
        label=_("Reject instead of keeping in reserve"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = PersianCharField(
        label=_("Reason in one sentence"), max_length=1500, widget=ProseArea(attrs={"rows": "2"})
    )

    def __init__(
        self, *args: Any, solutions: list[Any], criteria: list[Any], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.solutions, self.criteria = solutions, criteria
        choices = [(solution.pk, solution.text("title")) for solution in solutions]
        self.fields["solution"].choices = choices
        self.fields["reject_ids"].choices = choices
        if len(solutions) < 2:
            del self.fields["reject_ids"]
        marks = [("", "–"), *((n, format_number(n)) for n in range(5, 0, -1))]
        for solution in solutions:
            for criterion in criteria:
                label = f"{criterion.name} – {solution.text('title')}"
                self.fields[self.score_name(solution, criterion)] = forms.TypedChoiceField(
                    label=label,
                    choices=marks,
                    coerce=int,
                    empty_value=None,
                    required=False,
                    widget=forms.Select(attrs={"class": "form-select", "aria-label": label}),
                )

    @staticmethod
    def score_name(solution: Any, criterion: Any) -> str:
        """Name of the box of one solution and criterion."""
        return f"score_{solution.pk}_{criterion.pk}"

    def clean(self) -> dict[str, Any]:
        """A selection names its solution; one with changes says which."""
        data = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if kind in DECISION_SELECTS and not data.get("solution"):
            self.add_error("solution", _("Please choose the solution you select."))
        if kind == DecisionKind.SELECT_WITH_CHANGES and not data.get("changes"):
            self.add_error("changes", _("Please say what should be changed."))
        return data

    def arguments(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        scores = {
            (solution.pk, criterion.pk): data[self.score_name(solution, criterion)]
            for solution in self.solutions
            for criterion in self.criteria
            if data.get(self.score_name(solution, criterion))
        }
        return {
            "kind": data["kind"],
            "reason": data["reason"],
            "changes": data.get("changes", ""),
            "solution_id": None
            if data["kind"] == DecisionKind.REJECT_ALL
            else data.get("solution"),
            "reject_ids": data.get("reject_ids", []),
            "scores": scores,
        }
