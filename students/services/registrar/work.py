"""The worker's part: read and compare a list, take it over; safe to be killed at any moment.

The import's row is the queue. Whoever works on one holds a session advisory lock of its database
connection: when the worker dies the lock dies with it, and the sweep rings for the row again.
Reading starts anew then (it changes nothing); taking over is one transaction, so it has happened
as a whole or not at all.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.jobs import enqueue
from partnership.core.models import ActionLog
from partnership.core.sheets import SheetRefused, Table, find_table, likely_headers, opened_sheets
from partnership.core.workflow import apply
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from partnership.documents.services import store_file
from students import workflow
from students.enums import ImportState, RowVerdict
from students.models import RegistrarImport, RegistrarRecord
from students.services.registrar.columns import COLUMNS, NAMES, known_headers, known_majors
from students.services.registrar.matching import match_students
from students.services.registrar.report import Report
from students.services.registrar.verdicts import FIELDS, Judge, Verdict

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
#: Columns a later list writes anew, by the names of the model's fields.
_WRITTEN = ["major" if name == "major_id" else name for name in FIELDS]
#: Rows written in one statement.
BATCH = 2000
#: First key of the advisory locks; the second is the import's number, 0 the takeover's own.
_LOCK = 0x5245


class Cancelled(Exception):
    """An officer cancelled the import while it was being read."""


def check_import(*, import_id: int, progress: Progress | None = None) -> bool:
    """Read a list and compare every row; False when another worker is at it or it has moved on."""
    with _alone(import_id) as is_mine:
        if not is_mine or not _begin_reading(import_id):
            return False
        return _guarded(import_id, lambda: _check(import_id, progress))


def take_over_import(*, import_id: int, progress: Progress | None = None) -> bool:
    """Write a checked list into the records, all rows or none; False as in `check_import`.

    Rows are judged anew, because another list may have been taken over since. Only one list is
    taken over at a time.
    """
    with _alone(import_id) as is_mine, _alone(0) as is_only:
        state = RegistrarImport.objects.values_list("state", flat=True).get(pk=import_id)
        if not (is_mine and is_only) or state != ImportState.APPLYING:
            return False
        return _guarded(import_id, lambda: _take_over(import_id, progress))


def sweep_imports() -> int:
    """Ring for every list that waits for a worker or whose worker died; returns the rings."""
    waiting = RegistrarImport.objects.filter(
        state__in=(ImportState.QUEUED, ImportState.READING, ImportState.APPLYING)
    ).order_by("pk")
    rows = list(waiting.values_list("pk", "state"))
    for pk, state in rows:
        job = "apply_import" if state == ImportState.APPLYING else "check_import"
        enqueue(f"students.{job}", import_id=pk)
    return len(rows)


def dry_run(data: bytes, *, progress: Progress | None = None) -> tuple[Report, dict[str, Any]]:
    """Judge a list without keeping anything: the report, and its summary with the columns.

    Raises SheetRefused.
    """
    report, judge = Report(), Judge(known_majors({}))
    with opened_sheets(data) as sheets:
        table = find_table(sheets, COLUMNS, known_headers({}))
        for chunk in judge.judge(table.rows()):
            report.add(chunk)
            _tell(progress, report.total, table)
    return report, {**report.summary(judge.unknown_majors), "columns": table.columns}


def _check(import_id: int, progress: Progress | None) -> None:
    handed = RegistrarImport.objects.get(pk=import_id)
    report, judge = Report(), Judge(known_majors(handed.majors))
    with _table_of(handed) as table:
        for chunk in judge.judge(table.rows()):
            report.add(chunk)
            _mark(import_id, report.total, _about(table), ImportState.READING)
            _tell(progress, report.total, table)
        if not report.total:
            raise SheetRefused("empty")
        columns = {name: header for name, header in table.columns.items() if name in NAMES}
    with transaction.atomic():
        handed = _still(import_id, ImportState.READING)
        handed.columns = {**{n: h for n, h in handed.columns.items() if not h}, **columns}
        _finish(handed, report, judge, workflow.CHECK_IMPORT, {"headers": table.headers})


def _take_over(import_id: int, progress: Progress | None) -> None:
    handed = RegistrarImport.objects.get(pk=import_id)
    report, judge, to_write = Report(), Judge(known_majors(handed.majors)), []
    numbers: list[str] = []
    with _table_of(handed) as table:
        for chunk in judge.judge(table.rows()):
            report.add(chunk)
            good = [verdict for verdict in chunk if verdict.kind != RowVerdict.REFUSED]
            numbers += [verdict.number for verdict in good]
            to_write += [verdict for verdict in good if verdict.kind != RowVerdict.SAME]
            _mark(import_id, report.total, _about(table), ImportState.APPLYING)
            _tell(progress, report.total, table)
    actor = _who_decided(handed)
    with transaction.atomic():
        handed = _still(import_id, ImportState.APPLYING)
        _write(to_write, handed)
        matched = match_students(numbers, actor=actor)
        _finish(handed, report, judge, workflow.FINISH_IMPORT, {"matched": matched})


def _write(verdicts: list[Verdict], handed: RegistrarImport) -> None:
    now = timezone.now()
    RegistrarRecord.objects.bulk_create(
        (
            RegistrarRecord(
                student_number=verdict.number, source=handed, updated_at=now, **verdict.values
            )
            for verdict in verdicts
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["student_number"],
        update_fields=[*_WRITTEN, "source", "updated_at"],
    )


def _finish(
    handed: RegistrarImport,
    report: Report,
    judge: Judge,
    move: Any,
    more: dict[str, Any],
) -> None:
    """Keep counts and the line of every row, then take the move."""
    summary = report.summary(judge.unknown_majors)
    handed.report = {**summary, **more}
    handed.rows_done = handed.rows_total = report.total
    store_file(
        upload_or_bytes=report.text().encode(),
        name=f"report-{handed.pk}.csv",
        owner=handed,
        kind=FileKind.EXPORT,
        actor=None,
    )
    counts = {name: count for name, count in summary.items() if isinstance(count, int)}
    apply(
        move,
        handed,
        actor=None,
        also=["report", "columns", "rows_done", "rows_total", "updated_at"],
        data={**counts, **more.get("matched", {})},
    )


@contextmanager
def _table_of(handed: RegistrarImport) -> Iterator[Table]:
    """The table of a list, its file held open meanwhile."""
    stored = StoredFile.objects.of(handed, FileKind.ATTACHMENT).first()
    if stored is None:
        raise SheetRefused("damaged")
    with stored.file.open("rb") as file:
        data = file.read()
    with opened_sheets(data) as sheets:
        try:
            table = find_table(sheets, COLUMNS, known_headers(handed.columns))
        except SheetRefused as refusal:
            if refusal.code == "header":
                refusal.values = {"headers": likely_headers(sheets)}
            raise
        yield table


def _begin_reading(import_id: int) -> bool:
    """From the queue to reading; a list whose reader died is simply read again."""
    with transaction.atomic():
        handed = RegistrarImport.objects.locked().get(pk=import_id)
        if handed.state == ImportState.QUEUED:
            apply(workflow.READ_IMPORT, handed, actor=None)
        return handed.state == ImportState.READING


def _guarded(import_id: int, work: Callable[[], None]) -> bool:
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
        _fail(import_id, str(refusal), kept)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("import %s failed", import_id)
        _fail(import_id, _("An unexpected error; the log of the server says more."), {})
    return True


def _fail(import_id: int, sentence: str, report: dict[str, Any]) -> None:
    with transaction.atomic():
        handed = RegistrarImport.objects.locked().get(pk=import_id)
        handed.error, handed.report = sentence, report
        apply(workflow.FAIL_IMPORT, handed, actor=None, also=["error", "report", "updated_at"])


def _still(import_id: int, state: str) -> RegistrarImport:
    handed = RegistrarImport.objects.locked().get(pk=import_id)
    if handed.state != state:
        raise Cancelled
    return handed


def _mark(import_id: int, done: int, about: int, state: str) -> None:
    """Write how far it is, unless an officer has cancelled meanwhile."""
    rows = RegistrarImport.objects.filter(pk=import_id, state=state)
    if not rows.update(rows_done=done, rows_total=max(about, done), updated_at=timezone.now()):
        raise Cancelled


def _about(table: Table) -> int:
    return max(table.sheet.rows_about - table.header_row, 0)


def _tell(progress: Progress | None, done: int, table: Table) -> None:
    if progress is not None:
        progress(done, max(_about(table), done))


def _who_decided(handed: RegistrarImport) -> Any:
    """The officer who pressed “take over”: the log of the applications names them."""
    log = ActionLog.objects.filter(
        content_type=ContentType.objects.get_for_model(handed),
        object_id=handed.pk,
        verb=workflow.APPLY_IMPORT.name,
    )
    last = log.select_related("actor").order_by("-pk").first()
    return last.actor if last else None


@contextmanager
def _alone(key: int) -> Iterator[bool]:
    """Hold the advisory lock of one import while working on it; False when somebody else does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK, key])
        is_mine = cursor.fetchone()[0]
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCK, key])
