"""Search and filters of the lists of units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industries.enums import UnitState
from partnership.core.forms import HamyarForm, PersianCharField
from partnership.programme.models import Place


class UnitFilter(HamyarForm):
    """Search and filters of the list of units; what was merged shows only when asked for."""

    q = PersianCharField(label=_("Search"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("state"), required=False)
    alike = forms.BooleanField(label=_("May be there twice"), required=False)
    place = forms.ModelChoiceField(
        label=_("industrial place"),
        required=False,
        queryset=Place.objects.none(),
        empty_label=_("All"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [
            ("", _("All")),
            ("new", _("Awaiting review")),
            *UnitState.choices,
        ]
        self.fields["place"].queryset = Place.objects.filter(is_active=True)
