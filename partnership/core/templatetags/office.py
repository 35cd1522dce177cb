"""``{% load office %}``: what the stock admin prints, in the digits of the reader."""

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from partnership.core.jalali import active_language
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
