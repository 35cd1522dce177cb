"""Tables to download: XLSX or CSV that no spreadsheet program takes for formulas."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from partnership.core.jalali import format_date
from partnership.core.models import in_persian
from partnership.core.text import to_ascii_digits

#: What a cell may not begin with, lest it be calculated.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 60


def sheet_answer(
    *, name: str, kind: str, title: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A file to download in the reader's language; `kind` is "xlsx" or "csv"."""
    table = _lines(head, rows)
    if kind == "csv":
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response.write("\ufeff")  # Excel takes a file for UTF-8 when it begins with this mark
        csv.writer(response).writerows(table)
    else:
        response = HttpResponse(_xlsx(title, table), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def safe_cell(value: Any) -> Any:
    """A value as a cell: dates as the reader writes them in ASCII digits, text never a formula."""
    if isinstance(value, datetime | date):
        return to_ascii_digits(format_date(value))
    if value is None or isinstance(value, int):
        return value
    text = str(value)
    return f"'{text}" if text.lstrip(" \u200c\u200e\u200f").startswith(FORMULA) else text


def _lines(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    yield [str(cell) for cell in head]
    for row in rows:
        yield [safe_cell(cell) for cell in row]


def _xlsx(title: str, table: Iterable[list[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = ILLEGAL_CHARACTERS_RE.sub("", title)[:31]
    sheet.sheet_view.rightToLeft = in_persian()
    sheet.freeze_panes = "A2"
    widths: dict[int, int] = {}
    for number, line in enumerate(table, start=1):
        for column, value in enumerate(line, start=1):
            text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            cell = sheet.cell(row=number, column=column, value=text)
            if isinstance(text, str):
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
            widths[column] = max(widths.get(column, 0), min(len(str(value or "")), _WIDEST))
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width + 3
    written = BytesIO()
    book.save(written)
    return written.getvalue()
