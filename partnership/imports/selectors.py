"""Lists in words: why a row or a file is refused, the report of all rows."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import TextIOWrapper
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from partnership.core.jalali import active_language
from partnership.core.numbers import format_number
from partnership.core.sheets import guard, sentence_of
from partnership.core.text import join_words, to_persian_digits
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from partnership.imports.enums import REFUSED
from partnership.imports.models import SheetImport

#: Codes whose value is a list of field names.
FIELD_CODES = frozenset({"changed", "filled", "differs"})


class Words:
    """Reasons of one kind of list as sentences.

    `sentences` is {code: sentence with %(value)s}, `labels` {field: word}.
    """

    def __init__(self, sentences: Mapping[str, Any], labels: Mapping[str, Any]) -> None:
        self.sentences, self.labels = sentences, labels

    def reason(self, code: str, value: str = "", *, on_page: bool = False) -> str:
        """One reason in the active language.

        On a page the file's own words are kept apart, so that they do not turn the sentence round.
        """
        if code in FIELD_CODES:
            labels = dict.fromkeys(str(self.labels[name]) for name in value.split(","))
            value = join_words(labels, lang=active_language())
        elif code.endswith("_twice"):
            value = format_number(int(value))
        elif value.isdigit() and active_language() == "fa":
            value = to_persian_digits(value)
        elif on_page and value:
            value = f"\u2068{value}\u2069"
        sentence = self.sentences.get(code)
        return str(sentence) % {"value": value} if sentence else code

    def row(self, reasons: Iterable[Iterable[str]], *, on_page: bool = False) -> str:
        """All reasons of a row, one after the other."""
        return " ".join(self.reason(*reason, on_page=on_page) for reason in reasons)

    def problem_rows(self, handed: SheetImport, verdicts: Any, show: str) -> list[dict[str, Any]]:
        """Rows worth a look as the report keeps them; `show` "refused", "warned" or all."""
        wanted: dict[str, Callable[[dict], bool]] = {
            "refused": lambda row: row["verdict"] == REFUSED,
            "warned": lambda row: row["verdict"] != REFUSED,
        }
        keeps = wanted.get(show, lambda _row: True)
        return [
            {
                **row,
                "sentence": self.row(row["reasons"], on_page=True),
                "label": verdicts(row["verdict"]).label,
                "is_refused": row["verdict"] == REFUSED,
            }
            for row in handed.report.get("rows", [])
            if keeps(row)
        ]


def refusal_sentence(handed: SheetImport) -> str:
    """Why a list was not read, in the active language."""
    refusal = handed.report.get("refusal")
    return sentence_of(refusal["code"], refusal["values"]) if refusal else handed.error


def report_lines(
    handed: SheetImport, words: Words, verdicts: Any, number: Any, rows: QuerySet | None = None
) -> Iterator[list[str]]:
    """The report of all rows with its header, in the active language, safe against formulas.

    From `rows` when the list keeps them in the database, else from its stored file; `number` is
    what the numbers of the rows are called.
    """
    yield [str(word) for word in (_("Row"), _("Verdict"), _("Why"), number, _("Name"))]
    labels = {value: str(label) for value, label in verdicts.choices}
    for row, verdict, code, name, reasons in _kept_rows(handed, rows):
        yield [row, labels[verdict], guard(words.row(reasons)), guard(code), guard(name)]


def _kept_rows(handed: SheetImport, rows: QuerySet | None) -> Iterator[tuple]:
    if rows is not None:
        columns = ("row", "verdict", "number", "name", "reasons")
        for row, *rest in rows.order_by("row").values_list(*columns).iterator(2000):
            yield (str(row), *rest)
        return
    stored = StoredFile.objects.of(handed, FileKind.EXPORT).first()
    if stored is None:
        return
    with stored.file.open("rb") as file:
        for row, verdict, code, name, reasons in csv.reader(TextIOWrapper(file, "utf-8")):
            yield row, verdict, code, name, json.loads(reasons) if reasons else []
