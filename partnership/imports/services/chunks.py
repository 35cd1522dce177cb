"""Taking over part by part: each part is one transaction that also says how far it is.

A worker that is killed in between, or an officer who stops it, loses nothing: whoever goes on
begins with the first row that has not been taken over, and each row is taken exactly once.
"""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from partnership.imports.enums import ImportState
from partnership.imports.models import SheetRow
from partnership.imports.services.report import most_frequent
from partnership.imports.services.verdicts import Judge, Verdict
from partnership.imports.services.work import Progress, SheetWork, about, tell

#: How often a part is judged anew when somebody else has just written the same thing.
TRIES = 3


class RowLedger:
    """Verdicts as rows of the database: a page can show all of them, a part can replace its own."""

    def __init__(self, kinds: Any, rows: type[SheetRow], handed: Any) -> None:
        self.kinds, self.rows, self.handed = tuple(kinds), rows, handed
        self.total = self.mended = 0
        if handed.state == ImportState.READING:
            self._all().delete()

    def _all(self) -> models.QuerySet:
        return self.rows._default_manager.filter(handed=self.handed)

    def add(self, chunk: list[Verdict]) -> None:
        """Keep a chunk that was judged, not taken."""
        self.mended += sum(verdict.mended for verdict in chunk)
        self.keep_rows([self.row_of(verdict) for verdict in chunk])
        self.total += len(chunk)

    def row_of(self, verdict: Verdict, **more: Any) -> Any:
        """The row of a verdict."""
        return self.rows(
            handed=self.handed,
            row=verdict.row,
            verdict=verdict.kind,
            number=verdict.number[:40],
            name=verdict.name[:200],
            reasons=verdict.reasons,
            is_doubtful=verdict.is_doubtful,
            **more,
        )

    def keep_rows(self, rows: list[Any]) -> None:
        """Write them; rows with these numbers give way."""
        keys = ("handed", "row")
        names = [f.name for f in self.rows._meta.concrete_fields if not f.primary_key]
        self.rows._default_manager.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=list(keys),
            update_fields=[name for name in names if name not in keys],
        )

    def summary(self, unknown: Any) -> dict[str, Any]:
        """Counts of all rows, whoever has written them."""
        counted = dict(
            self._all()
            .order_by()
            .values_list("verdict")
            .annotate(models.Count("pk"))
            .values_list("verdict", "pk__count")
        )
        words = {what: most_frequent(spellings) for what, spellings in unknown.items()}
        return {
            **{kind: counted.get(kind, 0) for kind in self.kinds},
            "warned": self._all().filter(is_doubtful=True).count(),
            "mended": self.mended or self.handed.report.get("mended", 0),
            **words,
        }

    def keep(self, handed: Any) -> None:
        """Nothing more: the rows are kept already."""


class ChunkedWork(SheetWork):
    """Take over chunk by chunk; the model has `position`, rows that are done for good.

    Subclasses give `rows` (their SheetRow) and `write_chunk`.
    """

    model: Any
    rows: type[SheetRow]

    def ledger(self, handed: Any) -> RowLedger:
        """Rows of the database."""
        return RowLedger(self.kinds, self.rows, handed)

    def write_chunk(
        self, handed: Any, ledger: RowLedger, chunk: list[Verdict], actor: Any
    ) -> list[Any]:
        """Write a judged chunk; returns its rows (`ledger.row_of(…, is_taken=True)`)."""
        raise NotImplementedError

    def _take_over(self, import_id: int, progress: Progress | None) -> None:
        handed = self.model._default_manager.get(pk=import_id)
        judge, actor = self.judge(handed), self.who_decided(handed)
        ledger, place = self.ledger(handed), 0
        with self.table_of(handed) as table:
            for chunk in judge.chunks(table.rows()):
                place += len(chunk)
                if place <= handed.position:
                    continue
                self._take_chunk(import_id, judge, chunk, place, actor)
                tell(progress, place, table)
                self.mark(import_id, place, about(table), ImportState.APPLYING)
        with transaction.atomic():
            handed = self.still(import_id, ImportState.APPLYING)
            ledger.handed, ledger.total = handed, place
            kept = {"headers": handed.report.get("headers", [])}
            self.finish(handed, ledger, judge, self.moves.finish, kept)

    def _take_chunk(
        self, import_id: int, judge: Judge, chunk: list[Verdict], place: int, actor: Any
    ) -> None:
        """Judge and write one chunk; again when somebody wrote the same thing meanwhile."""
        for left in reversed(range(TRIES)):
            judged = [verdict.copy() for verdict in chunk]
            try:
                with transaction.atomic():
                    handed = self.still(import_id, ImportState.APPLYING)
                    judge.compare(judged)
                    ledger = self.ledger(handed)
                    ledger.keep_rows(self.write_chunk(handed, ledger, judged, actor))
                    self.model._default_manager.filter(pk=import_id).update(
                        position=place, updated_at=timezone.now()
                    )
                return
            except IntegrityError:
                if not left:
                    raise
