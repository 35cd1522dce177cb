"""One normaliser for every word that comes in: forms, admin, imports, search and sign-in.

Three readings of the same text:

* ``normalise_text`` – prose and names as they are stored and shown;
* ``normalise_code`` – identifiers, codes, phone numbers: nothing but the characters that count;
* ``search_key`` / ``sort_key`` – derived columns, never shown.

Text that cannot be stored safely (NUL, lone surrogates) is refused with a ``ValidationError``,
whose sentence is meant for the person who typed it.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ZWNJ = "\u200c"
#: Marks kept on one base letter. Persian needs three at most (tashdid, a vowel, the hamza of «هٔ»).
MAX_MARKS = 3

_PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
_TO_ASCII = str.maketrans(_PERSIAN_DIGITS + _ARABIC_DIGITS, "0123456789" * 2)
_TO_PERSIAN = str.maketrans("0123456789" + _ARABIC_DIGITS, _PERSIAN_DIGITS * 2)

# Letters of other Arabic-script keyboards, as Persian writes them. «ۀ» becomes «ه» with its hamza,
# the spelling of the glossary; the tatweel only stretches a line.
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ې": "ی",
        "ے": "ی",
        "ك": "ک",
        "ڪ": "ک",
        "ة": "ه",
        "ۃ": "ه",
        "ہ": "ه",
        "ە": "ه",
        "ھ": "ه",
        "ۀ": "ه\u0654",
        "ۂ": "ه\u0654",
        "\u0640": None,
    }
)
# Blank-looking letters and every breaking or non-breaking space.
_BLANKS = re.compile(
    r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u3164\u115f\u1160\uffa0\u2800\t\v\f ]+"
)
_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
# Bidi controls, zero widths other than ZWNJ, soft hyphen, interlinear and tag characters,
# C0/C1 controls other than tab and newline, non-characters.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ufdd0-\ufdef\ufffe\uffff"
    "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
# Presentation forms (what a PDF or an old word processor pastes) and full-width Latin.
_COMPATIBILITY = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\uff01-\uff9f\uffe0-\uffee]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_NOT_WORD = re.compile(r"[\W_]+")


def to_ascii_digits(value: object) -> str:
    """Return the text with Persian and Arabic digits written 0–9."""
    return str(value).translate(_TO_ASCII)


def to_persian_digits(value: object) -> str:
    """Return the text with ASCII and Arabic digits written ۰–۹."""
    return str(value).translate(_TO_PERSIAN)


def normalise_text(value: object, *, multiline: bool = False) -> str:
    """Return prose or a name as it is stored: NFC, Persian letters, nothing invisible.

    ZWNJ stays where it has a meaning, between two Arabic-script letters. Digits, vowel marks and
    the hamza of «هٔ» stay as typed: they are part of good Persian. With ``multiline`` the
    paragraphs stay (at most one empty line between them); without it the text is one line.

    NFKC is applied to presentation forms and full-width letters only, because over a whole text
    it would turn «m²» into «m2» and «½» into «1⁄2».

    Raises ValidationError for NUL characters and lone surrogates.
    """
    text = _refuse_unsafe("" if value is None else str(value))
    text = _COMPATIBILITY.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    text = _NEWLINES.sub("\n", text)
    text = _trim_marks(_keep_useful_zwnj(_INVISIBLE.sub("", text)))
    lines = [_BLANKS.sub(" ", line).strip() for line in text.split("\n")]
    if multiline:
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return " ".join(line for line in lines if line)


def normalise_code(value: object) -> str:
    """Return an identifier as it is compared: NFKC, ASCII digits, plain hyphens, no spaces.

    Case is kept. Raises ValidationError for NUL characters and lone surrogates.
    """
    text = _refuse_unsafe("" if value is None else str(value))
    text = unicodedata.normalize("NFKC", _DASHES.sub("-", text)).translate(_LETTERS)
    text = _INVISIBLE.sub("", text).replace(ZWNJ, "")
    return to_ascii_digits(re.sub(r"\s+", "", _BLANKS.sub("", text)))


def search_key(value: object) -> str:
    """Return what two spellings of the same words have in common.

    Case, vowel marks, hamza, ZWNJ, punctuation and the keyboard of the writer make no difference:
    «رؤیا» equals «رویا», «خانهٔ» equals «خانه», «١٤٠٥» equals «1405».
    """
    text = unicodedata.normalize("NFKC", _refuse_unsafe("" if value is None else str(value)))
    # Decomposed, «آ أ ؤ ئ» are a bare letter and a mark, and the mark goes.
    text = "".join(
        c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) not in ("Mn", "Me")
    )
    text = _INVISIBLE.sub("", text.translate(_LETTERS)).translate(
        {0x200C: None, 0x0621: None, 0x0671: "ا"}
    )
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return _NOT_WORD.sub(
        " ", to_ascii_digits(unicodedata.normalize("NFC", text)).casefold()
    ).strip()


def search_document(*parts: object) -> str:
    """Return the text for an indexed search column: every part's key, and a copy without spaces.

    The copy lets «کارآموز» find a stored «کار آموز».
    """
    keys = [key for key in (search_key(part) for part in parts) if key]
    spaceless = [key.replace(" ", "") for key in keys if " " in key]
    return " ".join(keys + spaceless)


def search_tokens(query: object) -> list[str]:
    """Return the words of a query, each once, at most eight (each costs an index scan)."""
    return list(dict.fromkeys(search_key(query).split()))[:8]


#: A part of a word this long is found by the trigram index; shorter ones only where a word begins.
_INDEXED = 3


def search_q(field: str, query: object) -> Q:
    """Return the condition that every word of the query occurs in the search column ``field``.

    A query of nothing but short words («آب») asks where words begin, or for all of them written
    together: that much the trigram index can answer. An empty query matches every row.
    """
    tokens = search_tokens(query)
    condition = Q()
    if tokens and all(len(token) < _INDEXED for token in tokens):
        return _short_q(field, tokens)
    for token in tokens:
        condition &= Q(**{f"{field}__contains": token})
    return condition


def _short_q(field: str, tokens: list[str]) -> Q:
    condition = Q()
    for token in tokens:
        # Keys hold letters, digits and spaces only: nothing a pattern could misread.
        condition &= Q(**{f"{field}__regex": f"(^| ){token}"})
    together = "".join(tokens)
    if len(tokens) > 1 and len(together) >= _INDEXED:
        condition |= Q(**{f"{field}__contains": together})
    return condition


_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_SORT_CODES = (
    {" ": "00"}
    | {str(digit): f"1{digit}" for digit in range(10)}
    | {letter: f"5{_BASE36[place]}" for place, letter in enumerate(_ALPHABET)}
    | {letter: f"9{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"}
)


def sort_key(value: object) -> str:
    """Return a key whose plain order is the Persian one: آ ا ب پ … و ه ی, then Latin.

    The key holds only 0–9 and a–z, two per character, so it sorts alike under every database
    collation (the embedded server has no ICU). Digits come first, a space before any letter.
    """
    text = normalise_text(value).replace(ZWNJ, "")
    codes = []
    for char in unicodedata.normalize("NFC", to_ascii_digits(text)).casefold():
        if char not in _SORT_CODES:
            bare = search_key(char)
            char = bare if len(bare) == 1 else char
        if char in _SORT_CODES:
            codes.append(_SORT_CODES[char])
        elif char.isalpha():
            codes.append(f"z{ord(char):06x}")
    return "".join(codes)


def join_words(words: Iterable[object], *, lang: str, last: str = "") -> str:
    """Return «الف، ب و پ» or “a, b and c”; ``last`` replaces the joint before the last word."""
    items = [str(word) for word in words]
    if len(items) < 2:
        return "".join(items)
    comma, joint = ("، ", " و ") if lang.startswith("fa") else (", ", " and ")
    return comma.join(items[:-1]) + (last or joint) + items[-1]


def _refuse_unsafe(text: str) -> str:
    if "\x00" in text or _SURROGATE.search(text):
        raise ValidationError(
            _(
                "This text contains characters that cannot be stored. "
                "Please type it again instead of pasting it."
            ),
            code="unsafe_text",
        )
    return text


def _keep_useful_zwnj(text: str) -> str:
    """Drop every ZWNJ that does not stand between two Arabic-script letters."""
    if ZWNJ not in text:
        return text
    kept: list[str] = []
    for index, char in enumerate(text):
        if char != ZWNJ:
            kept.append(char)
            continue
        before = next((c for c in reversed(kept) if not unicodedata.combining(c)), "")
        after = text[index + 1 : index + 2]
        if _is_arabic_letter(before) and _is_arabic_letter(after):
            kept.append(char)
    return "".join(kept)


def _is_arabic_letter(char: str) -> bool:
    return (
        bool(char)
        and ("\u0620" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f")
        and char.isalpha()
    )


def _trim_marks(text: str) -> str:
    """Keep at most MAX_MARKS combining marks on a base letter, none that follows a blank."""
    kept: list[str] = []
    marks = MAX_MARKS
    for char in text:
        if unicodedata.category(char) in ("Mn", "Me"):
            marks += 1
            if marks > MAX_MARKS:
                continue
        else:
            marks = MAX_MARKS if char.isspace() or _BLANKS.fullmatch(char) else 0
        kept.append(char)
    return "".join(kept)
