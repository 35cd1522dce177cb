"""``{% load office %}``: what the stock admin prints, in the digits of the reader."""

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.admin.utils import lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from partnership.core.jalali import active_language, format_date, format_datetime
from partnership.core.text import to_persian_digits

register = template.Library()
#: A left-to-right isolate, a tag, or a run of text between tags.
_PIECES = re.compile(r"<bdi\b.*?</bdi>|<[^>]*>|[^<]+", re.DOTALL)
_LATIN = re.compile(r"[A-Za-z]")


@register.filter
def page_digits(value: Any) -> SafeString:
    """Turn the digits of a piece of HTML Persian on a Persian page.

    Tags, isolates and texts with Latin letters (codes, addresses) keep theirs.
    """
    html = conditional_escape(value)
    if active_language() != "fa":
        return html
    # Nothing but digits changes, so what was safe stays safe.
    return mark_safe("".join(map(_piece, _PIECES.findall(html))))  # noqa: S308


def _piece(piece: str) -> str:
    if piece.startswith("<") or _LATIN.search(re.sub(r"&#?\w+;", "", piece)):
        return piece
    # An entity such as &#x27; is spelt with ASCII digits.
    return re.sub(r"(&#?\w+;)|([^&]+)", lambda m: m[1] or to_persian_digits(m[2]), piece)


@register.filter
def readonly(field: Any) -> SafeString | str:
    """What a read-only field of a form shows: dates in the reader's calendar, else as Django does.

    ``field`` is Django's ``AdminReadonlyField``.
    """
    try:
        value = lookup_field(field.field["field"], field.form.instance, field.model_admin)[2]
    except (AttributeError, ValueError, ObjectDoesNotExist):
        value = None
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value, style="long")
    return page_digits(field.contents())
