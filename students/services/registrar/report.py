"""What an import has to say: counts, the rows worth a look, and a line for every row."""

import csv
import json
from collections import Counter
from collections.abc import Iterable
from io import StringIO
from typing import Any

from students.enums import RowVerdict
from students.services.registrar.verdicts import Verdict

#: Rows kept for the page, refused ones and doubtful ones; the downloadable report has them all.
MAX_REFUSED, MAX_WARNED = 400, 100
#: Spellings of majors kept for the page.
MAX_MAJORS = 100


class Report:
    """Collects verdicts; reasons stay codes, put into words for whoever reads."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.refused: list[dict[str, Any]] = []
        self.warned: list[dict[str, Any]] = []
        self.lines = StringIO(newline="")
        self.writer = csv.writer(self.lines)

    def add(self, verdicts: Iterable[Verdict]) -> None:
        """Count and keep a chunk of verdicts."""
        for verdict in verdicts:
            self.counts[verdict.kind] += 1
            self.counts["mended"] += verdict.mended
            if verdict.kind == RowVerdict.REFUSED:
                if len(self.refused) < MAX_REFUSED:
                    self.refused.append(_kept(verdict))
            elif verdict.is_worth_a_look:
                self.counts["warned"] += 1
                if len(self.warned) < MAX_WARNED:
                    self.warned.append(_kept(verdict))
            self.writer.writerow(
                (
                    verdict.row,
                    verdict.kind,
                    verdict.number,
                    verdict.name,
                    json.dumps(verdict.reasons, ensure_ascii=False) if verdict.reasons else "",
                )
            )

    @property
    def total(self) -> int:
        """Rows read so far."""
        return sum(self.counts[kind] for kind in RowVerdict.values)

    def summary(self, unknown_majors: dict[str, int]) -> dict[str, Any]:
        """As the import's row keeps it."""
        counted = {kind: self.counts[kind] for kind in (*RowVerdict.values, "warned", "mended")}
        shown = sorted(self.refused + self.warned, key=lambda row: row["row"])
        most = sorted(unknown_majors.items(), key=lambda pair: (-pair[1], pair[0]))
        return {**counted, "rows": shown, "majors": dict(most[:MAX_MAJORS])}

    def text(self) -> str:
        """The line of every row, for the file beside the import."""
        return self.lines.getvalue()


def _kept(verdict: Verdict) -> dict[str, Any]:
    return {
        "row": verdict.row,
        "verdict": verdict.kind,
        "number": verdict.number,
        "name": verdict.name,
        "reasons": verdict.reasons,
    }
