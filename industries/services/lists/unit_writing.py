"""Write one judged part of a list of units: units, managers, introductions, first problems."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from industries.enums import IntroductionKind, ListVerdict, PersonRole, UnitState
from industries.models import (
    IndustrialUnit,
    Introduction,
    ListRow,
    MinistryList,
    Problem,
    UnitPerson,
)
from industries.services.lists.units import FILLED
from industries.services.words import refresh_words
from partnership.core.models import ActionLog
from partnership.imports.services import Verdict
from partnership.programme.models import ObstacleCategory

#: What a manager is called whose name the list does not give.
NAMELESS = "مدیر کارخانه"
#: The category of a problem that names none: the office sorts it at triage.
FALLBACK = "TECH"
_PERSON = {
    "manager": "name_fa",
    "manager_title": "title_fa",
    "mobile": "mobile",
    "manager_email": "email",
}


def write_units(handed: MinistryList, chunk: list[Verdict], actor: Any) -> dict[int, int]:
    """Write the rows that are not refused; {row: primary key of its unit}."""
    new = [v for v in chunk if v.kind == ListVerdict.ADDED]
    merged = [v for v in chunk if v.kind == ListVerdict.MERGED and "unit" in v.values]
    units = {v.row: unit for v, unit in zip(new, _add(new), strict=True)}
    _complete([v for v in merged if v.values["filled"]])
    units |= {v.row: v.values["unit"] for v in merged}
    _write_people(new, merged, units)
    _introduce(handed, units, actor)
    keys = {row: unit.pk for row, unit in units.items()}
    keys |= _twins(handed, chunk, keys)
    problems = _write_problems(chunk, keys, actor)
    _log(handed, chunk, units, problems, actor)
    return keys


def _add(new: list[Verdict]) -> list[IndustrialUnit]:
    return IndustrialUnit.objects.bulk_create(
        IndustrialUnit(
            state=UnitState.INTRODUCED,
            name_fa=verdict.name,
            **{name: verdict.values[name] for name in FILLED if name in verdict.values},
        )
        for verdict in new
    )


def _complete(merged: list[Verdict]) -> None:
    """Fill what was empty; `bulk_update` passes by the columns that fill themselves."""
    now, units = timezone.now(), []
    for verdict in merged:
        unit = verdict.values["unit"]
        for name, value in verdict.values["filled"].items():
            setattr(unit, name, value)
        unit.updated_at = now
        unit._meta.get_field("search").pre_save(unit, False)
        units.append(unit)
    if units:
        names = [name.removesuffix("_id") if _is_key(name) else name for name in FILLED]
        IndustrialUnit.objects.bulk_update(units, [*names, "search", "updated_at"])
    # The market finds problems by place and sector.
    moved = [v.values["unit"].pk for v in merged if {"place_id", "isic_id"} & {*v.values["filled"]}]
    if moved:
        refresh_words(unit_id__in=moved)


def _is_key(name: str) -> bool:
    field: Any = IndustrialUnit._meta.get_field(name)
    return isinstance(field, models.ForeignKey)


def _write_people(
    new: list[Verdict], merged: list[Verdict], units: dict[int, IndustrialUnit]
) -> None:
    added, changed = [], []
    for verdict in [*new, *merged]:
        given = verdict.values.get("person", verdict.values)
        columns = {ours: given[name] for name, ours in _PERSON.items() if given.get(name)}
        manager = verdict.values.get("manager_is")
        if manager is not None and columns:
            for name, value in columns.items():
                setattr(manager, name, value)
            changed.append(manager)
        elif columns.keys() - {"title_fa"}:
            columns.setdefault("name_fa", NAMELESS)
            added.append(UnitPerson(unit=units[verdict.row], role=PersonRole.MANAGER, **columns))
    UnitPerson.objects.bulk_create(added)
    if changed:
        UnitPerson.objects.bulk_update(changed, list(_PERSON.values()))


def _introduce(handed: MinistryList, units: dict[int, IndustrialUnit], actor: Any) -> None:
    """The letter introduces each unit once; one recorded by hand learns of its list."""
    Introduction.objects.bulk_create(
        (
            Introduction(
                unit=unit,
                kind=IntroductionKind.MINISTRY,
                letter_no=handed.letter_no,
                letter_date=handed.letter_date,
                source=handed,
                recorded_by=actor,
            )
            for unit in units.values()
        ),
        ignore_conflicts=True,
    )
    Introduction.objects.filter(
        kind=IntroductionKind.MINISTRY,
        letter_no=handed.letter_no,
        unit__in=[unit.pk for unit in units.values()],
        source=None,
    ).update(source=handed, updated_at=timezone.now())


def _twins(handed: MinistryList, chunk: list[Verdict], keys: dict[int, int]) -> dict[int, int]:
    """Units of rows that only add a problem to a row above."""
    twins = {v.row: v.values["twin"] for v in chunk if not v.is_refused and "twin" in v.values}
    above = set(twins.values()) - set(keys)
    known = keys | dict(
        ListRow.objects.filter(handed=handed, row__in=above, unit__isnull=False).values_list(
            "row", "unit"
        )
    )
    return {row: known[first] for row, first in twins.items() if first in known}


def _write_problems(chunk: list[Verdict], keys: dict[int, int], actor: Any) -> list[Problem]:
    """Drafts of the units, as they would have written them themselves."""
    wanted = [v for v in chunk if v.values.get("problem") and v.row in keys and not v.is_refused]
    if not wanted:
        return []
    categories = ObstacleCategory.objects.filter(is_active=True)
    fallback = categories.filter(code=FALLBACK).first() or categories.first()
    made = Problem.objects.bulk_create(
        Problem(
            unit_id=keys[verdict.row],
            title=_title(verdict.values["problem"]),
            detail=verdict.values["problem"],
            category_id=verdict.values.get("category_id") or fallback.pk,  # type: ignore[union-attr]
            created_by=actor,
        )
        for verdict in wanted
    )
    refresh_words(pk__in=[problem.pk for problem in made])
    return made


def _title(text: str) -> str:
    """The first line, cut at a word."""
    line = text.strip().splitlines()[0]
    return line if len(line) <= 90 else line[:90].rsplit(" ", 1)[0] + " …"


def _log(
    handed: MinistryList,
    chunk: list[Verdict],
    units: dict[int, IndustrialUnit],
    problems: list[Problem],
    actor: Any,
) -> None:
    of_units = ContentType.objects.get_for_model(IndustrialUnit)
    of_problems = ContentType.objects.get_for_model(Problem)
    rows = [
        ActionLog(
            content_type=of_units,
            object_id=units[verdict.row].pk,
            verb="industries.industrialunit.import"
            if verdict.kind == ListVerdict.ADDED
            else "industries.industrialunit.complete",
            actor=actor,
            after=units[verdict.row].state,
            data={
                "list": handed.pk,
                "row": verdict.row,
                "columns": sorted(verdict.changes.get("filled", ())),
            },
        )
        for verdict in chunk
        if verdict.row in units
    ]
    rows += [
        ActionLog(
            content_type=of_problems,
            object_id=problem.pk,
            verb="industries.problem.create",
            actor=actor,
            after=problem.state,
            data={"list": handed.pk},
        )
        for problem in problems
    ]
    ActionLog.objects.bulk_create(rows)
