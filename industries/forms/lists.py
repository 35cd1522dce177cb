"""Forms around lists of the Ministry."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industries.enums import ListKind
from industries.forms.unit_filter import UnitFilter
from industries.models import ListRow, MinistryList
from industries.selectors.lists import labels_of
from partnership.core.forms import HamyarForm, JalaliDateField, OnceFormMixin, PersianCharField
from partnership.documents.forms import UploadField
from partnership.imports.forms import ALL, SaidForm, StateFilterForm
from partnership.imports.services import TYPES
from partnership.programme.models import IsicClass, ObstacleCategory, Place

SCANS = ("pdf", "jpg", "png")


class HandInListForm(OnceFormMixin, HamyarForm):
    """The letter, and the file that came with it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What the list holds"),
        choices=ListKind.choices,
        initial=ListKind.UNITS,
        widget=forms.RadioSelect,
    )
    letter_no = PersianCharField(label=gettext_lazy("Letter number"), max_length=40)
    letter_date = JalaliDateField(label=gettext_lazy("Letter date"))
    upload = UploadField(label=gettext_lazy("The list"), types=TYPES)
    scan = UploadField(label=gettext_lazy("Scan of the letter"), types=SCANS, required=False)
    session_no = PersianCharField(
        label=gettext_lazy("Number of the session"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Only for resolutions, when the file does not say it itself."),
    )
    session_date = JalaliDateField(label=gettext_lazy("Date of the session"), required=False)

    def clean(self) -> dict[str, Any]:
        """A session is told whole, and only of a list of resolutions."""
        data = super().clean()
        data = self.cleaned_data if data is None else data
        if data.get("kind") == ListKind.UNITS:
            data["session_no"], data["session_date"] = "", None
        elif bool(data.get("session_no")) != bool(data.get("session_date")):
            missing = "session_date" if data.get("session_no") else "session_no"
            if missing not in self.errors:
                self.add_error(missing, _("Give both the number and the date of the session."))
        return data


class RereadListForm(SaidForm):
    """Which column is which, and what unknown places, classes and categories are."""

    unsaid = gettext_lazy("Leave it out")

    def __init__(self, *args: Any, target: MinistryList, **options: Any) -> None:
        self.kind = target.kind
        self.needed = frozenset({"name" if target.is_of_units else "body"})
        super().__init__(*args, target=target, **options)

    def labels(self) -> Mapping[str, Any]:
        """Columns of this kind of list."""
        return labels_of(self.kind)

    def words(self) -> Mapping[str, tuple[Any, Any]]:
        """Words of a list of units."""
        if self.kind != ListKind.UNITS:
            return {}
        return {
            "places": (gettext_lazy("“%(word)s” is the place"), Place.objects.all()),
            "isics": (gettext_lazy("“%(word)s” is the ISIC class"), IsicClass.objects.all()),
            "categories": (
                gettext_lazy("“%(word)s” is the category"),
                ObstacleCategory.objects.all(),
            ),
        }


class ListFilterForm(StateFilterForm):
    """Filter of the list of lists."""

    model = MinistryList
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[ALL, *ListKind.choices]
    )


class InviteForm(OnceFormMixin, HamyarForm):
    """Which managers are invited, and whether their units are approved too."""

    rows = forms.ModelMultipleChoiceField(
        queryset=ListRow.objects.none(), required=False, label=gettext_lazy("Units")
    )
    everybody = forms.BooleanField(required=False, label=gettext_lazy("All that can be reached"))
    is_approving = forms.BooleanField(
        required=False,
        label=gettext_lazy("Approve the units too"),
        help_text=gettext_lazy("A unit without a legal-entity ID cannot be approved yet."),
    )

    def __init__(self, *args: Any, rows: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rows"].queryset = rows

    def clean(self) -> dict[str, Any]:
        """Something must be chosen."""
        data = super().clean()
        data = self.cleaned_data if data is None else data
        if not data.get("everybody") and not data.get("rows") and "rows" not in self.errors:
            self.add_error(None, _("Choose at least one unit."))
        return data


class IntroducedFilter(UnitFilter):
    """The liaison's filters: also by letter, without the question of doubles."""

    alike = None  # type: ignore[assignment]
    letter = forms.ChoiceField(label=gettext_lazy("Letter"), required=False)

    def __init__(self, *args: Any, letters: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["letter"].choices = [ALL, *((number, number) for number in letters)]
        self.order_fields(["q", "letter", "state", "place"])
