"""An XLSX file of plain rows: text cells only, so nothing in it can be run."""

import zipfile
from collections.abc import Iterable
from html import escape
from io import BytesIO

from partnership.core.sheets.cells import guard

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    f'+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" '
    f'Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" '
    f'Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
#: What a file of this kind is called by browsers.
XLSX_TYPE = f"{_KIND}.sheet"
MAX_CELL = 32_767


def xlsx_bytes(rows: Iterable[Iterable[str]], *, title: str, is_rtl: bool) -> bytes:
    """The file; the first row is its header and stays in sight. `title` names the sheet."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("xl/_rels/workbook.xml.rels", _BOOK_RELATIONS)
        name = escape("".join(c for c in title if c not in "[]:*?/\\'")[:31])
        archive.writestr(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="a"/></sheets></workbook>',
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            side = ' rightToLeft="1"' if is_rtl else ""
            sheet.write(
                f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews>'
                f'<sheetView workbookViewId="0"{side}>'
                f'<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
                f"</sheetView></sheetViews><sheetData>".encode()
            )
            for row in rows:
                cells = "".join(
                    f'<c t="inlineStr"><is><t xml:space="preserve">{_safe(cell)}</t></is></c>'
                    for cell in row
                )
                sheet.write(f"<row>{cells}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")
    return out.getvalue()


def _safe(cell: str) -> str:
    """Text no formula runs from, without what XML cannot hold."""
    text = guard(str(cell))[:MAX_CELL]
    return escape("".join(c for c in text if c >= " " or c in "\t\n\r"), quote=False)
