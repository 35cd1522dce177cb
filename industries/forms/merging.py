"""The form by which two records of a unit become one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industries.models import IndustrialUnit
from industries.services.merging import MERGE_GROUPS
from partnership.core.forms import HamyarForm, OnceFormMixin, PersianCharField
from partnership.core.forms.widgets import ProseArea

LEFT, RIGHT = "left", "right"


class MergeForm(OnceFormMixin, HamyarForm):
    """Which record stays, and for everything in which they differ, whose value it has."""

    seen_left = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_right = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = PersianCharField(
        label=_("Reason"),
        max_length=1500,
        required=False,
        widget=ProseArea,
        help_text=_("Why these are one unit; it stands in the history of both."),
    )

    def __init__(
        self, *args: Any, left: IndustrialUnit, right: IndustrialUnit, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.left, self.right = left, right
        self.fields["stays"] = forms.ChoiceField(
            label=_("Which record stays?"),
            choices=[(LEFT, left.name), (RIGHT, right.name)],
            widget=forms.RadioSelect,
            initial=LEFT,
        )
        for name in self.differing:
            self.fields[f"take_{name}"] = forms.ChoiceField(
                choices=[(LEFT, left.name), (RIGHT, right.name)],
                widget=forms.RadioSelect,
                initial=self._fuller(name),
                required=False,
            )
        self.fields["seen_left"].initial = left.updated_at.isoformat()
        self.fields["seen_right"].initial = right.updated_at.isoformat()

    @property
    def differing(self) -> list[str]:
        """Groups of columns in which the two records say different things."""
        return [
            name
            for name, columns in MERGE_GROUPS.items()
            if any(getattr(self.left, column) != getattr(self.right, column) for column in columns)
        ]

    def _fuller(self, name: str) -> str:
        """The side that says more; the left one when both say as much."""

        def said(unit: IndustrialUnit) -> int:
            values = [getattr(unit, column) for column in MERGE_GROUPS[name]]
            return sum(value not in (None, "") for value in values)

        return RIGHT if said(self.right) > said(self.left) else LEFT

    @property
    def outcome(self) -> dict[str, Any]:
        """What the service is to do."""
        data = self.cleaned_data
        stays = data["stays"]
        kept, merged = (self.left, self.right) if stays == LEFT else (self.right, self.left)
        other = RIGHT if stays == LEFT else LEFT
        take = [
            name
            for name in self.differing
            if (data.get(f"take_{name}") or self._fuller(name)) == other
        ]
        return {
            "keep_id": kept.pk,
            "merge_id": merged.pk,
            "take": take,
            "reason": data["reason"],
            "seen": {
                self.left.pk: data["seen_left"],
                self.right.pk: data["seen_right"],
            },
        }


class ChooseOtherForm(HamyarForm):
    """Search for the other record."""

    q = PersianCharField(
        label=_("Search"),
        max_length=100,
        required=False,
        help_text=_("Name, legal-entity national ID or licence number"),
    )
