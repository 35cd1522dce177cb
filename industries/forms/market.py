"""Search and filters of the market, read from the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industries.enums import PROBLEM_LISTED, ProblemState, Urgency
from partnership.core.forms import HamyarForm, PersianCharField
from partnership.core.seekers import Seeker
from partnership.programme.enums import Weekday
from partnership.programme.models import Major, ObstacleCategory, Place, Skill

ORDER_LABELS = {
    "fit": _("What suits me best"),
    "new": _("Newest"),
    "chosen": _("Most chosen"),
    "deadline": _("Nearest deadline"),
}
_LISTS = {"category": ObstacleCategory, "place": Place, "skill": Skill, "major": Major}
#: Filters with values to tick, in the order of the page.
FACETS = ("category", "skill", "major", "place", "day", "urgency", "state")


class Several(forms.TypedMultipleChoiceField):
    """Values to tick; one that makes no sense is left out and the others count."""

    def clean(self, value: Any) -> list[Any]:
        """The values known among those given."""
        known = {str(key) for key, _label in self.choices}
        chosen = [one for one in value if one in known] if isinstance(value, list) else []
        return super().clean(list(dict.fromkeys(chosen)))


class MarketForm(HamyarForm):
    """Words, ticked values, the order. Each list of the office is read in one query."""

    q = PersianCharField(label=_("Search"), required=False, max_length=100)
    category = Several(label=_("category"), required=False, coerce=int)
    skill = Several(label=_("skill"), required=False, coerce=int)
    major = Several(label=_("major"), required=False, coerce=int)
    place = Several(label=_("industrial place"), required=False, coerce=int)
    day = Several(label=_("visiting day"), required=False, choices=Weekday.choices)
    urgency = Several(label=_("urgency"), required=False, choices=Urgency.choices)
    state = Several(
        label=_("state"),
        required=False,
        choices=[(code, label) for code, label in ProblemState.choices if code in PROBLEM_LISTED],
    )
    my_days = forms.BooleanField(label=_("On my free days"), required=False)
    suits = forms.BooleanField(label=_("Suits me"), required=False)
    sort = forms.ChoiceField(label=_("order"), required=False)

    def __init__(self, *args: Any, seeker: Seeker | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, model in _LISTS.items():
            rows = model.objects.filter(is_active=True)
            self.fields[name].choices = [(row.pk, row.name) for row in rows]
        if seeker is None:
            del self.fields["suits"]
        if seeker is None or not seeker.days:
            del self.fields["my_days"]
        orders = [code for code in ORDER_LABELS if code != "fit" or seeker]
        self.fields["sort"].choices = [(code, ORDER_LABELS[code]) for code in orders]
