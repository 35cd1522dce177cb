"""The Jalali calendar at the edges; the database holds Gregorian dates and UTC times.

Conversion is jdatetime's (right about the leap years 1403 and 1408, where other libraries slip).
Times are shown in Tehran, which has had no summer time since 1401.
"""

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import jdatetime
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from partnership.core.text import (
    ZWNJ,
    normalise_text,
    search_key,
    to_ascii_digits,
    to_persian_digits,
)

TEHRAN = ZoneInfo("Asia/Tehran")
NBSP = "\u00a0"
#: Years that are read as Jalali; 1700 and later are read as Gregorian.
JALALI_YEARS = range(1300, 1500)
GREGORIAN_YEARS = range(1900, 2121)
#: Python weekday numbers (Monday 0): Thursday and Friday, unless the setting WEEKEND differs.
DEFAULT_WEEKEND = (3, 4)

JALALI_MONTHS = {
    "fa": [
        "فروردین",
        "اردیبهشت",
        "خرداد",
        "تیر",
        "مرداد",
        "شهریور",
        "مهر",
        "آبان",
        "آذر",
        "دی",
        "بهمن",
        "اسفند",
    ],
    "en": [
        "Farvardin",
        "Ordibehesht",
        "Khordad",
        "Tir",
        "Mordad",
        "Shahrivar",
        "Mehr",
        "Aban",
        "Azar",
        "Dey",
        "Bahman",
        "Esfand",
    ],
}
_GREGORIAN_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = {
    "fa": ["دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_TERM_NAMES = {
    "fa": {
        "1": "نیمسال اول سال تحصیلی {years}",
        "2": "نیمسال دوم سال تحصیلی {years}",
        "3": "تابستان سال تحصیلی {years}",
    },
    "en": {
        "1": "First semester, academic year {years}",
        "2": "Second semester, academic year {years}",
        "3": "Summer term, academic year {years}",
    },
}
_MONTH_NUMBERS = {
    search_key(name): number
    for names in JALALI_MONTHS.values()
    for number, name in enumerate(names, start=1)
} | {search_key("امرداد"): 5}


def active_language(lang: str | None = None) -> str:
    """Return "fa" or "en": the language asked for, else the active one, else Persian."""
    return "en" if (lang or translation.get_language() or "fa").startswith("en") else "fa"


def today() -> date:
    """Return today's date in Tehran."""
    return timezone.now().astimezone(TEHRAN).date()


# --- reading ---------------------------------------------------------------------------------


def parse_date(value: object) -> date:
    """Read a typed date and return the Gregorian one.

    Understood: «۱۴۰۵/۰۷/۱۵», 1405/7/15, 1405-07-15, 14050715, 15/7/1405, «۱۵ مهر ۱۴۰۵»; years from
    1700 on are taken as Gregorian (2026-10-07). Raises ValidationError with one sentence for what
    cannot be read and another for a day the calendar does not have (1404/12/30).
    """
    if isinstance(value, datetime):
        return to_tehran(value).date()
    if isinstance(value, date):
        return value
    year, month, day = _read_parts(to_ascii_digits(normalise_text(value)).replace(ZWNJ, ""))
    try:
        if year in JALALI_YEARS:
            return jdatetime.date(year, month, day).togregorian()
        if year in GREGORIAN_YEARS:
            return date(year, month, day)
    except ValueError as error:
        raise ValidationError(
            _("This date does not exist in the calendar."), code="no_such_date"
        ) from error
    raise ValidationError(_("Enter the year in four digits, such as 1405."), code="year")


def _read_parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day as typed, in whatever order they were typed."""
    if match := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"([0-9]{1,4}) ?([/\-.،,]|–) ?([0-9]{1,2}) ?\2 ?([0-9]{1,4})", text):
        first, middle, last = int(match[1]), int(match[3]), int(match[4])
        return (last, middle, first) if last > 31 and first <= 31 else (first, middle, last)
    if match := re.fullmatch(r"(?:[^\W0-9]+ )?([0-9]{1,2}) ([^\W0-9]+) ([0-9]{4})", text):
        month = _MONTH_NUMBERS.get(search_key(match[2]))
        if month:
            return int(match[3]), month, int(match[1])
    raise ValidationError(
        _("Enter the date as year/month/day, such as 1405/07/15."), code="unreadable_date"
    )


def parse_time(value: object) -> time:
    """Read a time of day: «۸:۳۰», 08:30, 8.30, 0830 or a bare hour. Raises ValidationError."""
    if isinstance(value, time):
        return value
    text = to_ascii_digits(normalise_text(value))
    match = re.fullmatch(r"([0-9]{1,2})(?: ?[:.٫] ?([0-9]{2}))?", text) or re.fullmatch(
        r"([0-9]{2})([0-9]{2})", text
    )
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return time(int(match[1]), int(match[2] or 0))
    raise ValidationError(
        _("Enter the time as hour and minute, such as 08:30."), code="unreadable_time"
    )


# --- showing ---------------------------------------------------------------------------------


def to_tehran(moment: datetime) -> datetime:
    """Return the moment in Tehran; a naive one is taken to be there already."""
    return moment.replace(tzinfo=TEHRAN) if timezone.is_naive(moment) else moment.astimezone(TEHRAN)


def to_jalali(day: date | datetime) -> jdatetime.date:
    """Return the Jalali date of a Gregorian day, or of a moment as Tehran sees it."""
    if isinstance(day, datetime):
        day = to_tehran(day).date()
    return jdatetime.date.fromgregorian(date=day)


def jalali_year(day: date | datetime) -> int:
    """Return the Jalali year a day falls in."""
    return int(to_jalali(day).year)


def year_bounds(year: int) -> tuple[date, date]:
    """Return the first and the last day of a Jalali year."""
    following = jdatetime.date(year + 1, 1, 1).togregorian()
    return jdatetime.date(year, 1, 1).togregorian(), following - timedelta(days=1)


def format_date(day: date | datetime | None, lang: str | None = None, style: str = "short") -> str:
    """Return the date as its reader expects it; "" for None.

    ========== =================== ==========================================
    style      Persian             English
    ========== =================== ==========================================
    short      ۱۴۰۵/۰۹/۰۷          28 Nov 2026
    medium     ۷ آذر ۱۴۰۵          28 November 2026
    long       شنبه ۷ آذر ۱۴۰۵     Saturday 28 November 2026
    official   ۱۴۰۵/۰۹/۰۷          28 November 2026 (7 Azar 1405)
    month      آذر ۱۴۰۵            November 2026
    day        شنبه ۷ آذر          Saturday 28 November
    input      1405/09/07          1405/09/07
    iso        1405-09-07          2026-11-28
    ========== =================== ==========================================

    English shows the Gregorian date, and the Jalali one beside it (held together by no-break
    spaces) only where the date is official.
    Raises ValueError for an unknown style.
    """
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = to_tehran(day).date()
    lang = active_language(lang)
    jalali = to_jalali(day)
    if style == "input":
        return f"{jalali.year:04}/{jalali.month:02}/{jalali.day:02}"
    if style == "iso":
        return (
            day.isoformat()
            if lang == "en"
            else f"{jalali.year:04}-{jalali.month:02}-{jalali.day:02}"
        )
    styles = _english_styles(day, jalali) if lang == "en" else _persian_styles(day, jalali)
    if style not in styles:
        raise ValueError(f"unknown date style {style!r}")
    return styles[style]


def _persian_styles(day: date, jalali: jdatetime.date) -> dict[str, str]:
    month, weekday = JALALI_MONTHS["fa"][jalali.month - 1], _WEEKDAYS["fa"][day.weekday()]
    short = f"{jalali.year:04}/{jalali.month:02}/{jalali.day:02}"
    styles = {
        "short": short,
        "official": short,
        "medium": f"{jalali.day} {month} {jalali.year}",
        "long": f"{weekday} {jalali.day} {month} {jalali.year}",
        "month": f"{month} {jalali.year}",
        "day": f"{weekday} {jalali.day} {month}",
    }
    return {style: to_persian_digits(text) for style, text in styles.items()}


def _english_styles(day: date, jalali: jdatetime.date) -> dict[str, str]:
    month, weekday = _GREGORIAN_MONTHS[day.month - 1], _WEEKDAYS["en"][day.weekday()]
    medium = f"{day.day} {month} {day.year}"
    jalali_month = JALALI_MONTHS["en"][jalali.month - 1]
    return {
        "short": f"{day.day} {month[:3]} {day.year}",
        "official": f"{medium} ({jalali.day}{NBSP}{jalali_month}{NBSP}{jalali.year})",
        "medium": medium,
        "long": f"{weekday} {medium}",
        "month": f"{month} {day.year}",
        "day": f"{weekday} {day.day} {month}",
    }


def format_time(moment: datetime | time | None, lang: str | None = None) -> str:
    """Return «۱۴:۳۰» or “14:30”, in Tehran; "" for None."""
    if moment is None:
        return ""
    clock = to_tehran(moment) if isinstance(moment, datetime) else moment
    text = f"{clock.hour:02}:{clock.minute:02}"
    return text if active_language(lang) == "en" else to_persian_digits(text)


def format_datetime(moment: datetime | None, lang: str | None = None, style: str = "short") -> str:
    """Return date and time in Tehran, the date in a style of ``format_date``; "" for None.

    Short: «۱۴۰۵/۰۹/۰۷، ۱۴:۳۰» and “28 Nov 2026, 14:30”; other styles: «شنبه ۷ آذر ۱۴۰۵، ساعت ۱۴:۳۰»
    and “Saturday 28 November 2026, 14:30 Tehran time”.
    """
    if moment is None:
        return ""
    lang = active_language(lang)
    day, clock = format_date(moment, lang, style), format_time(moment, lang)
    if lang == "en":
        return f"{day}, {clock}" if style == "short" else f"{day}, {clock} Tehran time"
    return f"{day}، {clock}" if style == "short" else f"{day}، ساعت {clock}"


# --- terms and working days ------------------------------------------------------------------


def term_label(code: str, lang: str | None = None) -> str:
    """Return the name of a term: 14051 → «نیمسال اول سال تحصیلی ۱۴۰۵–۱۴۰۶».

    The code is the year the academic year begins in, and 1, 2 or 3 (summer: 14053 is the calendar
    summer of 1406). Raises ValueError for any other code.
    """
    match = re.fullmatch(r"(1[34][0-9]{2})([123])", to_ascii_digits(code))
    if not match:
        raise ValueError(f"not a term code: {code!r}")
    lang = active_language(lang)
    years = f"{match[1]}–{int(match[1]) + 1}"
    return _TERM_NAMES[lang][match[2]].format(
        years=years if lang == "en" else to_persian_digits(years)
    )


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Return whether offices are open: neither weekend (setting ``WEEKEND``) nor a holiday."""
    return (
        day.weekday() not in getattr(settings, "WEEKEND", DEFAULT_WEEKEND) and day not in holidays
    )


def add_months(day: date, months: int) -> date:
    """Return the same day so many Jalali months later, or that month's last day when it is shorter.

    31 Shahrivar and six months give 29 Esfand (30 in a leap year).
    """
    jalali = to_jalali(day)
    count = jalali.month - 1 + months
    year, month = jalali.year + count // 12, count % 12 + 1
    last = 31 if month <= 6 else 30 if month < 12 or jdatetime.date(year, 1, 1).isleap() else 29
    return jdatetime.date(year, month, min(jalali.day, last)).togregorian()


def next_working_day(day: date, holidays: Collection[date] = ()) -> date:
    """Return the day itself when offices are open, else the next one on which they are."""
    for _step in range(60):
        if is_working_day(day, holidays):
            return day
        day += timedelta(days=1)
    raise ValueError("no working day within two months; check WEEKEND and the holidays")


def add_working_days(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """Return the working day ``count`` working days after ``day``, which itself is not counted.

    With ``count`` 0: the first working day on or after ``day``. Raises ValueError below 0.
    """
    if count < 0:
        raise ValueError("count must not be negative")
    if count == 0:
        return next_working_day(day, holidays)
    for _step in range(count):
        day = next_working_day(day + timedelta(days=1), holidays)
    return day
