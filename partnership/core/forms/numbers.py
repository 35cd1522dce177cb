"""Number fields that read Persian digits and separators."""

from decimal import Decimal
from typing import Any

from django import forms

from partnership.core.forms import widgets
from partnership.core.numbers import parse_decimal, parse_integer

#: The largest value of PostgreSQL's integer: a form refuses before the database has to.
MAX_INTEGER = 2**31 - 1
MAX_RIAL = 10**15 - 1


class PersianIntegerField(forms.IntegerField):
    """A whole number, within a database integer unless ``max_value`` says otherwise."""

    widget = widgets.DigitsInput

    def __init__(
        self, *, max_value: int | None = MAX_INTEGER, min_value: int | None = None, **options: Any
    ) -> None:
        super().__init__(
            max_value=max_value,
            min_value=-MAX_INTEGER if min_value is None else min_value,
            **options,
        )

    def to_python(self, value: Any) -> int | None:
        """Return the number; None for an empty box. Raises ValidationError."""
        return None if value in self.empty_values else parse_integer(value)


class RialField(PersianIntegerField):
    """An amount in whole Rial, 0 to 10^15 − 1, typed with or without separators."""

    widget = widgets.RialInput

    def __init__(
        self, *, max_value: int | None = MAX_RIAL, min_value: int | None = 0, **options: Any
    ) -> None:
        super().__init__(max_value=max_value, min_value=min_value, **options)


class PersianDecimalField(forms.DecimalField):
    """A decimal number: «۱۸٫۵», 18.5, «۱۸/۵»."""

    widget = widgets.DecimalInput
    comma_is_decimal = False

    def to_python(self, value: Any) -> Decimal | None:
        """Return the number; None for an empty box. Raises ValidationError."""
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        return parse_decimal(value, comma_is_decimal=self.comma_is_decimal)


class GradeField(PersianDecimalField):
    """A grade or average out of 20, two decimals at most; a comma is a decimal sign here."""

    comma_is_decimal = True

    def __init__(
        self,
        *,
        max_value: Any = 20,
        min_value: Any = 0,
        decimal_places: int | None = 2,
        **options: Any,
    ) -> None:
        # The bounds say what max_digits would, in words people understand.
        options.pop("max_digits", None)
        super().__init__(
            max_value=max_value, min_value=min_value, decimal_places=decimal_places, **options
        )
