"""The worker's part for the registrar's list: read, compare, take over all rows or none.

How a worker may die at any moment is said in `partnership.imports.services.work`.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from partnership.core.jobs import enqueue
from partnership.imports.services import Judge, Progress, Report, SheetWork, Verdict
from students.enums import RowVerdict
from students.models import RegistrarImport, RegistrarRecord
from students.services.registrar.columns import COLUMNS, known_headers, known_majors
from students.services.registrar.matching import match_students
from students.services.registrar.verdicts import FIELDS, RegistrarJudge
from students.workflow.registrar import MOVES

#: Columns a later list writes anew, by the names of the model's fields.
_WRITTEN = ["major" if name == "major_id" else name for name in FIELDS]
#: Rows written in one statement.
BATCH = 2000


class RegistrarWork(SheetWork):
    """The registrar's records, and what they change in applications."""

    model = RegistrarImport
    moves = MOVES
    columns = COLUMNS
    kinds = RowVerdict.values
    lock = 0x5245

    def judge(self, handed: RegistrarImport | None) -> Judge:
        """With what officers have said about majors."""
        return RegistrarJudge(known_majors(handed.majors if handed else {}))

    def known_headers(self, said: Mapping[str, str]) -> Mapping[str, str]:
        """Of earlier lists and this one."""
        return known_headers(said)

    def write(self, handed: RegistrarImport, taken: list[Verdict], actor: Any) -> dict[str, Any]:
        """New and changed records, then the applications under review."""
        now = timezone.now()
        RegistrarRecord.objects.bulk_create(
            (
                RegistrarRecord(
                    student_number=verdict.number, source=handed, updated_at=now, **verdict.values
                )
                for verdict in taken
                if verdict.kind != RowVerdict.SAME
            ),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["student_number"],
            update_fields=[*_WRITTEN, "source", "updated_at"],
        )
        return {"matched": match_students([verdict.number for verdict in taken], actor=actor)}


WORK = RegistrarWork()


def check_import(*, import_id: int, progress: Progress | None = None) -> bool:
    """Read a list and compare every row; False when another worker is at it or it has moved on."""
    return WORK.check(import_id, progress)


def take_over_import(*, import_id: int, progress: Progress | None = None) -> bool:
    """Write a checked list into the records, all rows or none; False as in `check_import`."""
    return WORK.take_over(import_id, progress)


def sweep_imports() -> int:
    """Ring for every list that waits for a worker or whose worker died; returns the rings."""
    rows = WORK.waiting()
    for pk, is_taken in rows:
        enqueue(f"students.{'apply' if is_taken else 'check'}_import", import_id=pk)
    return len(rows)


def dry_run(data: bytes, *, progress: Progress | None = None) -> tuple[Report, dict[str, Any]]:
    """Judge a list without keeping anything. Raises SheetRefused."""
    return WORK.try_out(data, progress=progress)
