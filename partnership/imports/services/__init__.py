"""The engine for lists that are handed in."""

from partnership.imports.services.chunks import ChunkedWork, RowLedger
from partnership.imports.services.handing import TYPES, decide_to_take, keep_list, read_again
from partnership.imports.services.headers import remembered_headers, require_sound_columns
from partnership.imports.services.report import Report
from partnership.imports.services.verdicts import Judge, Verdict
from partnership.imports.services.work import Cancelled, Progress, SheetWork

__all__ = [
    "TYPES",
    "Cancelled",
    "ChunkedWork",
    "Judge",
    "Progress",
    "Report",
    "RowLedger",
    "SheetWork",
    "Verdict",
    "decide_to_take",
    "keep_list",
    "read_again",
    "remembered_headers",
    "require_sound_columns",
]
