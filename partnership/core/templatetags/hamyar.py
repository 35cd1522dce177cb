"""``{% load hamyar %}``: dates, numbers, states and moves, the same in portal, office and mail.

Filters read the active language. What they return is escaped by the template as usual; only
``ltr`` and the tags give markup, and they escape what they wrap.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.db.models import Model
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.core import identifiers, jalali, numbers, tones, workflow
from partnership.core.models import ActionLog
from partnership.core.text import to_ascii_digits, to_persian_digits

register = template.Library()
#: Rows a timeline shows; the office has the whole log.
TIMELINE_ROWS = 50


# --- dates -----------------------------------------------------------------------------------


@register.filter
def jdate(value: date | datetime | None, style: str = "short") -> str:
    """Show a date in a style of ``core.jalali.format_date``; nothing for None."""
    return jalali.format_date(value or None, style=style)


@register.filter
def jdatetime(value: datetime | None, style: str = "short") -> str:
    """Show a moment in Tehran."""
    return jalali.format_datetime(value or None, style=style)


@register.filter
def jtime(value: Any) -> str:
    """Show the time of day of a moment or a time."""
    return jalali.format_time(value)


@register.filter
def ago(value: date | datetime | None) -> str:
    """Say how long ago or how soon within a week, else the date: “3 days ago”, “in 2 days”."""
    if not value:
        return ""
    if isinstance(value, datetime):
        seconds = int((timezone.now() - value).total_seconds())
        if abs(seconds) < 60:
            return _("just now")
        if 0 < seconds < 3600:
            return _counted(
                ngettext("%(n)s minute ago", "%(n)s minutes ago", seconds // 60), seconds // 60
            )
        if 0 < seconds < 6 * 3600:
            return _counted(
                ngettext("%(n)s hour ago", "%(n)s hours ago", seconds // 3600), seconds // 3600
            )
        value = jalali.to_tehran(value).date()
    days = (value - jalali.today()) // timedelta(days=1)
    named = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in named:
        return named[days]
    if -7 < days < 0:
        return _counted(ngettext("%(n)s day ago", "%(n)s days ago", -days), -days)
    if 0 < days < 7:
        return _counted(ngettext("in %(n)s day", "in %(n)s days", days), days)
    return jalali.format_date(value, style="medium")


def _counted(sentence: str, number: int) -> str:
    return sentence % {"n": numbers.format_number(number)}


# --- numbers ---------------------------------------------------------------------------------


@register.filter
def num(value: Any, places: int | None = None) -> str:
    """Show digits in the active language; numbers from 10,000 on are grouped.

    Texts (codes, phone numbers) change their digits only.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, float | Decimal) or (isinstance(value, int) and abs(value) >= 10_000):
        return numbers.format_number(value, places=places)
    return to_ascii_digits(value) if jalali.active_language() == "en" else to_persian_digits(value)


@register.filter
def percent(value: Any, places: int | None = None) -> str:
    """Show a value already in hundredths with its sign: «۹۰٪»."""
    return numbers.format_percent(value, places=places) if value not in (None, "") else ""


@register.filter
def rial(value: int | None) -> str:
    """Show an amount in Rial with Toman words."""
    return numbers.format_rial(value)


@register.filter
def toman(value: int | None) -> str:
    """Show an amount in Rial as people say it."""
    return numbers.format_toman(value)


@register.filter
def grade(value: Any) -> str:
    """Show a grade with the decimals it has: «۱۸٫۵»."""
    return numbers.format_number(value) if value not in (None, "") else ""


@register.filter
def in_words(value: int | None) -> str:
    """Write a whole number in words."""
    return numbers.number_in_words(int(value)) if value not in (None, "") else ""


@register.filter
def filesize(value: int | None) -> str:
    """Show bytes as «۱٫۲ مگابایت»."""
    if value is None:
        return ""
    if value < 1024 * 1024:
        return _("%(n)s KB") % {"n": numbers.format_number(max(1, round(value / 1024)))}
    return _("%(n)s MB") % {"n": numbers.format_number(Decimal(value) / 1024 / 1024, places=1)}


# --- words -----------------------------------------------------------------------------------


@register.filter
def ltr(value: Any) -> SafeString | str:
    """Isolate a code, phone number, address or Latin name from the line around it."""
    return "" if value in (None, "") else format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def text(value: Any, field: str) -> str:
    """Show a field of a Translatable in the active language; nothing for None."""
    return value.text(field) if value else ""


@register.filter
def masked_id(value: str) -> str:
    """Show a national ID as 999****018, with digits of the active language."""
    return num(identifiers.mask_national_id(value or ""))


@register.filter
def term(value: str) -> str:
    """Show a term code by its name."""
    return jalali.term_label(value) if value else ""


# --- states, moves, people -------------------------------------------------------------------


@register.filter
def state_tone(value: Any) -> str:
    """Return the tone (``data-tone``) of an object or state code."""
    return tones.look_of(value).tone


@register.filter
def state_icon(value: Any) -> str:
    """Return the icon of an object or state code."""
    return tones.look_of(value).icon


@register.inclusion_tag("components/state_badge.html")
def state_badge(obj: Any) -> dict[str, Any]:
    """Show the state of an object: icon and word."""
    look = tones.look_of(obj)
    return {"label": obj.get_state_display(), "tone": look.tone, "icon": look.icon}


@register.inclusion_tag("components/moves.html", takes_context=True)
def moves_bar(context: Context, obj: Any, *, quiet: bool = False) -> dict[str, Any]:
    """Show a button for every move the reader may take on the object now.

    `quiet` where another button of the page is the primary one.
    """
    user = context.get("user")
    found = workflow.available_moves(obj, user) if user is not None else []
    shown = [
        {
            "label": move.label,
            "url": url,
            "tone": move.tone,
            "icon": move.icon,
            "explains": move.explains,
        }
        for move in found
        if not move.hidden and (url := move.url_for(obj))
    ]
    return {"moves": shown, "object": obj, "quiet": quiet}


@register.inclusion_tag("components/timeline.html")
def timeline(obj: Model) -> dict[str, Any]:
    """Show what happened to an object, newest first."""
    rows = ActionLog.objects.about(obj).select_related("actor")[:TIMELINE_ROWS]
    return {"entries": [_timeline_entry(row, type(obj)) for row in rows]}


def _timeline_entry(row: ActionLog, model: type[Model]) -> dict[str, Any]:
    move = workflow.registry.get(row.verb)
    return {
        "at": row.at,
        "actor": row.actor,
        "label": workflow.deed_label(row.verb),
        "from_label": workflow.state_label(model, row.before),
        "to_label": workflow.state_label(model, row.after),
        "reason": row.reason,
        "tone": tones.look_of(row.after).tone if row.after else "neutral",
        "icon": move.icon if move else "circle",
    }


@register.inclusion_tag("components/icon.html")
def icon(name: str, label: str = "", size: str = "", mirrored: bool = False) -> dict[str, Any]:
    """Show an icon of the sprite; with ``label`` it is read aloud, without it is decoration."""
    return {"name": name, "label": label, "size": size, "mirrored": mirrored}


@register.inclusion_tag("components/field.html")
def field(bound_field: Any) -> dict[str, Any]:
    """Show one field of a form as crispy forms would."""
    return {"field": bound_field}


@register.inclusion_tag("components/person_card.html")
def person(user: Any, role: str = "", sub: str = "", url: str = "") -> dict[str, Any]:
    """Show a person: first letter, name, and what they are here."""
    name = str(getattr(user, "full_name", "") or user or "")
    return {
        "name": name,
        "role": role,
        "sub": sub,
        "url": url,
    }
