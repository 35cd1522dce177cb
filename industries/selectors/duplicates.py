"""Units that may be one and the same: by legal ID, licence number, or name however it is spelt."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

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


def units_like(
    *, legal_id: str = "", licence_no: str = "", name: str = "", but: Iterable[int] = ()
) -> list[Likeness]:
    """Units that may be the one described, the surest first; one query.

    The caller has normalised the codes. A licence or name in common does not count when both
    sides have a legal ID and they differ: those are two companies.
    """
    key = unit_name_key(name)
    asked = Q(pk__in=())
    for column, value in (("legal_id", legal_id), ("licence_no", licence_no), ("name_key", key)):
        if value:
            asked |= Q(**{column: value})
    found = []
    rows = IndustrialUnit.objects.filter(asked).exclude(pk__in=list(but)).select_related("place")
    for unit in rows.exclude(state=UnitState.CLOSED).order_by("pk"):
        if legal_id and unit.legal_id == legal_id:
            found.append(Likeness(unit, LEGAL_ID))
        elif legal_id and unit.legal_id:
            continue
        elif licence_no and unit.licence_no == licence_no:
            found.append(Likeness(unit, LICENCE))
        elif key and unit.name_key == key:
            found.append(Likeness(unit, NAME))
    order = (LEGAL_ID, LICENCE, NAME)
    return sorted(found, key=lambda likeness: order.index(likeness.by))
