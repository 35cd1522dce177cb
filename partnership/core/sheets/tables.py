"""Find the table in a spreadsheet: its sheet, its header, which column is which."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from partnership.core.sheets import archive, delimited, xlsx
from partnership.core.sheets.refusal import SheetRefused
from partnership.core.text import normalise_text, search_key

MAX_ROWS = 200_000
#: Titles, dates and logos may stand above the header, so many rows at most.
HEADER_WITHIN = 40
#: What an XLSX file and the old or locked kinds of Office begin with.
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Column:
    """One thing to read: our name, and what lists call it, in any spelling."""

    name: str
    synonyms: Sequence[str]
    required: bool = False


@dataclass
class Sheet:
    """One visible sheet: its name, about how many rows it has, and a way to read them."""

    name: str
    rows_about: int
    read: Callable[[], Iterator[Row]]


@dataclass
class Table:
    """A sheet whose header is known. `columns` maps our names to the file's own headers."""

    sheet: Sheet
    header_row: int
    columns: dict[str, str]
    places: dict[str, int]
    headers: list[str] = field(default_factory=list)

    def rows(self, most: int = MAX_ROWS) -> Iterator[tuple[int, dict[str, str]]]:
        """Rows below the header with their numbers, cells by our names ("" for an empty one).

        Raises SheetRefused past `most` rows.
        """
        places, seen = self.places.items(), 0
        for number, cells in self.sheet.read():
            if number <= self.header_row:
                continue
            width = len(cells)
            row = {name: cells[place] if place < width else "" for name, place in places}
            if not any(row.values()) or _repeats(row, self.columns):
                continue
            seen += 1
            if seen > most:
                raise SheetRefused("rows", most=most)
            yield number, row


@contextmanager
def opened_sheets(data: bytes) -> Iterator[list[Sheet]]:
    """The visible sheets of an XLSX file, or the one of a CSV file, by the file's content.

    Rows are read while the context is open. Raises SheetRefused, and never computes, follows or
    unpacks anything beyond its limits.
    """
    if data.startswith(_OLD):
        raise SheetRefused("old")
    if not data.startswith(_ZIP):
        text = delimited.decoded(data).lstrip("\ufeff")
        if text.lstrip().startswith("<"):
            raise SheetRefused("kind")
        yield [Sheet("", text.count("\n") + 1, lambda: delimited.rows_of(text))]
        return
    with archive.opened(data) as book_file:
        if "xl/workbook.xml" not in book_file.namelist():
            raise SheetRefused("kind")
        book = xlsx.read_book(book_file)
        sheets = []
        for name, part in xlsx.sheet_parts(book_file):
            rows, merges = xlsx.look_ahead(book_file, part)

            def read(part: str = part, merges: list[xlsx.Merge] = merges) -> Iterator[Row]:
                return xlsx.rows_of(book_file, part, book, merges)

            sheets.append(Sheet(name, rows, read))
        yield sheets


def find_table(
    sheets: Sequence[Sheet],
    columns: Sequence[Column],
    known: Mapping[str, str] | None = None,
) -> Table:
    """The first sheet with a recognised header; in it the row that names most of the columns.

    `known` maps headers (as `search_key` writes them) to our names: what an officer has said
    before, or says now; it goes before the synonyms. Raises SheetRefused when no row names every
    required column and one more.
    """
    words = words_of(columns) | dict(known or {})
    required = {column.name for column in columns if column.required}
    found_any = False
    for sheet in sheets:
        best: Table | None = None
        for number, cells in islice(sheet.read(), HEADER_WITHIN):
            found_any = True
            places = _recognised(cells, words)
            enough = required <= set(places) and len(places) > len(required)
            if enough and (best is None or len(places) > len(best.places)):
                named = {name: normalise_text(cells[place]) for name, place in places.items()}
                best = Table(sheet, number, named, places, _headers(cells))
        if best is not None:
            return best
    raise SheetRefused("header" if found_any else "empty")


def likely_headers(sheets: Sequence[Sheet]) -> list[str]:
    """For the person who has to say it: the row that looks most like a header.

    That is the first of the widest rows whose cells are words, not figures.
    """
    best: list[str] = []
    for sheet in sheets:
        for _number, cells in islice(sheet.read(), HEADER_WITHIN):
            headers = _headers(cells)
            wordy = [header for header in headers if not any(c.isdigit() for c in header)]
            if len(wordy) > len(best) and len(wordy) * 2 > len(headers):
                best = headers
    return best


def words_of(columns: Sequence[Column]) -> dict[str, str]:
    """Every spelling of every header, pointing at our name."""
    return {key_of(word): column.name for column in columns for word in column.synonyms}


def key_of(header: str) -> str:
    """What two spellings of a header have in common; spaces make no difference."""
    return search_key(header).replace(" ", "")


def _recognised(cells: list[str], words: Mapping[str, str]) -> dict[str, int]:
    """Our names by place; a header that comes twice counts where it stands first."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if cell and len(cell) <= 100:
            name = words.get(key_of(cell))
            if name:
                places.setdefault(name, place)
    return places


def _headers(cells: list[str]) -> list[str]:
    return list(dict.fromkeys(normalise_text(cell)[:100] for cell in cells if cell.strip()))


def _repeats(row: dict[str, str], columns: dict[str, str]) -> bool:
    """Lists printed page by page repeat their header; those rows are none."""
    return all(normalise_text(row[name]) == header for name, header in columns.items())
