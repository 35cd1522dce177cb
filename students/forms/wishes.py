"""Ranked wishes among the open problems: five boxes, and cards to fill them from."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.forms import HamyarForm, OnceFormMixin
from partnership.core.numbers import format_number
from students.forms.enrol_steps import WISHES
from students.selectors import listed_problems, problem_cards


class WishesMixin:
    """For a form: one box a rank; problems show their public words, never the confidential ones."""

    fields: dict[str, forms.Field]

    def add_wishes(self) -> None:
        """Add the boxes; none while nothing is listed."""
        #: What the page shows of each problem.
        self.problem_cards = problem_cards()
        if not self.problem_cards:
            return
        problems = listed_problems()
        choices = [("", _("No wish")), *((card.pk, card.title) for card in self.problem_cards)]
        for rank, name in enumerate(WISHES, start=1):
            field = forms.ModelChoiceField(
                queryset=problems,
                required=False,
                label=format_lazy("{} {}", _("Wish"), format_number(rank)),
            )
            field.choices = choices  # read once for all five boxes
            self.fields[name] = field

    @property
    def wish_fields(self) -> list[forms.BoundField]:
        """The boxes, by rank."""
        return [self[name] for name in WISHES if name in self.fields]  # type: ignore[index]

    def clean(self) -> dict[str, Any]:
        """Wishes differ from each other."""
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc,attr-defined]
        seen: set[int] = set()
        for name in WISHES:
            problem = data.get(name)
            if problem and problem.pk in seen:
                self.add_error(name, _("You have already chosen this problem."))  # type: ignore[attr-defined]
            elif problem:
                seen.add(problem.pk)
        return data


class WishesForm(OnceFormMixin, WishesMixin, HamyarForm):
    """The ranked wishes alone, for an application that was decided already."""

    is_flexible = forms.BooleanField(
        label=gettext_lazy("I also accept a suitable problem that is not on my list"),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.add_wishes()

    def wishes(self) -> tuple[int, ...]:
        """Problem ids, the dearest first."""
        return tuple(self.cleaned_data[name].pk for name in WISHES if self.cleaned_data.get(name))


__all__ = ["WishesForm", "WishesMixin"]
