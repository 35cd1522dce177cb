"""Forms about resolutions: what was done, and the filters of their list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industries.enums import ResolutionState
from industries.models import Resolution
from partnership.core.forms import (
    HamyarForm,
    JalaliDateField,
    OnceFormMixin,
    PersianCharField,
    PersianIntegerField,
)
from partnership.core.forms.widgets import ProseArea
from partnership.core.jalali import jalali_year
from partnership.core.models import in_persian
from partnership.core.text import to_persian_digits


class NoteForm(OnceFormMixin, HamyarForm):
    """A line of the log; owners say whether it is done, the office when to look again."""

    body = PersianCharField(
        label=_("what was done"), max_length=1500, widget=ProseArea({"rows": "4"})
    )
    percent = PersianIntegerField(
        label=_("percent done"), min_value=0, max_value=100, required=False
    )
    next_check_on = JalaliDateField(label=_("look again on"), required=False)
    claims_done = forms.BooleanField(label=_("It is done; please close it"), required=False)

    def __init__(self, *args: Any, is_owner: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["next_check_on" if is_owner else "claims_done"]


class ResolutionFilter(HamyarForm):
    """Filters of the list of resolutions."""

    state = forms.ChoiceField(label=_("state"), required=False)
    owner = forms.ChoiceField(label=_("owner"), required=False)
    due_from = JalaliDateField(label=_("due from"), required=False)
    due_until = JalaliDateField(label=_("due until"), required=False)
    year = forms.ChoiceField(label=_("year"), required=False)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)
    reported = forms.BooleanField(label=_("Waiting for a decision"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        everything = _("All")
        self.fields["state"].choices = [("", everything), *ResolutionState.choices]
        self.fields["owner"].choices = [("", everything), *_owner_choices()]
        self.fields["year"].choices = [("", everything), *_year_choices()]


def _owner_choices() -> list[tuple[str, str]]:
    """Owners that have a resolution: units, people, bodies; three short queries."""
    rows = Resolution.objects.order_by()
    units = rows.exclude(owner_unit=None).select_related("owner_unit").distinct("owner_unit")
    people = rows.exclude(owner_user=None).select_related("owner_user").distinct("owner_user")
    bodies = rows.exclude(owner_text="").values_list("owner_text", flat=True).distinct()
    found = [(f"unit:{row.owner_unit_id}", str(row.owner_unit)) for row in units]
    found += [(f"user:{row.owner_user_id}", str(row.owner_user)) for row in people]
    found += [(f"text:{text}", text) for text in bodies]
    return sorted(found, key=lambda pair: pair[1])


def _year_choices() -> list[tuple[str, str]]:
    """Jalali years in which meetings with resolutions took place, the newest first."""
    days = Resolution.objects.order_by().values_list("meeting__starts_at", flat=True).distinct()
    years = sorted({jalali_year(day) for day in days}, reverse=True)
    return [(str(y), to_persian_digits(y) if in_persian() else str(y)) for y in years]
