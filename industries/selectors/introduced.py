"""For the Ministry's liaison: every letter, what became of its units, which rows were refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from industries.enums import UNIT_NEW, IntroductionKind, ListKind, ListVerdict, UnitState
from industries.models import IndustrialUnit, Introduction, ListRow, MinistryList
from industries.selectors.lists import row_sentence
from partnership.core.jalali import format_date
from partnership.core.sheets import guard
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile

_BY_MINISTRY = Q(kind=IntroductionKind.MINISTRY)


@dataclass(frozen=True)
class LetterSummary:
    """One letter of the Ministry and what became of it."""

    number: str
    day: date | None
    units: int
    waiting: int
    active: int
    refused: int
    scan: StoredFile | None


def letters_for(user: Any) -> list[LetterSummary]:
    """Letters by which units came in, the newest first; four queries."""
    seen = IndustrialUnit.objects.visible_to(user)
    rows = (
        Introduction.objects.filter(_BY_MINISTRY, unit__in=seen)
        .exclude(letter_no="")
        .order_by()
        .values("letter_no")
        .annotate(
            day=Max("letter_date"),
            units=Count("unit", distinct=True),
            waiting=Count("unit", filter=Q(unit__state__in=UNIT_NEW), distinct=True),
            active=Count("unit", filter=Q(unit__state=UnitState.ACTIVE), distinct=True),
        )
    )
    found: dict[str, dict[str, Any]] = {row["letter_no"]: dict(row) for row in rows}
    refused = dict(
        refused_rows_for(user)
        .order_by()
        .values_list("handed__letter_no")
        .annotate(Count("pk"))
        .values_list("handed__letter_no", "pk__count")
    )
    lists = MinistryList.objects.visible_to(user).filter(kind=ListKind.UNITS)
    letters = {pk: (no, day) for pk, no, day in lists.values_list("pk", "letter_no", "letter_date")}
    for number, day in letters.values():
        if number in refused and number not in found:
            found[number] = {"day": day, "units": 0, "waiting": 0, "active": 0}
    scans = _scans(letters)
    summaries = [
        LetterSummary(
            number,
            row["day"],
            row["units"],
            row["waiting"],
            row["active"],
            refused.get(number, 0),
            scans.get(number),
        )
        for number, row in found.items()
    ]
    return sorted(summaries, key=lambda one: (one.day or date.min, one.number), reverse=True)


def _scans(letters: dict[int, tuple[str, Any]]) -> dict[str, StoredFile]:
    """The newest scan of each letter."""
    files = StoredFile.objects.filter(
        owner_type=ContentType.objects.get_for_model(MinistryList),
        owner_id__in=letters,
        kind=FileKind.SCAN,
    )
    return {letters[file.owner_id][0]: file for file in files.order_by("pk")}


def refused_rows_for(user: Any, letter: str = "") -> QuerySet[ListRow]:
    """Rows of lists of units that were left out, with the reason; of one letter or of all."""
    rows = ListRow.objects.visible_to(user).filter(
        verdict=ListVerdict.REFUSED, is_taken=True, handed__kind=ListKind.UNITS
    )
    rows = rows.filter(handed__letter_no=letter) if letter else rows
    return rows.select_related("handed").order_by("-handed__letter_date", "handed_id", "row")


def introduced_lines(units: QuerySet[IndustrialUnit]) -> Iterator[list[str]]:
    """The liaison's list as a table for export, safe against formulas."""
    yield [
        str(word)
        for word in (
            *(_("Industrial unit"), _("Legal-entity ID"), _("State"), _("Industrial place")),
            *(_("Letters"), _("Problems"), _("Under way"), _("Solved")),
        )
    ]
    for unit in units.iterator(chunk_size=1000):
        letters = "، ".join(
            f"{row.letter_no} ({format_date(row.letter_date)})"
            for row in unit.introductions.all()
            if row.kind == IntroductionKind.MINISTRY
        )
        counts: Any = unit
        yield [
            guard(text)
            for text in (
                unit.name,
                unit.legal_id,
                unit.get_state_display(),
                str(unit.place or ""),
                letters,
                str(counts.all_problems),
                str(counts.running_problems),
                str(counts.solved_problems),
            )
        ]


def refused_lines(rows: QuerySet[ListRow]) -> Iterator[list[str]]:
    """Rows left out, as a table for export."""
    yield [str(word) for word in (_("Letter"), _("Row"), _("Name"), _("Number"), _("Why"))]
    for row in rows.iterator(chunk_size=1000):
        cells = (row.handed.letter_no, str(row.row), row.name, row.number)
        yield [guard(text) for text in (*cells, row_sentence(row.reasons))]
