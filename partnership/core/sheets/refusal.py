"""Why a spreadsheet is not read: a code that can be kept, and its sentence in any language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from partnership.core.errors import DomainError
from partnership.core.numbers import format_number

SENTENCES: dict[str, Any] = {
    "kind": _("This is not a spreadsheet. Send an .xlsx, .csv or .tsv file."),
    "old": _(
        "This is an old Excel file (.xls), or one locked with a password. "
        "Open it in Excel and save it as .xlsx without a password."
    ),
    "damaged": _("This spreadsheet is damaged. Open it, save it again and send the new file."),
    "locked": _("This spreadsheet is locked with a password. Save it without one."),
    "bomb": _("This file unpacks to far more than a list of rows needs, so it is not opened."),
    "entities": _("This spreadsheet holds XML entities, which no list needs; it is not opened."),
    "rows": _("This list has more than %(most)s rows. Split it and send it in parts."),
    "letters": _(
        "The letters of this file cannot be read. "
        "In Excel choose “Save as”, then “CSV UTF-8” or .xlsx."
    ),
    "quotes": _("Near line %(line)s a quotation mark is opened and never closed."),
    "empty": _("This file holds no rows."),
    "header": _(
        "The row with the names of the columns was not recognised. "
        "Say which column is which, and the file is read again."
    ),
}


def sentence_of(code: str, values: dict[str, Any] | None = None) -> str:
    """The sentence of a refusal in the active language; numbers as its readers write them."""
    shown = {
        name: format_number(value) if isinstance(value, int) else value
        for name, value in (values or {}).items()
    }
    return str(SENTENCES[code]) % shown if shown else str(SENTENCES[code])


class SheetRefused(DomainError):
    """The file cannot be read as a list of rows; `code` and `values` outlive the language."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(sentence_of(code, values))
        self.code, self.values = code, values
