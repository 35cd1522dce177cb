"""Rows of a list of units: read, compared with the units recorded, judged."""

from collections.abc import Callable, Iterable
from typing import Any

from industries.enums import ListVerdict, PersonRole, UnitState
from industries.models import IndustrialUnit, MinistryList, Problem, UnitPerson
from industries.models.unit import unit_name_key
from industries.selectors.duplicates import LEGAL_ID, LICENCE, Described, Likeness, units_like_each
from industries.services.lists.cells import (
    Cells,
    Reader,
    code_reader,
    differ,
    is_same,
    landline,
    normalised_reader,
    read_employees,
    read_legal,
    read_licence_kind,
    read_name,
    read_problem,
    said,
    text_reader,
)
from industries.services.lists.words import isic_code, known_words, meaning, place_key
from partnership.core.identifiers import normalise_email, normalise_mobile, normalise_postal_code
from partnership.core.sheets import key_of
from partnership.core.text import search_key
from partnership.imports.services import Judge, Verdict

#: What a row may complete; never overwritten.
FILLED = (
    *("legal_id", "registration_no", "licence_kind", "licence_no", "isic_id", "place_id"),
    *("address", "postal_code", "phone", "email", "employees", "products"),
)
#: Columns about a person: reports keep no value of theirs.
PERSONAL = ("manager", "manager_title", "mobile", "manager_email", "email", "phone")


class UnitJudge(Judge):
    """Added, merged with a unit recorded, or refused; `is_taking` locks the units compared with."""

    begins = ListVerdict.ADDED
    needed = frozenset({"name", "legal_id"})

    def __init__(self, handed: MinistryList | None) -> None:
        super().__init__()
        self.words = known_words(handed)
        self.unknown = {kind: {} for kind in self.words}
        self.meanings: dict[str, dict[str, int | None]] = {}
        self.is_taking = False
        self.by_id: dict[str, int] = {}
        self.by_licence: dict[str, list[tuple[int, str]]] = {}
        self.by_name: dict[str, list[tuple[int, str, Any]]] = {}
        self.claimed: dict[int, int] = {}
        self.told: set[tuple[int, str]] = set()

    def readers(self) -> Iterable[tuple[str, Reader]]:
        """Identity first; whether the unit stands in the file already comes last."""
        return (
            ("name", read_name),
            ("legal_id", read_legal),
            ("registration_no", code_reader("registration_no", 7, is_number=True)),
            ("licence_no", code_reader("licence_no", 30)),
            ("licence_kind", read_licence_kind),
            ("isic", self._isic),
            ("place", self._place),
            ("address", text_reader("address", 300)),
            ("postal_code", normalised_reader("postal_code", "postal_code", normalise_postal_code)),
            ("phone", normalised_reader("phone", "phone", landline)),
            ("email", normalised_reader("email", "email", normalise_email)),
            ("employees", read_employees),
            ("products", text_reader("products", 300)),
            ("manager", text_reader("manager", 120)),
            ("manager_title", text_reader("manager_title", 120)),
            ("mobile", normalised_reader("mobile", "mobile", normalise_mobile)),
            ("manager_email", normalised_reader("manager_email", "manager_email", normalise_email)),
            ("problem", read_problem),
            ("category", self._category),
            ("twin", self._twin),
        )

    def is_private(self, code: str) -> bool:
        """What was wrong about a person's number is nobody's affair but theirs."""
        return code.rpartition("_")[0] in PERSONAL or code == "legal_id_person"

    # --- words

    def _isic(self, verdict: Verdict, cells: Cells) -> None:
        self._meant(verdict, cells, "isic", "isics", lambda text: key_of(isic_code(text)))

    def _place(self, verdict: Verdict, cells: Cells) -> None:
        self._meant(verdict, cells, "place", "places", place_key)

    def _category(self, verdict: Verdict, cells: Cells) -> None:
        self._meant(verdict, cells, "category", "categories", key_of)

    def _meant(
        self, verdict: Verdict, cells: Cells, name: str, kind: str, key: Callable[[str], str]
    ) -> None:
        text = said(cells, name, 120)
        if not text:
            return
        known = self.meanings.setdefault(kind, {})
        if text not in known:
            known[text] = meaning(self.words[kind], text, key(text))
        pk = known[text]
        if pk:
            verdict.values[f"{name}_id"] = pk
        else:
            self.count_unknown(kind, text)
            verdict.reasons.append([f"{name}_unknown", text])

    # --- doubles in the file

    def _twin(self, verdict: Verdict, _cells: Cells) -> None:
        if verdict.is_refused:
            return
        first = self._first_row(verdict)
        if first:
            self._second(verdict, first)
        else:
            self.told.add((verdict.row, search_key(verdict.values.get("problem", ""))))

    def _first_row(self, verdict: Verdict) -> int:
        """The row of the file in which this unit stands already; 0 when it is the first."""
        row, values = verdict.row, verdict.values
        legal_id, licence = values.get("legal_id", ""), values.get("licence_no", "")
        place = values.get("place_id")
        same_licence = self.by_licence.setdefault(licence, []) if licence else []
        same_name = self.by_name.setdefault(unit_name_key(verdict.name), [])
        first = self.by_id.get(legal_id, 0) if legal_id else 0
        first = first or next((n for n, other in same_licence if not differ(other, legal_id)), 0)
        first = first or next(
            (
                n
                for n, other, elsewhere in same_name
                if not differ(other, legal_id) and not differ(elsewhere, place)
            ),
            0,
        )
        if not first:
            self.by_id[legal_id] = row
            same_licence.append((row, legal_id))
            same_name.append((row, legal_id, place))
        return first

    def _second(self, verdict: Verdict, first: int) -> None:
        """Another row about one unit counts only for a problem that has not been told."""
        problem = verdict.values.get("problem", "")
        told = (first, search_key(problem))
        if not problem or told in self.told:
            return self.refuse(verdict, "unit_twice", str(first))
        self.told.add(told)
        verdict.kind = ListVerdict.MERGED
        kept = {
            name: verdict.values[name]
            for name in ("problem", "category_id")
            if name in verdict.values
        }
        verdict.values = {**kept, "twin": first}
        verdict.reasons = [["also", str(first)], *verdict.reasons]
        return None

    # --- with the units recorded

    def compare(self, chunk: list[Verdict]) -> None:
        """Set-based: one query for units, one for their managers, one for their problems."""
        good = [v for v in chunk if not v.is_refused and "twin" not in v.values]
        rows = IndustrialUnit.objects.locked() if self.is_taking else IndustrialUnit.objects.all()
        described = [
            Described(v.values.get("legal_id", ""), v.values.get("licence_no", ""), v.name)
            for v in good
        ]
        matches = [
            (verdict, self._match(verdict, found))
            for verdict, found in zip(good, units_like_each(described, rows), strict=True)
        ]
        units = [unit for _verdict, unit in matches if unit is not None]
        if self.is_taking and units:
            # A merged record leads to a unit that is not among the rows locked above.
            fresh = IndustrialUnit.objects.locked().in_bulk([unit.pk for unit in units])
            matches = [(verdict, unit and fresh[unit.pk]) for verdict, unit in matches]
        managers: dict[int, UnitPerson] = {}
        people = UnitPerson.objects.filter(unit__in=units, role=PersonRole.MANAGER, is_active=True)
        for person in people.order_by("-pk"):
            managers[person.unit_id] = person
        problems = {
            (pk, search_key(detail))
            for pk, detail in Problem.objects.filter(unit__in=units).values_list("unit", "detail")
        }
        for verdict, unit in matches:
            if unit is not None:
                _merge(verdict, unit, managers.get(unit.pk), problems)

    def _match(self, verdict: Verdict, found: list[Likeness]) -> IndustrialUnit | None:
        """The unit the row is about, with a doubt when that is not beyond doubt."""
        like = self._chosen(verdict, found)
        if like is None:
            return None
        if like.unit.state == UnitState.CLOSED:
            self.refuse(verdict, "unit_closed", like.unit.name)
            return None
        first = self.claimed.setdefault(like.unit.pk, verdict.row)
        if first != verdict.row:
            self._second(verdict, first)
            return None
        if not like.is_certain:
            verdict.reasons.append([f"same_{like.by}", like.unit.name])
        return like.unit

    def _chosen(self, verdict: Verdict, found: list[Likeness]) -> Likeness | None:
        sure = [like for like in found if like.by == LEGAL_ID] or [
            like for like in found if like.by == LICENCE and like.unit.state != UnitState.CLOSED
        ]
        if sure:
            return sure[0]
        named = [like for like in found if like.unit.state != UnitState.CLOSED]
        place = verdict.values.get("place_id")
        here = [like for like in named if not differ(like.unit.place_id, place)]
        if len(here) > 1:
            self.refuse(verdict, "name_ambiguous", verdict.name)
            return None
        if not here and named:
            verdict.reasons.append(["name_elsewhere", str(named[0].unit.place or "")])
        return here[0] if here else None


def _merge(
    verdict: Verdict,
    unit: IndustrialUnit,
    manager: UnitPerson | None,
    problems: set[tuple[int, str]],
) -> None:
    """What the row completes, what it says otherwise; `values` keeps only what is written."""
    given, filled, differs = verdict.values, {}, {}
    for name in FILLED:
        if not given.get(name):
            continue
        ours = getattr(unit, name)
        if ours in ("", None):
            filled[name] = given[name]
        elif not is_same(ours, given[name]):
            differs[name] = (
                None
                if name.endswith("_id") and name != "legal_id"
                else [str(ours), str(given[name])]
            )
    if unit_name_key(verdict.name) != unit.name_key:
        differs["name"] = [unit.name_fa, verdict.name]
    person, person_differs = _merge_manager(given, manager)
    differs |= dict.fromkeys(person_differs)
    problem = given.get("problem", "")
    if problem and (unit.pk, search_key(problem)) in problems:
        problem = ""
    verdict.kind = ListVerdict.MERGED
    verdict.values = {"unit": unit, "filled": filled, "person": person, "manager_is": manager}
    verdict.values |= (
        {"problem": problem, "category_id": given.get("category_id")} if problem else {}
    )
    shown = {n: v for n, v in filled.items() if n not in PERSONAL}
    verdict.changes = {
        "filled": {**shown, **dict.fromkeys([*(set(filled) & set(PERSONAL)), *person])},
        "differs": {n: None if n in PERSONAL else v for n, v in differs.items()},
    }
    for code, names in (("filled", [*filled, *person]), ("differs", differs)):
        if names:
            verdict.reasons.append([code, ",".join(names)])


def _merge_manager(given: dict[str, Any], manager: UnitPerson | None) -> tuple[dict, list[str]]:
    """({what to write about the manager}, [what the list says otherwise])."""
    says = {
        name: given[name]
        for name in ("manager", "manager_title", "mobile", "manager_email")
        if given.get(name)
    }
    if manager is None:
        return says, []
    if "manager" in says and key_of(says["manager"]) != key_of(manager.name_fa):
        return {}, ["manager"]
    ours = {
        "manager_title": manager.title_fa,
        "mobile": manager.mobile,
        "manager_email": manager.email,
    }
    writes = {name: says[name] for name, value in ours.items() if name in says and not value}
    other = [n for n, value in ours.items() if n in says and value and not is_same(value, says[n])]
    return writes, other
