"""Counts of several lists in one query: how many, since when, due when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    F,
    Max,
    Min,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast


@dataclass(frozen=True)
class Group:
    """Rows to count; `since` and `due` name columns (UTC moment, day), `also` counts a part."""

    rows: QuerySet
    since: str = "state_changed_at"
    due: str = ""
    also: Q | None = None


@dataclass(frozen=True)
class Tally:
    """What was found: nothing is `n` = 0 with neither date; `last` is the highest key."""

    n: int = 0
    since: datetime | None = None
    due: date | None = None
    also: int = 0
    last: int | None = None


def tally(**groups: Group) -> dict[str, Tally]:
    """Count every group, by name; one query however many groups there are."""
    counted = [_counted(name, group) for name, group in groups.items()]
    found = {
        row["group"]: Tally(row["n"], row["first"], row["nearest"], row["part"], row["highest"])
        for row in counted[0].union(*counted[1:], all=True)
    }
    return {name: found.get(name, Tally()) for name in groups}


def _counted(name: str, group: Group) -> QuerySet:
    """One row, or none when nothing matches: the database groups by a constant."""
    nearest: Any = Min(group.due) if group.due else Cast(Value(None), DateField())
    part: Any = Count("pk", filter=group.also, distinct=True) if group.also else Value(0)
    return (
        group.rows.order_by()
        .annotate(group=Value(name, output_field=TextField()))
        .values("group")
        .annotate(
            n=Count("pk", distinct=True),
            first=Min(F(group.since), output_field=DateTimeField()),
            nearest=nearest,
            part=part,
            highest=Max("pk"),
        )
        .values("group", "n", "first", "nearest", "part", "highest")
    )
