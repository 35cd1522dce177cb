"""Cells as text: numbers the way a person would write them, and text that no formula runs from."""

import math
import re

#: A cell of an export that begins so would be run as a formula by a spreadsheet.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n\x00]")
_PLAIN_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?$")
#: Numbers beyond this have lost digits in Excel already.
_EXACT = 10**15


def number_text(stored: str) -> str:
    """A number as XLSX stores it, in plain digits: «9.99000018E8» → 999000018.

    Excel keeps 15 significant digits and writes 17: what follows the fifteenth is noise.
    """
    if stored.isdigit() and stored.isascii() and len(stored) <= 15:
        return stored.lstrip("0") or "0"
    try:
        value = float(stored)
    except ValueError:
        return stored
    if math.isinf(value) or math.isnan(value):
        return stored
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    text = format(value, ".15g")
    return text if "e" not in text else format(value, ".15f").rstrip("0").rstrip(".")


def guard(text: str) -> str:
    """Text for a cell of an export: an apostrophe keeps what looks like a formula from running.

    `unguard` takes exactly that apostrophe away again, so that a list survives going out and
    coming back.
    """
    if _PLAIN_NUMBER.match(text):
        return text
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguard(text: str) -> str:
    """The text as it was before `guard`."""
    return text[1:] if text[:1] == "'" and _DANGEROUS.match(text[1:]) else text
