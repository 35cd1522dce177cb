"""Spreadsheets for tests, made by hand or with openpyxl, good and bad."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import openpyxl

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>'
    '<sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" '
    'Target="worksheets/sheet1.xml" Type="t"/></Relationships>'
)


def workbook(
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "Sheet",
    merge: Sequence[str] = (),
    change: Callable[[Any], None] | None = None,
) -> bytes:
    """An XLSX file with one sheet; `merge` are areas, `change` gets the workbook before saving."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merge:
        sheet.merge_cells(area)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these parts, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def by_hand(sheet_data: str, *, head: str = "", **parts: str | bytes) -> bytes:
    """An XLSX file around hand-written rows: what programs other than openpyxl may write."""
    sheet = f'{head}<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>'
    return archive(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": _WORKBOOK,
            "xl/_rels/workbook.xml.rels": _RELATIONS,
            "xl/worksheets/sheet1.xml": sheet,
            **parts,
        }
    )


def long_list(count: int, *, cell: Callable[[int], Sequence[str]], merges: str = "") -> bytes:
    """An XLSX file of `count` rows written straight as XML: quicker than any library.

    `cell` gives each row's cells as XML; `merges` are `<mergeCell …/>` elements.
    """
    rows = "".join(
        f'<row r="{number}">{"".join(cell(number))}</row>' for number in range(1, count + 1)
    )
    tail = f"</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    return archive(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": _WORKBOOK,
            "xl/_rels/workbook.xml.rels": _RELATIONS,
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}{tail}',
        }
    )


def text_cell(column: str, row: int, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>'


def number_cell(column: str, row: int, number: object) -> str:
    """A cell with a number."""
    return f'<c r="{column}{row}"><v>{number}</v></c>'
