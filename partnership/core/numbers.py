"""Numbers and money as people type and read them.

Money is whole Rial; people speak Toman (10 Rial).
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnership.core.jalali import active_language
from partnership.core.text import normalise_code, to_persian_digits

#: Longest number anybody has reason to type, in characters.
MAX_LENGTH = 30
#: Largest number written in words (exclusive).
MAX_IN_WORDS = 10**15

_SMALL = {
    "fa": [
        "صفر",
        "یک",
        "دو",
        "سه",
        "چهار",
        "پنج",
        "شش",
        "هفت",
        "هشت",
        "نه",
        "ده",
        "یازده",
        "دوازده",
        "سیزده",
        "چهارده",
        "پانزده",
        "شانزده",
        "هفده",
        "هجده",
        "نوزده",
    ],
    "en": [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
}
_TENS = {
    "fa": ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"],
    "en": ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
}
_PERSIAN_HUNDREDS = ["صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"]
_SCALES = {
    "fa": ("", "هزار", "میلیون", "میلیارد", "تریلیون"),
    "en": ("", "thousand", "million", "billion", "trillion"),
}
_TOMAN_UNITS = {
    "fa": ((10**9, " میلیارد"), (10**6, " میلیون"), (10**3, " هزار"), (1, "")),
    "en": ((10**9, " billion"), (10**6, " million"), (10**3, " thousand"), (1, "")),
}


# --- reading ---------------------------------------------------------------------------------


def parse_decimal(value: object, *, comma_is_decimal: bool = False) -> Decimal:
    """Read a typed number: «۱۸٫۵», 18.5, «۱۸/۵», "18,5", «۱٬۸۵۰٬۰۰۰», "1,850,000".

    A comma groups thousands where it could («۱۸,۵۰۰»), unless ``comma_is_decimal`` (grades).
    Raises ValidationError for anything else; exponents, NaN and infinity are no numbers here.
    """
    text = (
        normalise_code(value).replace("،", ",").replace("٬", "").replace("'", "").replace("’", "")
    )
    text = text.replace("٫", ".").replace("/", ".")
    if not comma_is_decimal and re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text):
        text = text.replace(",", "")
    elif text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    if len(text) > MAX_LENGTH or not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)", text):
        raise ValidationError(_("Enter a number, such as 18.5."), code="invalid")
    return Decimal(text)


def parse_integer(value: object) -> int:
    """Read a typed whole number, with or without thousands separators. Raises ValidationError."""
    text = re.sub(r"[,٬،'’]", "", normalise_code(value))
    if len(text) > MAX_LENGTH or not re.fullmatch(r"[+-]?[0-9]+", text):
        raise ValidationError(_("Enter a whole number."), code="invalid")
    return int(text)


# --- showing ---------------------------------------------------------------------------------


def format_number(
    value: int | float | Decimal | None, lang: str | None = None, *, places: int | None = None
) -> str:
    """Return «۱٬۸۵۰٫۵» or “1,850.5”; "" for None.

    ``places`` fixes the decimals (half up); without it trailing zeros go.
    """
    if value is None:
        return ""
    number = Decimal(str(value))
    if places is not None:
        text = f"{number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,f}"
    else:
        text = f"{number:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    if active_language(lang) == "en":
        return text
    return to_persian_digits(text.replace(",", "٬").replace(".", "٫").replace("-", "−"))


def format_percent(
    value: int | float | Decimal | None, lang: str | None = None, *, places: int | None = None
) -> str:
    """Return «۹۰٫۶٪» or “90.6%”; the value is already in hundredths. "" for None."""
    if value is None:
        return ""
    return format_number(value, lang, places=places) + (
        "%" if active_language(lang) == "en" else "٪"
    )


def format_rial(value: int | None, lang: str | None = None, *, words: bool = True) -> str:
    """Return «۱٬۸۵۰٬۰۰۰٬۰۰۰ ریال (۱۸۵ میلیون تومان)»; "" for None.

    Without ``words`` the Rial part only.
    """
    if value is None:
        return ""
    lang = active_language(lang)
    rial = f"{format_number(value, lang)} {'Rial' if lang == 'en' else 'ریال'}"
    return f"{rial} ({format_toman(value, lang)})" if words and abs(value) >= 10 else rial


def format_toman(rial: int | None, lang: str | None = None) -> str:
    """Return an amount in Rial as people say it: «۱۸۵ میلیون تومان», «حدود ۱٫۲۳ میلیارد تومان».

    Two decimals of the unit at most; «حدود» (about) where that rounds. "" for None.
    """
    if rial is None:
        return ""
    lang = active_language(lang)
    toman = Decimal(rial) / 10
    units = _TOMAN_UNITS[lang]
    size, name = next(((size, name) for size, name in units if abs(toman) >= size), units[-1])
    exact = toman / size
    shown = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    about = "" if shown == exact else ("about " if lang == "en" else "حدود ")
    return f"{about}{format_number(shown, lang)}{name} {'Toman' if lang == 'en' else 'تومان'}"


def number_in_words(value: int, lang: str | None = None) -> str:
    """Return a whole number in words: «یک میلیون و دویست هزار». Raises ValueError from 10^15 on."""
    lang = active_language(lang)
    if abs(value) >= MAX_IN_WORDS:
        raise ValueError("too large to write in words")
    if value < 0:
        return f"{'minus' if lang == 'en' else 'منفی'} {number_in_words(-value, lang)}"
    if value == 0:
        return _SMALL[lang][0]
    groups = []
    for scale in _SCALES[lang]:
        value, group = divmod(value, 1000)
        if group:
            # «هزار», not «یک هزار», as people say it
            words = (
                ""
                if lang == "fa" and scale == "هزار" and group == 1
                else _below_thousand(group, lang)
            )
            groups.append(f"{words} {scale}".strip())
    return (" " if lang == "en" else " و ").join(reversed(groups))


def _below_thousand(value: int, lang: str) -> str:
    hundreds, rest = divmod(value, 100)
    parts = []
    if hundreds:
        parts.append(
            _PERSIAN_HUNDREDS[hundreds - 1] if lang == "fa" else f"{_SMALL['en'][hundreds]} hundred"
        )
    if 0 < rest < 20:
        parts.append(_SMALL[lang][rest])
    elif rest:
        tens, ones = _TENS[lang][rest // 10 - 2], rest % 10
        joint = " و " if lang == "fa" else "-"
        parts.append(f"{tens}{joint}{_SMALL[lang][ones]}" if ones else tens)
    return (" و " if lang == "fa" else " and ").join(parts)


def grade_in_words(value: Decimal | str | float, lang: str | None = None) -> str:
    """Return a grade (0–20, two decimals) in words.

    17.75 → «هفده و هفتاد و پنج صدم», 18.5 → «هجده و نیم». Raises ValueError for other numbers.
    """
    lang = active_language(lang)
    grade = Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    if not 0 <= grade <= 20:
        raise ValueError(f"not a grade: {value!r}")
    whole, hundredths = divmod(int(grade * 100), 100)
    words = number_in_words(whole, lang)
    if not hundredths:
        return words
    if hundredths == 50:
        return f"{words} and a half" if lang == "en" else f"{words} و نیم"
    if lang == "en":
        digits = f"{hundredths:02}".rstrip("0")
        return f"{words} point {' '.join(_SMALL['en'][int(digit)] for digit in digits)}"
    return f"{words} و {number_in_words(hundredths, 'fa')} صدم"
