"""Cells of the Ministry's lists: each reader takes a verdict and the row's cells."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from industries.models.unit import unit_name_key
from industries.services.lists.words import EMPTY, LICENCES
from partnership.core.identifiers import is_national_id, normalise_landline
from partnership.core.sheets import key_of
from partnership.core.sheets.values import (
    Unreadable,
    read_code,
    read_integer,
    read_legal_id,
    read_text,
)
from partnership.core.text import normalise_code, normalise_text
from partnership.imports.services import Verdict

Cells = dict[str, str]
#: No way of saying “nothing” is longer.
LONGEST_EMPTY = 12
Reader = Callable[[Verdict, Cells], None]


def said(cells: Cells, name: str, most: int) -> str:
    """The words of a cell; "" for one that says “nothing”."""
    text = read_text(cells.get(name, ""), most)
    if len(text) > LONGEST_EMPTY:
        return text
    key = key_of(text)
    return text if key and key not in EMPTY else ""


def read_name(verdict: Verdict, cells: Cells) -> None:
    """The unit's name; needed."""
    verdict.name = read_text(cells.get("name", ""), 200)
    if not unit_name_key(verdict.name):
        raise Unreadable("missing")


def read_legal(verdict: Verdict, cells: Cells) -> None:
    """The legal ID, with its lost zeros."""
    if not said(cells, "legal_id", 60):
        return
    try:
        number, verdict.mended = read_legal_id(cells["legal_id"])
    except Unreadable as fault:
        code = read_code(cells["legal_id"]) if fault.code == "bad" else ""
        if not is_national_id(code):
            raise
        # A workshop has no legal ID; what stands here is a person's number, which we do not keep.
        verdict.reasons.append(["legal_id_person", ""])
        return
    verdict.values["legal_id"] = verdict.number = number


def code_reader(name: str, most: int, *, is_number: bool = False) -> Reader:
    """A code as it is compared: digits alone, or letters and signs too. Code: bad."""

    def read(verdict: Verdict, cells: Cells) -> None:
        if not said(cells, name, 100):
            return
        code = read_code(cells[name]) if is_number else normalise_code(cells[name])
        if len(code) > most or (is_number and not (code.isdigit() and code.isascii())):
            raise Unreadable("bad")
        verdict.values[name] = code

    return read


def text_reader(name: str, most: int) -> Reader:
    """Words, so many letters at most."""

    def read(verdict: Verdict, cells: Cells) -> None:
        if text := said(cells, name, most):
            verdict.values[name] = text

    return read


def normalised_reader(name: str, column: str, normalise: Callable[[Any], str]) -> Reader:
    """What `normalise` makes of it. Code: bad."""

    def read(verdict: Verdict, cells: Cells) -> None:
        if not said(cells, name, 200):
            return
        try:
            verdict.values[column] = normalise(cells[name].strip("'’"))
        except ValidationError as error:
            raise Unreadable("bad") from error

    return read


def landline(text: str) -> str:
    """With the zero a spreadsheet has lost."""
    code = read_code(text)
    return normalise_landline(f"0{code}" if len(code) == 10 and code[0] != "0" else text)


def read_licence_kind(verdict: Verdict, cells: Cells) -> None:
    """In the words lists use. Code: unknown."""
    if text := said(cells, "licence_kind", 60):
        if key_of(text) not in LICENCES:
            raise Unreadable("unknown")
        verdict.values["licence_kind"] = LICENCES[key_of(text)]


def read_employees(verdict: Verdict, cells: Cells) -> None:
    """A whole number."""
    if said(cells, "employees", 60):
        verdict.values["employees"] = read_integer(cells["employees"], 100_000)


def read_problem(verdict: Verdict, cells: Cells) -> None:
    """What hurts, with its paragraphs."""
    typed = cells.get("problem", "")
    if not said({"problem": typed}, "problem", 40_000):
        return
    text = normalise_text(typed, multiline=True)
    if len(text) > 6000:
        raise Unreadable("long")
    verdict.values["problem"] = text


def differ(one: Any, other: Any) -> bool:
    """Both are known, and they are not the same."""
    return bool(one and other and one != other)


def is_same(ours: Any, theirs: Any) -> bool:
    """Whether two values say one thing, however they are spelt."""
    return ours == theirs or key_of(str(ours)) == key_of(str(theirs))
