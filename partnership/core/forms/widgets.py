"""Widgets: text boxes that open the right keyboard.

``type=number`` is nowhere: browsers drop Persian digits from it.
"""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from partnership.core.jalali import format_date, format_time, to_tehran


class _DefaultAttrs:
    """A widget whose class names the attributes it starts with; the caller's win."""

    default_attrs: dict[str, Any] = {}

    def __init__(self, attrs: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__(attrs={**self.default_attrs, **(attrs or {})}, **options)  # type: ignore[call-arg]


class ProseInput(_DefaultAttrs, forms.TextInput):
    """One line of people's words; each value decides its own direction."""

    default_attrs = {"dir": "auto"}


class ProseArea(_DefaultAttrs, forms.Textarea):
    """Paragraphs of people's words."""

    default_attrs = {"dir": "auto", "rows": "4"}


class CodeInput(_DefaultAttrs, forms.TextInput):
    """A code of letters and digits, left to right."""

    default_attrs = {
        "dir": "ltr",
        "autocomplete": "off",
        "spellcheck": "false",
        "autocapitalize": "off",
    }


class DigitsInput(_DefaultAttrs, forms.TextInput):
    """A code of digits: numeric keyboard, left to right."""

    default_attrs = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}


class DecimalInput(_DefaultAttrs, forms.TextInput):
    """A number with decimals."""

    default_attrs = {"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"}


class PhoneInput(_DefaultAttrs, forms.TextInput):
    """A phone number."""

    input_type = "tel"
    default_attrs = {"dir": "ltr", "inputmode": "tel", "autocomplete": "tel"}


class EmailInput(_DefaultAttrs, forms.TextInput):
    """An email address. Not ``type=email``: browsers rewrite such values before sending them."""

    default_attrs = {
        "dir": "ltr",
        "inputmode": "email",
        "autocomplete": "email",
        "spellcheck": "false",
        "autocapitalize": "off",
    }


class RialInput(_DefaultAttrs, forms.TextInput):
    """An amount in Rial; ``data-rial`` lets the page say it in words while it is typed."""

    default_attrs = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "data-rial": ""}

    def format_value(self, value: Any) -> str | None:
        """Group the digits of a stored amount; leave typed text alone."""
        return f"{value:,}" if isinstance(value, int) else super().format_value(value)


class JalaliDateInput(_DefaultAttrs, forms.TextInput):
    """A Jalali date as text; ``data-jdp`` is where the picker hooks in, typing always works."""

    default_attrs = {
        "dir": "ltr",
        "inputmode": "numeric",
        "autocomplete": "off",
        "placeholder": gettext_lazy("1405/07/15"),
        "data-jdp": "",
    }

    def format_value(self, value: Any) -> str | None:
        """Write a stored date the way it is typed; leave typed text alone."""
        if isinstance(value, date | datetime):
            return format_date(value, style="input")
        return super().format_value(value)


class ClockInput(_DefaultAttrs, forms.TextInput):
    """A time of day, hour and minute."""

    default_attrs = {
        "dir": "ltr",
        "inputmode": "numeric",
        "autocomplete": "off",
        "placeholder": gettext_lazy("08:30"),
    }

    def format_value(self, value: Any) -> str | None:
        """Write a stored time as HH:MM."""
        if isinstance(value, time | datetime):
            return format_time(value, "en")
        return super().format_value(value)


class JalaliSplitDateTime(forms.MultiWidget):
    """Date and time of day side by side, posted as ``<name>_date`` and ``<name>_time``."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"date": JalaliDateInput(), "time": ClockInput()}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Split a moment as Tehran sees it."""
        if isinstance(value, datetime):
            local = to_tehran(value)
            return [local.date(), local.time().replace(second=0, microsecond=0)]
        return [None, None]
