"""Rows of a CSV or TSV file, whatever program and keyboard it comes from."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from partnership.core.sheets.cells import unguard
from partnership.core.sheets.refusal import SheetRefused

DELIMITERS = ",;\t|"
#: Lines looked at to learn how cells are kept apart.
SAMPLE = 30
MAX_COLUMNS = 256

# Control characters no list holds, save tab, line ends and form feed.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PERSIAN = re.compile("[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]")
_FOREIGN = re.compile("[\u0080-\u05ff\u0700-\uffff]")
Row = tuple[int, list[str]]


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1256. Raises SheetRefused for others."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _sound(_decode(data, encoding))
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if _is_half_wide(data[place::2][:400]):
            return _sound(_decode(data, encoding))
    try:
        return _sound(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = _sound(_decode(data, "cp1256"))
    # Every byte is a letter in Windows-1256; that it is Persian shows in most of them.
    if len(_PERSIAN.findall(text)) * 2 < len(_FOREIGN.findall(text)) or not _PERSIAN.search(text):
        raise SheetRefused("letters")
    return text


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetRefused("letters") from error


def _is_half_wide(halves: bytes) -> bool:
    """Whether these are the upper halves of UTF-16: zero for Latin, six for Persian."""
    return (halves.count(0) + halves.count(6)) * 2 > len(halves) > 0


def _sound(text: str) -> str:
    if _CONTROLS.search(text):
        raise SheetRefused("letters")
    return text


def delimiter_of(text: str) -> str:
    """What keeps the cells apart: that under which most lines have the same number of cells."""
    announced = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if announced:
        return announced[1]
    sample = "\n".join(text[:65_536].splitlines()[:SAMPLE])
    best, score = ",", (0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(StringIO(sample), delimiter=delimiter))
        except csv.Error:
            continue
        widths.pop(0, None)
        widths.pop(1, None)
        if widths:
            width, lines = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
            if (lines, width) > score:
                best, score = delimiter, (lines, width)
    return best


def rows_of(text: str) -> Iterator[Row]:
    """Every row that holds something, by the number of its line as a spreadsheet shows it.

    Merged cells leave no trace in such a file: what they left empty stays empty.
    """
    delimiter = delimiter_of(text)
    number, reader = 0, csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            number += 1
            cells = [unguard(cell.strip()) for cell in row[:MAX_COLUMNS]]
            if any(cells) and not (number == 1 and cells[0].lower().startswith("sep=")):
                yield number, cells
    except csv.Error as error:
        raise SheetRefused("quotes", line=number + 1) from error


def is_text_list(data: bytes) -> bool:
    """Whether the bytes can be a CSV file at all: text, and no page of markup."""
    try:
        return not decoded(data).lstrip("\ufeff\r\n\t ").startswith("<")
    except SheetRefused:
        return False
