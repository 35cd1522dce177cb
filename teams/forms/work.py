"""Forms of solutions, execution, final report and outcome."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import (
    HamyarForm,
    HamyarModelForm,
    OnceFormMixin,
    PersianCharField,
    PersianDecimalField,
    PersianIntegerField,
    RialField,
)
from partnership.core.forms.widgets import ProseArea
from partnership.core.views import MoveForm
from partnership.documents.forms import MultiUploadField
from teams.models import Milestone, Solution


class SolutionForm(OnceFormMixin, HamyarModelForm):
    """What a team writes about one solution."""

    files = MultiUploadField(label=_("Attachments"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Solution
        fields = (
            "title",
            "summary",
            "root_cause",
            "description",
            "cost_rial",
            "weeks",
            "baseline",
            "benefit_before",
            "benefit_after",
            "benefit",
            "benefit_rial",
            "risks",
            "needs",
        )
        help_texts = {
            "summary": _("A few sentences the manager reads first."),
            "cost_rial": _("All the unit would pay, in Rial."),
            "weeks": _("From the decision until it works."),
            "benefit": _("What gets better, and for whom."),
            "needs": _("Access, data, people, days without production."),
        }

    sections = (
        (_("In short"), ("title", "summary")),
        (_("Why and how"), ("root_cause", "description")),
        (_("Cost and time"), ("cost_rial", "weeks")),
        (_("Benefit"), ("baseline", "benefit_before", "benefit_after", "benefit", "benefit_rial")),
        (_("What to mind"), ("risks", "needs", "files")),
    )

    def __init__(self, *args: Any, problem: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["baseline"].queryset = problem.baselines.all()
        self.fields["baseline"].empty_label = _("None of these")
        if self.instance.pk:
            self.initial.setdefault("seen", self.instance.updated_at.isoformat())

    def grouped(self) -> list[tuple[Any, list[Any]]]:
        """The bound fields under the headings of the page."""
        return [(title, [self[name] for name in names]) for title, names in self.sections]


class FinalReportForm(OnceFormMixin, HamyarForm):
    """What was done and what came of it."""

    summary = PersianCharField(
        label=_("What was done, what came of it"),
        max_length=6000,
        widget=ProseArea(attrs={"rows": "10"}),
    )
    lessons = PersianCharField(
        label=_("What the unit should keep in mind"),
        max_length=3000,
        required=False,
        widget=ProseArea,
    )
    files = MultiUploadField(label=_("Attachments"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class MilestoneForm(HamyarModelForm):
    """A step of the plan."""

    class Meta:
        model = Milestone
        fields = ("title", "due_on", "note")


class ResultFields(forms.Form):
    """The figures of a finished execution."""

    summary = PersianCharField(label=_("What was achieved"), max_length=3000, widget=ProseArea)
    kpi_after = PersianDecimalField(
        label=_("Figure after execution"),
        max_digits=16,
        decimal_places=3,
        required=False,
        help_text=_("The figure the solution was to improve, as measured now."),
    )
    benefit_claimed_rial = RialField(label=_("Benefit a year, in Rial"), required=False)
    jobs_saved = PersianIntegerField(
        label=_("Jobs kept"), min_value=0, max_value=100000, required=False, initial=0
    )
    jobs_created = PersianIntegerField(
        label=_("Jobs created"), min_value=0, max_value=100000, required=False, initial=0
    )


class FinishTeamForm(ResultFields, MoveForm):
    """The move “finish the execution” with its results."""

    field_order = ("summary", "kpi_after", "benefit_claimed_rial", "jobs_saved", "jobs_created")


class OutcomeForm(ResultFields, HamyarForm):
    """Correct the results."""


class BenefitForm(HamyarForm):
    """What the result is worth to the unit."""

    benefit_confirmed_rial = RialField(label=_("Benefit confirmed, Rial a year"))
    reason = PersianCharField(
        label=_("A word about it"), max_length=500, required=False, widget=ProseArea
    )


class FollowUpForm(HamyarForm):
    """How things stand months later."""

    months = forms.TypedChoiceField(
        label=_("Follow-up"),
        coerce=int,
        choices=[(3, _("After three months")), (6, _("After six months"))],
    )
    note = PersianCharField(label=_("How things stand"), max_length=2000, widget=ProseArea)


class CloseWindowForm(HamyarForm):
    """Close the window before its deadline."""

    reason = PersianCharField(label=_("Reason"), max_length=500, required=False, widget=ProseArea)
