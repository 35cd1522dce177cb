"""The worker's part for lists of the Ministry: read, compare, take over part by part.

How a worker may die at any moment is said in `partnership.imports.services.chunks`.
"""

from collections.abc import Mapping
from typing import Any

from industries import emails
from industries.enums import ListKind, ListVerdict
from industries.models import ListRow, MinistryList
from industries.services.lists.columns import RESOLUTION_COLUMNS, UNIT_COLUMNS
from industries.services.lists.resolution_writing import write_resolutions
from industries.services.lists.resolutions import ResolutionJudge
from industries.services.lists.unit_writing import write_units
from industries.services.lists.units import UnitJudge
from industries.workflow.lists import MOVES
from partnership.accounts.selectors import office_people
from partnership.core.jobs import enqueue
from partnership.imports.enums import ImportState
from partnership.imports.services import (
    ChunkedWork,
    Judge,
    Progress,
    RowLedger,
    Verdict,
    remembered_headers,
)
from partnership.notifications.services import queue_letter


class ListLedger(RowLedger):
    """Rows that know their unit or resolution."""

    def row_of(self, verdict: Verdict, **more: Any) -> ListRow:
        """With what the row changes."""
        more.setdefault("unit", verdict.values.get("unit") or verdict.values.get("about"))
        if not hasattr(more["unit"], "pk"):
            more["unit"] = None
        more.setdefault("resolution", verdict.values.get("resolution"))
        return super().row_of(verdict, changes=verdict.changes, **more)


class ListWork(ChunkedWork):
    """What both kinds share."""

    model = MinistryList
    moves = MOVES
    rows = ListRow
    kinds = ListVerdict.values
    lock = 0x4D49
    kind: ListKind
    judge_class: Any

    def ledger(self, handed: Any) -> RowLedger:
        """Rows of the database."""
        return ListLedger(self.kinds, self.rows, handed)

    def judge(self, handed: Any) -> Judge:
        """One that locks what it compares with, once rows are taken over."""
        judge = self.judge_class(handed)
        judge.is_taking = bool(handed and handed.state == ImportState.APPLYING)
        return judge

    def known_headers(self, said: Mapping[str, str]) -> Mapping[str, str]:
        """Of earlier lists of this kind and this one."""
        earlier = MinistryList.objects.filter(kind=self.kind, state=ImportState.APPLIED)
        columns = earlier.order_by("-pk").values_list("columns", flat=True)[:20]
        return remembered_headers(columns, said, self.columns)


class UnitWork(ListWork):
    """Lists of units."""

    kind = ListKind.UNITS
    columns = UNIT_COLUMNS
    judge_class = UnitJudge

    def write_chunk(
        self, handed: Any, ledger: RowLedger, chunk: list[Verdict], actor: Any
    ) -> list[Any]:
        """Units with all that hangs on them."""
        units = write_units(handed, chunk, actor)
        rows = [ledger.row_of(v, is_taken=True, unit=None) for v in chunk]
        for row in rows:
            row.unit_id = units.get(row.row)
        return rows

    def finish(self, handed: Any, ledger: Any, judge: Any, move: Any, more: Any) -> None:
        """Tell the office once that new units wait for its review."""
        super().finish(handed, ledger, judge, move, more)
        if move is MOVES.finish and handed.report.get(ListVerdict.ADDED):
            queue_letter(
                emails.UNIT_REGISTERED,
                about=handed,
                to=office_people(),
                context={"unit": str(handed)},
            )


class ResolutionWork(ListWork):
    """Lists of resolutions of the working group."""

    kind = ListKind.RESOLUTIONS
    columns = RESOLUTION_COLUMNS
    judge_class = ResolutionJudge

    def write_chunk(
        self, handed: Any, ledger: RowLedger, chunk: list[Verdict], actor: Any
    ) -> list[Any]:
        """Sessions and resolutions."""
        made = write_resolutions(handed, chunk, actor)
        return [ledger.row_of(v, is_taken=True, resolution=made.get(v.row)) for v in chunk]


WORKS: dict[str, ListWork] = {
    ListKind.UNITS: UnitWork(),
    ListKind.RESOLUTIONS: ResolutionWork(),
}


def work_of(list_id: int) -> ListWork:
    """Who works on a list."""
    return WORKS[MinistryList.objects.values_list("kind", flat=True).get(pk=list_id)]


def check_list(*, list_id: int, progress: Progress | None = None) -> bool:
    """Read a list and compare every row; False when another worker is at it or it has moved on."""
    return work_of(list_id).check(list_id, progress)


def take_over_list(*, list_id: int, progress: Progress | None = None) -> bool:
    """Take a checked list over, from the first row that is not yet; False as in `check_list`."""
    return work_of(list_id).take_over(list_id, progress)


def sweep_lists() -> int:
    """Ring for every list that waits for a worker or whose worker died; returns the rings."""
    rows = WORKS[ListKind.UNITS].waiting()
    for pk, is_taken in rows:
        enqueue(f"industries.{'apply' if is_taken else 'check'}_list", list_id=pk)
    return len(rows)
