"""Units that may be one and the same: by legal ID, licence number, or name however it is spelt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from industries.enums import UnitState
from industries.models import IndustrialUnit
from industries.models.unit import unit_name_key

#: How sure a likeness is, the surest first: a legal ID is one unit, a name is a hint.
LEGAL_ID, LICENCE, NAME = "legal_id", "licence", "name"


@dataclass(frozen=True)
class Likeness:
    """A unit that looks like the one asked about, and what they have in common."""

    unit: IndustrialUnit
    by: str

    @property
    def is_certain(self) -> bool:
        """Whether it is the same unit beyond doubt."""
        return self.by == LEGAL_ID


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
    sides have a legal ID and they differ: those are two companies.
    """
    rows = IndustrialUnit.objects.exclude(pk__in=list(but)).exclude(state=UnitState.CLOSED)
    return units_like_each([Described(legal_id, licence_no, name)], rows)[0]


def units_like_each(
    described: Sequence[Described], rows: QuerySet[IndustrialUnit] | None = None
) -> list[list[Likeness]]:
    """For each description the units of `rows` (default: all) it may be; one query for all."""
    columns = ("legal_id", "licence_no", "name_key")
    wanted = [(one.legal_id, one.licence_no, unit_name_key(one.name)) for one in described]
    asked = Q(pk__in=())
    for place, column in enumerate(columns):
        values = {keys[place] for keys in wanted} - {""}
        if values:
            asked |= Q(**{f"{column}__in": values})
    rows = IndustrialUnit.objects.all() if rows is None else rows
    found: dict[tuple[str, str], dict[int, IndustrialUnit]] = {}
    for unit in rows.filter(asked).select_related("place").order_by("pk"):
        for column in columns:
            found.setdefault((column, getattr(unit, column)), {})[unit.pk] = unit
    return [_likenesses(keys, columns, found) for keys in wanted]


def _likenesses(
    keys: tuple[str, str, str],
    columns: tuple[str, str, str],
    found: dict[tuple[str, str], dict[int, IndustrialUnit]],
) -> list[Likeness]:
    legal_id, likenesses, seen = keys[0], [], set()
    for column, value, by in zip(columns, keys, (LEGAL_ID, LICENCE, NAME), strict=True):
        for pk, unit in found.get((column, value), {}).items() if value else ():
            is_other = by != LEGAL_ID and legal_id and unit.legal_id not in ("", legal_id)
            if pk not in seen and not is_other:
                seen.add(pk)
                likenesses.append(Likeness(unit, by))
    return likenesses
