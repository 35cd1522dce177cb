"""One page for all members: points on each criterion, a comment each."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import HamyarForm, OnceFormMixin, PersianCharField, PersianDecimalField
from partnership.core.forms.widgets import ProseInput
from partnership.core.numbers import format_number

#: Criteria with few points are clicked, those with many are typed.
RADIO_UP_TO = 5


class EvaluationForm(OnceFormMixin, HamyarForm):
    """Boxes named `points_<membership>_<criterion>` and `comment_<membership>`."""

    def __init__(
        self,
        *args: Any,
        members: list[Any],
        criteria: list[Any],
        drafts: dict[int, Any],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.members, self.criteria, self.drafts = members, criteria, drafts
        for member in members:
            draft = drafts.get(member.pk)
            points = {row.criterion_id: row.points for row in draft.rows.all()} if draft else {}
            for criterion in criteria:
                self.fields[f"points_{member.pk}_{criterion.pk}"] = self._box(
                    criterion, points.get(criterion.pk)
                )
            self.fields[f"comment_{member.pk}"] = PersianCharField(
                label=_("Comment"),
                max_length=2000,
                required=False,
                widget=ProseInput,
                initial=draft.comment if draft else "",
            )

    @staticmethod
    def _box(criterion: Any, points: Decimal | None) -> forms.Field:
        if criterion.max_points <= RADIO_UP_TO and (points is None or points == int(points)):
            return forms.TypedChoiceField(
                label=criterion.name,
                coerce=Decimal,
                empty_value=None,
                required=False,
                choices=[(n, format_number(n)) for n in range(criterion.max_points + 1)],
                widget=forms.RadioSelect,
                initial=None if points is None else int(points),
            )
        return PersianDecimalField(
            label=criterion.name,
            min_value=0,
            max_value=criterion.max_points,
            decimal_places=2,
            required=False,
            initial=None if points is None else f"{points:g}",
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row for each member: boxes with the most points of each, and the comment."""
        for member in self.members:
            yield {
                "member": member,
                "boxes": [
                    (self[f"points_{member.pk}_{criterion.pk}"], criterion)
                    for criterion in self.criteria
                ],
                "comment": self[f"comment_{member.pk}"],
            }

    def points(self) -> dict[int, dict[int, Decimal]]:
        """What was given: {membership id: {criterion id: points}}."""
        return {
            member.pk: {
                criterion.pk: self.cleaned_data[name]
                for criterion in self.criteria
                if self.cleaned_data.get(name := f"points_{member.pk}_{criterion.pk}") is not None
            }
            for member in self.members
        }

    def comments(self) -> dict[int, str]:
        """Comments by membership."""
        return {m.pk: self.cleaned_data.get(f"comment_{m.pk}", "") for m in self.members}

    def require_all(self) -> bool:
        """Before submitting: mark every box that has no points."""
        for member in self.members:
            for criterion in self.criteria:
                name = f"points_{member.pk}_{criterion.pk}"
                if self.cleaned_data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Please give points here."))
        return not self.errors


class RatingForm(HamyarForm):
    """A few questions, 1 to 5, all optional."""

    def __init__(self, *args: Any, criteria: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"score_{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.name,
                coerce=int,
                empty_value=None,
                required=False,
                choices=[(n, format_number(n)) for n in range(1, 6)],
                widget=forms.RadioSelect,
            )
        self.fields["comment"] = PersianCharField(
            label=_("Anything else"), max_length=500, required=False
        )

    def scores(self) -> dict[int, int]:
        """The answers that were given."""
        return {
            criterion.pk: self.cleaned_data[name]
            for criterion in self.criteria
            if self.cleaned_data.get(name := f"score_{criterion.pk}")
        }
