"""What becomes of each row: a verdict with its reasons as codes, and the judge who gives it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from partnership.core.sheets.values import Unreadable
from partnership.imports.enums import REFUSED

#: Rows compared with the database at a time, and between two signs of progress.
CHUNK = 500
#: Reasons that say what was done; every other one is a doubt.
NOTES = frozenset({"changed", "filled", "also"})
Reason = list[str]
Cells = dict[str, str]


@dataclass(slots=True)
class Verdict:
    """One row: its number, what becomes of it, reasons as [code, value], what would be written."""

    row: int
    kind: str
    number: str = ""
    name: str = ""
    reasons: list[Reason] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    mended: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether the row is left out."""
        return self.kind == REFUSED

    @property
    def is_doubtful(self) -> bool:
        """Taken, with something an officer should see."""
        return not self.is_refused and any(reason[0] not in NOTES for reason in self.reasons)

    @property
    def is_worth_a_look(self) -> bool:
        """Refused, or taken with a doubt."""
        return self.is_refused or self.is_doubtful

    def copy(self) -> "Verdict":
        """One that may be judged anew."""
        return replace(
            self, reasons=list(self.reasons), values=dict(self.values), changes=dict(self.changes)
        )


class Judge:
    """Reads rows one after the other and compares them with the database, chunk by chunk.

    Subclasses give `readers()`, the columns in the order in which they are read, and
    `compare(chunk)`. `unknown` collects {what: {spelling: how often}}.
    """

    #: What a row is before it is compared.
    begins = "added"
    #: Columns without which a row is worth nothing; None: a fault in any column refuses the row.
    needed: frozenset[str] | None = None

    def __init__(self) -> None:
        self.unknown: dict[str, dict[str, int]] = {}

    def readers(self) -> Iterable[tuple[str, Any]]:
        """(column, function of verdict and cells) in order."""
        raise NotImplementedError

    def compare(self, chunk: list[Verdict]) -> None:
        """Say of each row that is not refused what it does to the database."""
        raise NotImplementedError

    def is_private(self, code: str) -> bool:
        """Whether reports keep no value with this code."""
        return False

    def judge(self, rows: Iterable[tuple[int, Cells]]) -> Iterator[list[Verdict]]:
        """Verdicts in the order of the rows, in chunks."""
        for chunk in self.chunks(rows):
            self.compare(chunk)
            yield chunk

    def chunks(self, rows: Iterable[tuple[int, Cells]]) -> Iterator[list[Verdict]]:
        """Rows read but not compared; doubles in the file are known already."""
        chunk: list[Verdict] = []
        for number, cells in rows:
            chunk.append(self.read(number, cells))
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def read(self, row: int, cells: Cells) -> Verdict:
        """One row as far as the file alone tells."""
        verdict = Verdict(row, self.begins)
        for name, reader in self.readers():
            try:
                reader(verdict, cells)
            except Unreadable as fault:
                code, said = f"{name}_{fault.code}", cells.get(name, "")[:60]
                if self.needed is None or name in self.needed:
                    self.refuse(verdict, code, said)
                else:
                    verdict.reasons.append([code, "" if self.is_private(code) else said])
        return verdict

    def refuse(self, verdict: Verdict, code: str, value: str) -> None:
        """Leave the row out, and say why."""
        verdict.kind = REFUSED
        verdict.reasons.append([code, "" if self.is_private(code) else value])

    def count_unknown(self, what: str, spelling: str) -> None:
        """Somebody has to say what this word means."""
        words = self.unknown.setdefault(what, {})
        words[spelling] = words.get(spelling, 0) + 1
