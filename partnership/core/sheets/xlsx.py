"""Rows of an XLSX file, streamed: cached values only, nothing is ever computed.

Written on the XML parser of the standard library rather than on openpyxl: reading takes a third of
the time, memory stays flat, merged areas are known while rows stream (openpyxl's reader of large
files leaves them out), and neither entities nor formulas have a way in.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from partnership.core.sheets.archive import chunks, elements, local, new_parser, readable
from partnership.core.sheets.cells import number_text
from partnership.core.sheets.refusal import SheetRefused

MAX_COLUMNS = 256
MAX_MERGES = 100_000
#: One cell holds at most what Excel allows.
MAX_CELL = 32_767

_MERGE = re.compile(rb"mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Merge:
    """A merged area by its corners; columns from 0, rows as the file numbers them."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Book:
    """What all sheets of a file share."""

    strings: list[str]
    dates: frozenset[int]
    epoch: datetime


def sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Name and part of every sheet a person sees, in their order; hidden ones are left out."""
    parts: dict[str, str] = {}
    for tag, attrs in elements(archive, "xl/_rels/workbook.xml.rels"):
        if tag == "Relationship":
            target = attrs.get("Target", "")
            target = target if target.startswith("/") else posixpath.join("/xl", target)
            parts[attrs.get("Id", "")] = posixpath.normpath(target).lstrip("/")
    known = set(archive.namelist())
    found = []
    for tag, attrs in elements(archive, "xl/workbook.xml"):
        if tag != "sheet" or attrs.get("state", "visible") != "visible":
            continue
        key = next((value for name, value in attrs.items() if local(name) == "id"), "")
        if parts.get(key, "") in known:
            found.append((attrs.get("name", ""), parts[key]))
    return found


def read_book(archive: zipfile.ZipFile) -> Book:
    """Shared strings, which styles are dates, and where days are counted from."""
    known = set(archive.namelist())
    strings = _strings(archive) if "xl/sharedStrings.xml" in known else []
    dates = _date_styles(archive) if "xl/styles.xml" in known else frozenset()
    since_1904 = any(
        tag == "workbookPr" and attrs.get("date1904") in ("1", "true")
        for tag, attrs in elements(archive, "xl/workbook.xml")
    )
    return Book(strings, dates, datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30))


def look_ahead(archive: zipfile.ZipFile, part: str) -> tuple[int, list[Merge]]:
    """How many rows a sheet has (for the progress bar) and its merged areas.

    Merged areas stand behind the rows in the file, but are needed before them.
    """
    rows, merges, kept = 0, set(), b""
    with readable(), archive.open(part) as stream:
        for piece in chunks(stream):
            kept += piece
            cut = max(kept.rfind(b"<"), len(kept) - MAX_CELL)  # the last tag may go on
            whole, kept = kept[:cut], kept[cut:]
            rows += whole.count(b"<row ") + whole.count(b":row ") + whole.count(b"<row>")
            if b"mergeCell" in whole:
                merges.update(_merge(match.groups()) for match in _MERGE.finditer(whole))
            if len(merges) > MAX_MERGES:
                raise SheetRefused("bomb")
    return rows, sorted(merges, key=lambda merge: merge.top)


def _merge(corners: tuple[bytes, ...]) -> Merge:
    left, top, right, bottom = (part.decode() for part in corners)
    return Merge(int(top), column_number(left), int(bottom), column_number(right))


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def rows_of(archive: zipfile.ZipFile, part: str, book: Book, merges: list[Merge]) -> Iterator[Row]:
    """Every row that holds something, with its number in the file; merged areas filled in.

    A merged area repeats its value in all its cells, as it looks to the person who made it. A row
    that would consist of repeated values alone is a blank one and left out.
    """
    reader = _Reader(book)
    filler = _Filler(merges)
    with readable(), archive.open(part) as stream:
        for piece in chunks(stream):
            reader.feed(piece)
            for number, cells in reader.take():
                yield number, filler.fill(number, cells)
        reader.end()
    for number, cells in reader.take():
        yield number, filler.fill(number, cells)


class _Filler:
    """Repeats the value of a merged area while its rows pass by."""

    def __init__(self, merges: list[Merge]) -> None:
        self.coming, self.open, self.next = merges, [], 0

    def fill(self, number: int, cells: list[str]) -> list[str]:
        """The row with what merged areas show in it."""
        while self.next < len(self.coming) and self.coming[self.next].top <= number:
            merge = self.coming[self.next]
            self.next += 1
            if merge.bottom < number:
                continue
            # An area whose first row is empty shows nothing.
            first = merge.top == number and merge.left < len(cells)
            if first and cells[merge.left]:
                self.open.append((merge, cells[merge.left]))
        if not self.open:
            return cells
        self.open = [pair for pair in self.open if pair[0].bottom >= number]
        for merge, value in self.open:
            right = min(merge.right, MAX_COLUMNS - 1)
            cells += [""] * (right + 1 - len(cells))
            for column in range(merge.left, right + 1):
                cells[column] = cells[column] or value
        return cells


class _Reader:
    """Handlers of the XML parser; one cell at a time, rows collected until they are taken."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rows: list[Row] = []
        self.cells: list[str] = []
        self.number = 0
        self.column = -1
        self.kind = self.style = ""
        self.text: list[str] | None = None
        self.parts: list[str] = []
        self.prefix: str | None = None
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    def feed(self, piece: bytes) -> None:
        """Parse a piece of the sheet."""
        self.parser.Parse(piece, False)

    def end(self) -> None:
        """The sheet must be whole."""
        self.parser.Parse(b"", True)

    def take(self) -> list[Row]:
        """Rows finished since the last time."""
        rows, self.rows = self.rows, []
        return rows

    def _start(self, tag: str, attrs: dict[str, str]) -> None:
        if self.prefix is None:
            self.prefix = tag[: tag.find(":") + 1]
        if self.prefix:
            tag = tag.removeprefix(self.prefix)
        if tag == "c":
            reference = attrs.get("r")
            if reference:
                self.column = column_number(reference.rstrip("0123456789"))
            else:
                self.column += 1
            self.kind, self.style = attrs.get("t", "n"), attrs.get("s", "")
            self.parts = []
        elif tag in ("v", "t"):
            self.text = []
        elif tag == "row":
            self.number = int(attrs.get("r") or self.number + 1)
            self.cells, self.column = [], -1

    def _data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def _end(self, tag: str) -> None:
        if self.prefix:
            tag = tag.removeprefix(self.prefix)
        if tag in ("v", "t"):
            if self.text:
                self.parts += self.text
            self.text = None
        elif tag == "c":
            if self.parts and 0 <= self.column < MAX_COLUMNS:
                self._keep("".join(self.parts))
        elif tag == "row" and any(self.cells):
            self.rows.append((self.number, self.cells))

    def _keep(self, stored: str) -> None:
        cells, column = self.cells, self.column
        if len(cells) <= column:
            cells += [""] * (column + 1 - len(cells))
        cells[column] = self._shown(stored)[:MAX_CELL]

    def _shown(self, stored: str) -> str:
        kind = self.kind
        if kind == "s":
            strings = self.book.strings
            return strings[int(stored)] if int(stored) < len(strings) else ""
        if kind == "n":
            if self.style and int(self.style) in self.book.dates:
                return _date_text(stored, self.book.epoch)
            return number_text(stored)
        if kind == "b":
            return "1" if stored.strip() in ("1", "true") else "0"
        return _unescaped(stored).strip()


def _strings(archive: zipfile.ZipFile) -> list[str]:
    """The shared strings; how a word is pronounced (rPh) is not part of it."""
    strings: list[str] = []
    now: dict[str, Any] = {"text": None, "parts": [], "aside": False}

    def start(tag: str, _attrs: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "si":
            now["parts"] = []
        elif tag == "rPh":
            now["aside"] = True
        elif tag == "t" and not now["aside"]:
            now["text"] = []

    def data(text: str) -> None:
        if now["text"] is not None:
            now["text"].append(text)

    def end(tag: str) -> None:
        tag = local(tag)
        if tag == "t" and now["text"] is not None:
            now["parts"] += now["text"]
            now["text"] = None
        elif tag == "rPh":
            now["aside"] = False
        elif tag == "si":
            strings.append(_unescaped("".join(now["parts"])).strip()[:MAX_CELL])

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = data
    with readable(), archive.open("xl/sharedStrings.xml") as stream:
        for piece in chunks(stream):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    return strings


def _unescaped(text: str) -> str:
    """`_x000D_` is how XLSX writes a character XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _date_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Numbers of the cell styles that show a number as a date."""
    own: set[int] = set()
    dates: set[int] = set()
    place, inside = 0, False
    for tag, attrs in elements(archive, "xl/styles.xml"):
        if tag == "numFmt":
            pattern = _NOT_FORMAT.sub("", attrs.get("formatCode", "")).lower()
            if any(letter in pattern for letter in "ymdh"):
                own.add(int(attrs.get("numFmtId", "0")))
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            kind = int(attrs.get("numFmtId", "0"))
            if kind in _BUILT_IN_DATES or kind in own:
                dates.add(place)
            place += 1
        elif inside and tag in ("cellStyles", "dxfs", "tableStyles"):
            inside = False
    return frozenset(dates)


def _date_text(stored: str, epoch: datetime) -> str:
    """A day as 2026-09-22, with its time when it has one; the plain number when it is no day."""
    try:
        moment = epoch + timedelta(days=float(stored))
    except (ValueError, OverflowError):
        return number_text(stored)
    if moment.time() == datetime.min.time():
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat(sep=" ")
