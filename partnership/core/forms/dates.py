"""Date and time fields: Jalali text in, Gregorian dates and aware datetimes out."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import widgets
from partnership.core.jalali import TEHRAN, parse_date, parse_time


class JalaliDateField(forms.DateField):
    """A date typed as 1405/07/15 in any of the forms ``parse_date`` reads."""

    widget = widgets.JalaliDateInput

    def to_python(self, value: Any) -> date | None:
        """Return the Gregorian date; None for an empty box. Raises ValidationError."""
        return None if value in self.empty_values else parse_date(value)


class LocalTimeField(forms.TimeField):
    """A time of day in Tehran, typed as 08:30 or «۸:۳۰»."""

    widget = widgets.ClockInput

    def to_python(self, value: Any) -> time | None:
        """Return the time; None for an empty box. Raises ValidationError."""
        return None if value in self.empty_values else parse_time(value)


class JalaliDateTimeField(forms.MultiValueField):
    """Date and time in two boxes; gives an aware datetime in Tehran."""

    widget = widgets.JalaliSplitDateTime

    def __init__(self, **options: Any) -> None:
        # Stock DateTimeField options that a model field passes along and two boxes have no use for.
        options.pop("input_formats", None)
        fields = (JalaliDateField(label=_("Date")), LocalTimeField(label=_("Time")))
        super().__init__(fields, **options)

    def compress(self, data_list: list[Any]) -> datetime | None:
        """Join the two; both or neither must be filled."""
        if not data_list or not any(data_list):
            return None
        day, clock = data_list
        if day is None or clock is None:
            raise ValidationError(_("Enter both the date and the time."), code="incomplete")
        return datetime.combine(day, clock, tzinfo=TEHRAN)
