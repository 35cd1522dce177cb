"""Columns of the office's lists: states as badges, dates in the reader's calendar."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.loader import render_to_string

from partnership.core.jalali import format_date, format_datetime
from partnership.core.tones import look_of

Column = str | Callable[[Any], Any]


@cache
def column(model: type[models.Model], name: Column) -> Column:
    """The column of a list: as it is named, or drawn by us when Django would show it plainly."""
    if not isinstance(name, str):
        return name
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if name == "state" and getattr(field, "flatchoices", None):
        return _drawn(field, badge)
    if isinstance(field, models.DateTimeField):
        return _drawn(field, lambda obj: format_datetime(getattr(obj, name)) or "–")
    if isinstance(field, models.DateField):
        return _drawn(field, lambda obj: format_date(getattr(obj, name)) or "–")
    return name


def badge(obj: models.Model) -> str:
    """The state as icon and word."""
    look = look_of(obj)
    label = obj.get_state_display()  # type: ignore[attr-defined]
    return render_to_string(
        "components/state_badge.html", {"label": label, "tone": look.tone, "icon": look.icon}
    )


def _drawn(field: Any, draw: Callable[[Any], str]) -> Callable[[Any], str]:
    """A column that still sorts by its field and bears its name."""

    @admin.display(description=field.verbose_name, ordering=field.name)
    def shown(obj: Any) -> str:
        return draw(obj)

    shown.__name__ = field.name
    return shown
