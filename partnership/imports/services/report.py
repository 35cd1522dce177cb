"""What an import has to say: counts, the rows worth a look, and a line for every row."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.imports.models import SheetImport
from partnership.imports.services.verdicts import Verdict

#: Rows kept for the page, refused ones and doubtful ones; the downloadable report has them all.
MAX_REFUSED, MAX_WARNED = 400, 100
#: Spellings nobody knows kept for the page.
MAX_WORDS = 100


def most_frequent(words: Mapping[str, int]) -> dict[str, int]:
    """The spellings that come most often, so many at most."""
    return dict(sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_WORDS])


class Report:
    """Collects verdicts; reasons stay codes, put into words for whoever reads."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds = tuple(kinds)
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
            if verdict.is_refused:
                if len(self.refused) < MAX_REFUSED:
                    self.refused.append(_kept(verdict))
            elif verdict.is_doubtful:
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
        return sum(self.counts[kind] for kind in self.kinds)

    def summary(self, unknown: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
        """As the import's row keeps it."""
        counted = {kind: self.counts[kind] for kind in (*self.kinds, "warned", "mended")}
        shown = sorted(self.refused + self.warned, key=lambda row: row["row"])
        words = {what: most_frequent(spellings) for what, spellings in unknown.items()}
        return {**counted, "rows": shown, **words}

    def keep(self, handed: SheetImport) -> None:
        """The line of every row, as a file beside the import."""
        store_file(
            upload_or_bytes=self.lines.getvalue().encode(),
            name=f"report-{handed.pk}.csv",
            owner=handed,
            kind=FileKind.EXPORT,
            actor=None,
        )


def _kept(verdict: Verdict) -> dict[str, Any]:
    return {
        "row": verdict.row,
        "verdict": verdict.kind,
        "number": verdict.number,
        "name": verdict.name,
        "reasons": verdict.reasons,
    }
