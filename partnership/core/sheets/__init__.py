"""Spreadsheets as people send them: XLSX, CSV and TSV read row by row, mended, and written safely.

Nothing here knows what the rows mean. A room describes its columns (`Column`), opens the file
(`opened_sheets`), finds the table (`find_table`) and reads its rows; `values` mends what
spreadsheets break. `guard` makes cells of an export safe.
"""

from partnership.core.sheets.cells import guard, unguard
from partnership.core.sheets.delimited import is_text_list
from partnership.core.sheets.refusal import SheetRefused, sentence_of
from partnership.core.sheets.tables import (
    Column,
    Sheet,
    Table,
    find_table,
    key_of,
    likely_headers,
    opened_sheets,
)
from partnership.core.sheets.writing import XLSX_TYPE, xlsx_bytes

__all__ = [
    "XLSX_TYPE",
    "Column",
    "Sheet",
    "SheetRefused",
    "Table",
    "find_table",
    "guard",
    "is_text_list",
    "key_of",
    "likely_headers",
    "opened_sheets",
    "sentence_of",
    "unguard",
    "xlsx_bytes",
]
