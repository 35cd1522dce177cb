"""Tables to download: XLSX or CSV that no spreadsheet program takes for formulas."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse

from partnership.core.jalali import format_date
from partnership.core.models import in_persian
from partnership.core.sheets.cells import guard
from partnership.core.sheets.writing import XLSX_TYPE, xlsx_bytes
from partnership.core.text import to_ascii_digits


def sheet_answer(
    *, name: str, kind: str, title: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A file to download in the reader's language; `kind` is "xlsx" or "csv"."""
    table = _lines(head, rows)
    if kind == "csv":
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response.write("\ufeff")  # Excel takes a file for UTF-8 when it begins with this mark
        csv.writer(response).writerows([guard(cell) for cell in line] for line in table)
    else:
        data = xlsx_bytes(table, title=title, is_rtl=in_persian())
        response = HttpResponse(data, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[list[str]]:
    yield [str(cell) for cell in head]
    for row in rows:
        yield [_text(cell) for cell in row]


def _text(value: Any) -> str:
    """Dates as the reader writes them, in ASCII digits."""
    if isinstance(value, datetime | date):
        return to_ascii_digits(format_date(value))
    return "" if value is None else str(value)
