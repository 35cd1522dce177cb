"""Units that may be one and the same: by legal ID, licence number, or name however it is spelt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from industries.enums import UnitState
from industries.models import IndustrialUnit
from industries.models.unit import unit_name_key

#: How sure a likeness is, the surest first: a legal ID is one unit, a name is a hint.
LEGAL_ID, LICENCE, NAME = "legal_id", "licence", "name"
ORDER = (LEGAL_ID, LICENCE, NAME)
COLUMNS = ("legal_id", "licence_no", "name_key")
WORDS = {
    LEGAL_ID: _("same legal-entity national ID"),
    LICENCE: _("same licence number"),
    NAME: _("same name, however it is spelt"),
}


@dataclass(frozen=True)
class Likeness:
    """A unit that looks like the one asked about, and what they have in common."""

    unit: IndustrialUnit
    by: str

    @property
    def is_certain(self) -> bool:
        """Whether it is the same unit beyond doubt."""
        return self.by == LEGAL_ID

    @property
    def words(self) -> Any:
        """What they have in common, in words."""
        return WORDS[self.by]


@dataclass(frozen=True)
class Described:
    """What is known of a unit that may be recorded already; the codes are normalised."""

    legal_id: str = ""
    licence_no: str = ""
    name: str = ""


def units_like(
    *, legal_id: str = "", licence_no: str = "", name: str = "", but: Iterable[int] = ()
) -> list[Likeness]:
    """Units that may be the one described, the surest first; one query.

    The caller has normalised the codes. A licence or name in common does not count when both
    sides have a legal ID and they differ: those are two companies. A record that was merged leads
    to the unit it belongs to now.
    """
    rows = IndustrialUnit.objects.exclude(state=UnitState.CLOSED)
    return units_like_each([Described(legal_id, licence_no, name)], rows, but=but)[0]


def units_like_each(
    described: Sequence[Described],
    rows: QuerySet[IndustrialUnit] | None = None,
    *,
    but: Iterable[int] = (),
) -> list[list[Likeness]]:
    """For each description the units of `rows` (default: all) it may be; one query for all."""
    wanted = [(one.legal_id, one.licence_no, unit_name_key(one.name)) for one in described]
    asked = Q(pk__in=())
    for place, column in enumerate(COLUMNS):
        if values := {keys[place] for keys in wanted} - {""}:
            asked |= Q(**{f"{column}__in": values})
    left_out = set(but)
    found: dict[tuple[str, str], list[IndustrialUnit]] = {}
    rows = IndustrialUnit.objects.all() if rows is None else rows
    rows = rows.filter(asked).exclude(pk__in=left_out)
    for row in rows.select_related("place", "merged_into__place").order_by("pk"):
        for column in COLUMNS:
            found.setdefault((column, getattr(row, column)), []).append(row)
    return [_likenesses(keys, found, left_out) for keys in wanted]


def _likenesses(
    keys: tuple[str, str, str],
    found: dict[tuple[str, str], list[IndustrialUnit]],
    left_out: set[int],
) -> list[Likeness]:
    """The surest first, each unit once; a merged record stands for the unit it belongs to."""
    legal_id, licence_no, name_key = keys
    known: dict[int, Likeness] = {}
    alike = {
        row.pk: row
        for column, value in zip(COLUMNS, keys, strict=True)
        for row in (found.get((column, value), []) if value else [])
    }
    for _pk, row in sorted(alike.items()):
        unit = row.merged_into or row
        by = _in_common(row, legal_id=legal_id, licence_no=licence_no, key=name_key)
        if by and by != LEGAL_ID and legal_id and unit.legal_id not in ("", legal_id):
            continue
        if by and unit.pk not in left_out:
            before = known.get(unit.pk)
            if before is None or _rank(by) < _rank(before.by):
                known[unit.pk] = Likeness(unit, by)
    return sorted(known.values(), key=lambda likeness: (_rank(likeness.by), likeness.unit.pk))


def _rank(by: str) -> int:
    return ORDER.index(by)


def _in_common(row: IndustrialUnit, *, legal_id: str, licence_no: str, key: str) -> str:
    """What a row has in common with what is asked; empty when two legal IDs part them."""
    if legal_id and row.legal_id == legal_id:
        return LEGAL_ID
    if legal_id and row.legal_id and not row.merged_into_id:
        return ""
    if licence_no and row.licence_no == licence_no:
        return LICENCE
    return NAME if key and row.name_key == key else ""


def units_like_unit(unit: IndustrialUnit) -> list[Likeness]:
    """Other units that may be this one."""
    return units_like(
        legal_id=unit.legal_id, licence_no=unit.licence_no, name=unit.name_fa, but=[unit.pk]
    )


def likenesses_of(units: Iterable[IndustrialUnit]) -> dict[int, list[Likeness]]:
    """For each unit of a page those that may be the same, the surest first; one query."""
    rows = list(units)
    licences = {row.licence_no for row in rows} - {""}
    keys = {row.name_key for row in rows} - {""}
    others = list(
        IndustrialUnit.objects.living()
        .filter(Q(licence_no__in=licences) | Q(name_key__in=keys))
        .exclude(state=UnitState.CLOSED)
        .order_by("pk")
    )
    found: dict[int, list[Likeness]] = {}
    for row in rows:
        alike = [
            Likeness(other, by)
            for other in others
            if other.pk != row.pk
            and (
                by := _in_common(
                    other, legal_id=row.legal_id, licence_no=row.licence_no, key=row.name_key
                )
            )
        ]
        found[row.pk] = sorted(alike, key=lambda likeness: _rank(likeness.by))
    return found


def with_double(units: QuerySet[IndustrialUnit]) -> QuerySet[IndustrialUnit]:
    """Those of the units that have another one like them."""
    other = IndustrialUnit.objects.living().exclude(pk=OuterRef("pk"))
    other = other.exclude(state=UnitState.CLOSED)
    same = Q(name_key=OuterRef("name_key")) & ~Q(name_key="")
    same |= Q(licence_no=OuterRef("licence_no")) & ~Q(licence_no="")
    either_lacks = Q(legal_id="") | Q(legal_id=OuterRef("legal_id"))
    return units.filter(
        Exists(other.filter(same).filter(either_lacks))
        | Q(legal_id="") & Exists(other.filter(same))
    ).exclude(state__in=(UnitState.MERGED, UnitState.CLOSED))
