"""Student numbers of companions: a few boxes under one name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.identifiers import normalise_student_number
from students.enums import MAX_APART, MAX_TOGETHER


class NumbersWidget(forms.Widget):
    """Boxes named `<name>_1` … `<name>_n`; with scripts the empty ones wait behind a button."""

    template_name = "components/number_boxes.html"
    use_fieldset = True

    def __init__(self, *, boxes: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.boxes = boxes

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What stands in each box, as typed."""
        return [data.get(f"{name}_{place}", "") for place in range(1, self.boxes + 1)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether not a single box came along."""
        return not any(f"{name}_{place}" in data for place in range(1, self.boxes + 1))

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """No single box owns the label."""
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The boxes with what was typed."""
        typed = [*(value or ()), *[""] * self.boxes][: self.boxes]
        boxes = [
            {"id": f"id_{name}_{place}", "name": f"{name}_{place}", "value": text, "place": place}
            for place, text in enumerate(typed, start=1)
        ]
        attrs = {**self.attrs, **(attrs or {})}
        return {"boxes": boxes, "widget": {"name": name, "attrs": attrs}}


class NumbersField(forms.Field):
    """Gives a tuple of different student numbers, in the order typed.

    Any well-formed number is taken: the answer never tells whether it is known.
    """

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(widget=NumbersWidget(boxes=most), **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        """Digits of any keyboard; empty boxes do not count."""
        numbers = [
            normalise_student_number(text) for text in value or () if str(text or "").strip()
        ]
        if self.required and not numbers:
            raise ValidationError(self.error_messages["required"], code="required")
        return tuple(dict.fromkeys(numbers))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what stands in the boxes, empty ones apart."""
        return [n for n in initial or () if n] != [n for n in data or () if n]


class CompanionsForm(forms.Form):
    """The two lists, for the form of enrolment."""

    together = NumbersField(
        label=gettext_lazy("I would like to work with"),
        most=MAX_TOGETHER,
        required=False,
        help_text=gettext_lazy(
            "Student numbers of up to three fellow students who also apply. "
            "It counts most when you name each other."
        ),
    )
    apart = NumbersField(
        label=gettext_lazy("I would rather not work with"),
        most=MAX_APART,
        required=False,
        help_text=gettext_lazy("Only you and the office see this; nobody is told."),
    )

    def clean(self) -> dict[str, Any]:
        """Oneself is no companion, and nobody stands in both lists."""
        data = super().clean() or self.cleaned_data
        own = data.get("student_number")
        for name in ("together", "apart"):
            if own and own in data.get(name, ()):
                self.add_error(
                    name, _("This is your own student number. Please name other students.")
                )
        if set(data.get("together", ())) & set(data.get("apart", ())):
            self.add_error(
                "apart", _("The same student number stands in both lists. Please keep it in one.")
            )
        return data


__all__ = ["CompanionsForm", "NumbersField"]
