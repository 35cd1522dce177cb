"""The worker's part: read and compare a list, take it over; safe to be killed at any moment.

The import's row is the queue. Whoever works on one holds a session advisory lock of its database
connection: when the worker dies the lock dies with it, and the sweep rings for the row again.
Reading starts anew then (it changes nothing). Taking over is one transaction here, so it has
happened as a whole or not at all; `chunks` has the kind that goes on where it was interrupted.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.models import ActionLog
from partnership.core.sheets import (
    Column,
    SheetRefused,
    Table,
    find_table,
    likely_headers,
    opened_sheets,
)
from partnership.core.workflow import Move, apply
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from partnership.imports.enums import MOVING, ImportState
from partnership.imports.models import SheetImport
from partnership.imports.services.report import Report
from partnership.imports.services.verdicts import Judge, Verdict
from partnership.imports.workflow import ImportMoves

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


class Cancelled(Exception):
    """An officer cancelled or stopped the import while a worker was at it."""


class SheetWork:
    """How one kind of list is read and taken over; a room makes one object of its subclass.

    Subclasses give the class attributes, `judge`, `known_headers` and `write`.
    """

    model: type[SheetImport]
    moves: ImportMoves
    columns: Sequence[Column]
    #: Verdicts in the order in which they are counted.
    kinds: Sequence[str]
    #: First key of the advisory locks; the second is the import's number, 0 the takeover's own.
    lock: int

    def judge(self, handed: Any) -> Judge:
        """Who judges the rows; None for a list that is only tried."""
        raise NotImplementedError

    def known_headers(self, said: Mapping[str, str]) -> Mapping[str, str]:
        """Header → our name, as officers have said."""
        raise NotImplementedError

    def write(self, handed: Any, taken: list[Verdict], actor: Any) -> dict[str, Any]:
        """Write the rows that are not refused; returns what the report says beside the counts."""
        raise NotImplementedError

    def ledger(self, handed: Any) -> Any:
        """Where verdicts are kept: `add`, `total`, `summary`, `keep`."""
        return Report(self.kinds)

    # --- what a worker does

    def check(self, import_id: int, progress: Progress | None = None) -> bool:
        """Read a list and compare every row; False when another is at it or it has moved on."""
        with self.alone(import_id) as is_mine:
            if not is_mine or not self._begin_reading(import_id):
                return False
            return self.guarded(import_id, lambda: self._check(import_id, progress))

    def take_over(self, import_id: int, progress: Progress | None = None) -> bool:
        """Write a checked list; False as in `check`.

        Rows are judged anew, because another list may have been taken over since. Only one list
        is taken over at a time.
        """
        with self.alone(import_id) as is_mine, self.alone(0) as is_only:
            state = self.model._default_manager.values_list("state", flat=True).get(pk=import_id)
            if not (is_mine and is_only) or state != ImportState.APPLYING:
                return False
            return self.guarded(import_id, lambda: self._take_over(import_id, progress))

    def waiting(self) -> list[tuple[int, bool]]:
        """Lists that wait for a worker or whose worker died: (key, whether being taken over)."""
        rows = self.model._default_manager.filter(state__in=MOVING).order_by("pk")
        return [
            (pk, state == ImportState.APPLYING) for pk, state in rows.values_list("pk", "state")
        ]

    def try_out(
        self, data: bytes, handed: Any = None, progress: Progress | None = None
    ) -> tuple[Report, dict[str, Any]]:
        """Judge a list without keeping anything: the report, and its summary with the columns.

        `handed` may be an unsaved list that says what the file does not. Raises SheetRefused.
        """
        report, judge = Report(self.kinds), self.judge(handed)
        with opened_sheets(data) as sheets:
            table = find_table(sheets, self.columns, self.known_headers({}))
            for chunk in judge.judge(table.rows()):
                report.add(chunk)
                tell(progress, report.total, table)
        return report, {**report.summary(judge.unknown), "columns": table.columns}

    # --- how

    def _check(self, import_id: int, progress: Progress | None) -> None:
        handed = self.model._default_manager.get(pk=import_id)
        ledger, judge = self.ledger(handed), self.judge(handed)
        names = [column.name for column in self.columns]
        with self.table_of(handed) as table:
            for chunk in judge.judge(table.rows()):
                ledger.add(chunk)
                self.mark(import_id, ledger.total, about(table), ImportState.READING)
                tell(progress, ledger.total, table)
            if not ledger.total:
                raise SheetRefused("empty")
            columns = {name: header for name, header in table.columns.items() if name in names}
        with transaction.atomic():
            handed = self.still(import_id, ImportState.READING)
            handed.columns = {**{n: h for n, h in handed.columns.items() if not h}, **columns}
            self.finish(handed, ledger, judge, self.moves.check, {"headers": table.headers})

    def _take_over(self, import_id: int, progress: Progress | None) -> None:
        handed = self.model._default_manager.get(pk=import_id)
        ledger, judge, taken = self.ledger(handed), self.judge(handed), []
        with self.table_of(handed) as table:
            for chunk in judge.judge(table.rows()):
                ledger.add(chunk)
                taken += [verdict for verdict in chunk if not verdict.is_refused]
                self.mark(import_id, ledger.total, about(table), ImportState.APPLYING)
                tell(progress, ledger.total, table)
        actor = self.who_decided(handed)
        with transaction.atomic():
            handed = self.still(import_id, ImportState.APPLYING)
            more = self.write(handed, taken, actor)
            self.finish(handed, ledger, judge, self.moves.finish, more)

    def finish(
        self, handed: Any, ledger: Any, judge: Judge, move: Move, more: dict[str, Any]
    ) -> None:
        """Keep counts and the line of every row, then take the move."""
        summary = ledger.summary(judge.unknown)
        handed.report = {**summary, **more}
        handed.rows_done = handed.rows_total = ledger.total
        ledger.keep(handed)
        data = {name: count for name, count in summary.items() if isinstance(count, int)}
        for part in more.values():
            data |= part if isinstance(part, dict) else {}
        also = ["report", "columns", "rows_done", "rows_total", "updated_at"]
        apply(move, handed, actor=None, also=also, data=data)

    @contextmanager
    def table_of(self, handed: Any) -> Iterator[Table]:
        """The table of a list, its file held open meanwhile."""
        stored = StoredFile.objects.of(handed, FileKind.ATTACHMENT).first()
        if stored is None:
            raise SheetRefused("damaged")
        with stored.file.open("rb") as file:
            data = file.read()
        with opened_sheets(data) as sheets:
            try:
                table = find_table(sheets, self.columns, self.known_headers(handed.columns))
            except SheetRefused as refusal:
                if refusal.code == "header":
                    refusal.values = {"headers": likely_headers(sheets)}
                raise
            yield table

    def _begin_reading(self, import_id: int) -> bool:
        """From the queue to reading; a list whose reader died is simply read again."""
        with transaction.atomic():
            handed = self.model._default_manager.locked().get(pk=import_id)  # type: ignore[attr-defined]
            if handed.state == ImportState.QUEUED:
                apply(self.moves.read, handed, actor=None)
            return handed.state == ImportState.READING

    def guarded(self, import_id: int, work: Callable[[], None]) -> bool:
        """Do the work; what makes it impossible is written on the import for its officer.

        A database that is away is no fault of the list: the sweep tries again.
        """
        try:
            work()
        except Cancelled:
            return False
        except SheetRefused as refusal:
            headers = refusal.values.pop("headers", [])
            kept = {"refusal": {"code": refusal.code, "values": refusal.values}, "headers": headers}
            self._fail(import_id, str(refusal), kept)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("%s %s failed", self.model._meta.label_lower, import_id)
            self._fail(import_id, _("An unexpected error; the log of the server says more."), {})
        return True

    def _fail(self, import_id: int, sentence: str, report: dict[str, Any]) -> None:
        with transaction.atomic():
            handed = self.model._default_manager.locked().get(pk=import_id)  # type: ignore[attr-defined]
            handed.error, handed.report = sentence, report
            apply(self.moves.fail, handed, actor=None, also=["error", "report", "updated_at"])

    def still(self, import_id: int, state: str) -> Any:
        """The import, locked, if nobody has moved it on."""
        handed = self.model._default_manager.locked().get(pk=import_id)  # type: ignore[attr-defined]
        if handed.state != state:
            raise Cancelled
        return handed

    def mark(self, import_id: int, done: int, of_about: int, state: str) -> None:
        """Write how far it is, unless an officer has cancelled meanwhile."""
        rows = self.model._default_manager.filter(pk=import_id, state=state)
        now = timezone.now()
        if not rows.update(rows_done=done, rows_total=max(of_about, done), updated_at=now):
            raise Cancelled

    def who_decided(self, handed: Any) -> Any:
        """The officer who pressed “take over”: the log of what was written names them."""
        log = ActionLog.objects.about(handed).filter(verb=self.moves.apply.name)
        last = log.select_related("actor").first()
        return last.actor if last else None

    @contextmanager
    def alone(self, key: int) -> Iterator[bool]:
        """Hold the advisory lock of one import while working on it; False when another does."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [self.lock, key])
            is_mine = cursor.fetchone()[0]
        try:
            yield is_mine
        finally:
            if is_mine:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [self.lock, key])


def about(table: Table) -> int:
    """About how many rows a table has."""
    return max(table.sheet.rows_about - table.header_row, 0)


def tell(progress: Progress | None, done: int, table: Table) -> None:
    """Say how far it is to whoever asked."""
    if progress is not None:
        progress(done, max(about(table), done))
