"""What people and Excel do to values, mended; what cannot be mended is named by a code.

Each function returns the value and raises `Unreadable` with a code for the report.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError

from partnership.core.identifiers import is_legal_id, is_national_id
from partnership.core.jalali import parse_date
from partnership.core.numbers import parse_decimal
from partnership.core.text import normalise_code, normalise_text, search_key

_EXPONENT = re.compile(r"([0-9])(?:[.,/]([0-9]+))?[eE]\+?([0-9]{1,2})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME_BEHIND = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$")
_QUOTES = "'’‘`´\"“”"
_YES = frozenset(
    {
        *("1", "yes", "y", "true", "t", "x", "✓", "✔", "☑", "✅", "بله", "بلی", "اری", "مشروط"),
        *("است", "هست", "دارد", "on probation", "probation", "مشروط است"),
    }
)
_NO = frozenset(
    {
        *("0", "no", "n", "false", "f", "-", "–", "✗", "✘", "☐", "خیر", "نه", "نیست", "ندارد"),
        *("عادی", "غیر مشروط", "غیرمشروط", "مشروط نیست", "نامشروط", "none", "normal", "سالم"),
    }
)


class Unreadable(Exception):
    """A value that cannot be read: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_text(cell: str, most: int) -> str:
    """A name or a word, Arabic letters made Persian. Codes: unsafe, long."""
    if not cell:
        return ""
    if cell.isascii() and cell.isprintable() and "  " not in cell:
        text = cell.strip()  # nothing in it needs mending
    else:
        try:
            text = normalise_text(cell)
        except ValidationError as error:
            raise Unreadable("unsafe") from error
    if len(text) > most:
        raise Unreadable("long")
    return text


def read_code(cell: str) -> str:
    """The digits of a number that is a name: «'۴۰۲۹۹۰۰۰۱», 402990001.0 and 4.02990001E8 alike.

    Codes: unsafe; short when a spreadsheet has rounded the number and its end is lost.
    """
    if cell.isdigit() and cell.isascii():
        return cell
    try:
        code = normalise_code(cell).strip(_QUOTES)
    except ValidationError as error:
        raise Unreadable("unsafe") from error
    exponent = _EXPONENT.fullmatch(code.replace("٫", "."))
    if exponent:
        first, rest, power = exponent[1], (exponent[2] or "").rstrip("0"), int(exponent[3])
        if len(rest) < power:
            raise Unreadable("short")
        code = first + (exponent[2] or "")[:power].ljust(power, "0")
    code = re.sub(r"[.,٫]0*$", "", code)
    return re.sub(r"[-_./() ,٬]", "", code)


def read_national_id(cell: str) -> tuple[str, bool]:
    """Ten digits and whether zeros had to be put back: the check digit decides. Code: national_id.

    Up to two zeros at the front are lost when a spreadsheet takes the ID for a number.
    """
    code = read_code(cell)
    mended = code.zfill(10) if 8 <= len(code) < 10 else code
    if not is_national_id(mended):
        raise Unreadable("national_id")
    return mended, mended != code


def read_legal_id(cell: str) -> tuple[str, bool]:
    """Eleven digits of a company and whether zeros had to be put back. Code: bad."""
    code = read_code(cell)
    mended = code.zfill(11) if 9 <= len(code) < 11 else code
    if not is_legal_id(mended):
        raise Unreadable("bad")
    return mended, mended != code


def read_day(cell: str) -> date:
    """A day: «۱۴۰۵/۰۶/۳۱», 14050631, 2026-09-22, with a time behind it or not. Code: bad."""
    try:
        return parse_date(_TIME_BEHIND.sub("", cell.strip(_QUOTES + " ")))
    except ValidationError as error:
        raise Unreadable("bad") from error


def read_integer(cell: str, most: int) -> int:
    """A whole number from 0 to `most`. Codes: number, high."""
    if not (cell.isdigit() and cell.isascii()):
        try:
            value = parse_decimal(cell.strip(_QUOTES))
        except ValidationError as error:
            raise Unreadable("number") from error
        if value != value.to_integral_value() or value < 0:
            raise Unreadable("number")
        cell = str(int(value))
    if len(cell) > 9 or int(cell) > most:
        raise Unreadable("high")
    return int(cell)


def read_grade(cell: str) -> Decimal:
    """A grade from 0 to 20 with two decimals: 18.5, «۱۸/۵», «۱۸٫۵». Codes: number, date, high.

    A spreadsheet makes a date of 18/5; what the grade was is lost then.
    """
    if _DATE.match(cell):
        raise Unreadable("date")
    try:
        value = parse_decimal(cell.strip(_QUOTES), comma_is_decimal=True)
    except ValidationError as error:
        raise Unreadable("number") from error
    if value < 0:
        raise Unreadable("number")
    if value > 20:
        raise Unreadable("high")
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def read_flag(cell: str) -> bool:
    """Yes or no in the words lists use: «مشروط», «بله», 1, ✓; «خیر», 0, «عادی». Code: flag."""
    word = cell.strip().lower()
    if word not in _YES and word not in _NO:
        word = search_key(word)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable("flag")
