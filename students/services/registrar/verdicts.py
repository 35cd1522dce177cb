"""What becomes of each row: added, changed, same or refused, and why."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from partnership.core.identifiers import validate_student_number
from partnership.core.sheets import key_of
from partnership.core.sheets.values import (
    Unreadable,
    read_code,
    read_flag,
    read_grade,
    read_integer,
    read_national_id,
    read_text,
)
from partnership.core.text import search_key
from partnership.imports.services import Judge, Verdict
from students.enums import RowVerdict
from students.models import RegistrarRecord, Student

MAX_CREDITS = 250
#: What a record holds; a blank in the list leaves what an earlier one said.
FIELDS = (
    "national_id",
    "first_name",
    "last_name",
    "major_id",
    "major_text",
    "passed_credits",
    "gpa",
    "on_probation",
)
#: Reasons about a national ID whose value is another row or another student number.
_POINTING = ("national_id_twice", "national_id_taken")


class RegistrarJudge(Judge):
    """Reads rows one after the other and compares them with the records, chunk by chunk."""

    begins = RowVerdict.ADDED

    def __init__(self, majors: Mapping[str, int]) -> None:
        super().__init__()
        self.majors = majors
        self.unknown["majors"] = {}
        self.numbers: dict[str, int] = {}
        self.ids: dict[str, int] = {}

    def readers(self) -> Iterable[tuple[str, Any]]:
        """Number and identity first."""
        return (
            ("student_number", self._student_number),
            ("national_id", self._national_id),
            ("name", self._name),
            ("major", self._major),
            ("passed_credits", _credits),
            ("gpa", _gpa),
            ("on_probation", _probation),
        )

    def is_private(self, code: str) -> bool:
        """A wrong national ID is nearly a right one: reports keep none."""
        return code.startswith("national_id_") and code not in _POINTING

    def _student_number(self, verdict: Verdict, cells: dict[str, str]) -> None:
        typed = cells["student_number"]
        if not typed:
            raise Unreadable("missing")
        number = read_code(typed)
        try:
            validate_student_number(number)
        except ValidationError as error:
            raise Unreadable("bad") from error
        verdict.number = number
        first = self.numbers.setdefault(number, verdict.row)
        if first != verdict.row:
            self.refuse(verdict, "student_number_twice", str(first))

    def _national_id(self, verdict: Verdict, cells: dict[str, str]) -> None:
        typed = cells.get("national_id", "")
        if not typed:
            return
        number, verdict.mended = read_national_id(typed)
        verdict.values["national_id"] = number
        first = self.ids.setdefault(number, verdict.row)
        if first != verdict.row and verdict.kind != RowVerdict.REFUSED:
            self.refuse(verdict, "national_id_twice", str(first))

    def _name(self, verdict: Verdict, cells: dict[str, str]) -> None:
        first, last = cells.get("first_name", ""), cells.get("last_name", "")
        if cells.get("full_name") and not (first or last):
            first, _space, last = read_text(cells["full_name"], 160).partition(" ")
        for name, text in (("first_name", first), ("last_name", last)):
            if text := read_text(text, 80):
                verdict.values[name] = text
        names = (verdict.values.get("first_name", ""), verdict.values.get("last_name", ""))
        verdict.name = " ".join(name for name in names if name)

    def _major(self, verdict: Verdict, cells: dict[str, str]) -> None:
        text = read_text(cells.get("major", ""), 120)
        if not text:
            return
        major = self.majors.get(key_of(text))
        verdict.values |= {"major_text": text, "major_id": major}
        if major is None:
            self.count_unknown("majors", text)
            verdict.reasons.append(["major_unknown", text])

    def compare(self, chunk: list[Verdict]) -> None:
        """Against the registrar's records, and the students enrolled here."""
        good = [verdict for verdict in chunk if verdict.kind != RowVerdict.REFUSED]
        numbers = [verdict.number for verdict in good]
        ids = [verdict.values["national_id"] for verdict in good if "national_id" in verdict.values]
        columns = ("student_number", *FIELDS)
        by_number: dict[str, dict[str, Any]] = {
            row["student_number"]: row
            for row in RegistrarRecord.objects.filter(student_number__in=numbers).values(*columns)
        }
        by_id = dict(
            RegistrarRecord.objects.filter(national_id__in=ids).values_list(
                "national_id", "student_number"
            )
        )
        enrolled = {
            row[0]: row[1:]
            for row in Student.objects.filter(student_number__in=numbers).values_list(
                "student_number", "national_id", "first_name_fa", "last_name_fa"
            )
        }
        for verdict in good:
            self._compare(verdict, by_number.get(verdict.number), by_id)
            _compare_student(verdict, enrolled.get(verdict.number))

    def _compare(
        self, verdict: Verdict, known: dict[str, Any] | None, by_id: dict[str, str]
    ) -> None:
        """Against the registrar's records; the row's values become the whole record to write."""
        given = verdict.values
        national_id = given.get("national_id")
        other = by_id.get(national_id or "")
        if other is not None and other != verdict.number:
            return self.refuse(verdict, "national_id_taken", other)
        if known is None:
            return None
        if national_id and known["national_id"] and known["national_id"] != national_id:
            return self.refuse(verdict, "student_number_taken", "")
        changed = [name for name in FIELDS if name in given and given[name] != known[name]]
        verdict.kind = RowVerdict.CHANGED if changed else RowVerdict.SAME
        if changed:
            verdict.reasons.append(["changed", ",".join(changed)])
        verdict.values = {name: given.get(name, known[name]) for name in FIELDS}
        return None


def _credits(verdict: Verdict, cells: dict[str, str]) -> None:
    if typed := cells.get("passed_credits", ""):
        verdict.values["passed_credits"] = read_integer(typed, MAX_CREDITS)


def _gpa(verdict: Verdict, cells: dict[str, str]) -> None:
    if typed := cells.get("gpa", ""):
        verdict.values["gpa"] = read_grade(typed)


def _probation(verdict: Verdict, cells: dict[str, str]) -> None:
    if typed := cells.get("on_probation", ""):
        verdict.values["on_probation"] = read_flag(typed)


def _compare_student(verdict: Verdict, student: tuple[str, str, str] | None) -> None:
    """Against the student who enrolled under this number: doubts are shown, not refused."""
    if student is None or verdict.kind == RowVerdict.REFUSED:
        return
    national_id, first, last = student
    if verdict.values.get("national_id") and verdict.values["national_id"] != national_id:
        verdict.reasons.append(["enrolled_other_id", ""])
    elif verdict.name and search_key(verdict.name) != search_key(f"{first} {last}"):
        verdict.reasons.append(["enrolled_other_name", f"{first} {last}"])
