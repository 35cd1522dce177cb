"""The registrar's lists in words, and what the registrar says beside what the student said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from partnership.core.text import search_key
from partnership.imports import selectors as imports
from partnership.imports.selectors import Words, refusal_sentence
from students.enums import FIGURES, REGISTRAR_DECIDES, RowVerdict
from students.models import Enrolment, RegistrarImport, RegistrarRecord, Student

__all__ = [
    "COLUMN_LABELS",
    "REASONS",
    "Comparison",
    "problem_rows",
    "refusal_sentence",
    "registrar_differences",
    "registrar_states",
    "report_lines",
    "row_sentence",
]

#: Columns of a list, in the words of its pages.
COLUMN_LABELS: dict[str, Any] = {
    "student_number": gettext_lazy("Student number"),
    "national_id": gettext_lazy("National ID"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "full_name": gettext_lazy("First and last name in one column"),
    "major": gettext_lazy("Major"),
    "passed_credits": gettext_lazy("Credits passed"),
    "gpa": gettext_lazy("Grade-point average"),
    "on_probation": gettext_lazy("Academic probation"),
}
_FIELD_LABELS = {
    **COLUMN_LABELS,
    "major_id": COLUMN_LABELS["major"],
    "major_text": COLUMN_LABELS["major"],
}
#: Why a row is refused or looked at twice; %(value)s is what the file says.
REASONS: dict[str, Any] = {
    "student_number_missing": gettext_lazy("The student number is missing."),
    "student_number_bad": gettext_lazy("“%(value)s” is not a student number."),
    "student_number_short": gettext_lazy(
        "The spreadsheet has shortened the student number to “%(value)s”; its last digits are "
        "lost. Format the column as text and enter it again."
    ),
    "student_number_unsafe": gettext_lazy("The student number holds unreadable characters."),
    "student_number_twice": gettext_lazy("This student number already stands in row %(value)s."),
    "student_number_taken": gettext_lazy(
        "This student number is recorded with another national ID. If the list is right, clear "
        "the national ID of the registrar’s record in the office and have the list read again."
    ),
    "national_id_national_id": gettext_lazy("The national ID is not valid."),
    "national_id_short": gettext_lazy(
        "The spreadsheet has shortened the national ID; its last digits are lost. "
        "Format the column as text and enter it again."
    ),
    "national_id_unsafe": gettext_lazy("The national ID holds unreadable characters."),
    "national_id_twice": gettext_lazy("This national ID already stands in row %(value)s."),
    "national_id_taken": gettext_lazy(
        "This national ID is recorded with the student number %(value)s."
    ),
    "name_unsafe": gettext_lazy("The name holds unreadable characters."),
    "name_long": gettext_lazy("The name is longer than 80 characters."),
    "major_unsafe": gettext_lazy("The major holds unreadable characters."),
    "major_long": gettext_lazy("The major is longer than 120 characters."),
    "major_unknown": gettext_lazy(
        "The major “%(value)s” is not known here; it is kept as written."
    ),
    "passed_credits_number": gettext_lazy("“%(value)s” is not a number of credits."),
    "passed_credits_high": gettext_lazy("%(value)s credits are more than anybody can pass (250)."),
    "gpa_number": gettext_lazy("“%(value)s” is not a grade-point average."),
    "gpa_date": gettext_lazy(
        "The spreadsheet has made a date of the grade-point average. "
        "Format the column as text and enter it again."
    ),
    "gpa_high": gettext_lazy("The grade-point average %(value)s is above 20."),
    "on_probation_flag": gettext_lazy(
        "“%(value)s” says neither that the student is on probation nor that they are not."
    ),
    "changed": gettext_lazy("Changed: %(value)s."),
    "enrolled_other_id": gettext_lazy(
        "Somebody enrolled here with this student number and another national ID; "
        "their application does not take these figures."
    ),
    "enrolled_other_name": gettext_lazy("Enrolled here under another name: %(value)s."),
}


_WORDS = Words(REASONS, _FIELD_LABELS)
row_sentence = _WORDS.row


def problem_rows(handed: RegistrarImport, verdict: str = "") -> list[dict[str, Any]]:
    """Rows worth a look, in words; `verdict` "refused", "warned" or all."""
    return _WORDS.problem_rows(handed, RowVerdict, verdict)


def report_lines(handed: RegistrarImport) -> Iterator[list[str]]:
    """The report of all rows with its header, in the active language, safe against formulas."""
    return imports.report_lines(handed, _WORDS, RowVerdict, COLUMN_LABELS["student_number"])


@dataclass(frozen=True)
class FigureRow:
    """One figure: what the student said, what the registrar says, what counts."""

    name: str
    label: Any
    declared: Any
    registrar: Any
    taken: Any
    differs: bool


@dataclass(frozen=True)
class Comparison:
    """What the registrar says about an application.

    `state`: "none" no record · "other_id" the number belongs to another national ID ·
    "other_number" the national ID is known under `other_number` · "same" · "differs" the
    registrar's figures were taken · "kept" the student's were, by an officer.
    """

    state: str
    rows: list[FigureRow] = field(default_factory=list)
    record_name: str = ""
    name_differs: bool = False
    major_differs: bool = False
    record_major: str = ""
    other_number: str = ""
    checked_at: datetime | None = None
    can_decide: bool = False

    @property
    def differs(self) -> bool:
        """Whether the officer should look."""
        return self.state != "same" or self.name_differs or self.major_differs


def registrar_differences(enrolment: Enrolment) -> Comparison:
    """The registrar's record beside the application; two queries at most."""
    student = enrolment.student
    record = (
        RegistrarRecord.objects.select_related("major")
        .filter(student_number=student.student_number)
        .first()
    )
    if record is None:
        other = RegistrarRecord.objects.filter(national_id=student.national_id).first()
        return Comparison(
            "other_number" if other else "none",
            other_number=other.student_number if other else "",
        )
    name = f"{record.first_name} {record.last_name}".strip()
    about = {
        "record_name": name,
        "name_differs": _is_another_name(name, student),
        "record_major": str(record.major or record.major_text),
        "major_differs": record.major_id is not None and record.major_id != student.major_id,
        "checked_at": student.registrar_checked_at,
    }
    if record.national_id and record.national_id != student.national_id:
        return Comparison("other_id", **about)
    rows = [_figure(name, enrolment, record) for name in FIGURES]
    state = "same"
    if "kept" in enrolment.declared:
        state = "kept"
    elif any(row.differs for row in rows):
        state = "differs"
    can_decide = enrolment.state in REGISTRAR_DECIDES and state != "same"
    return Comparison(state, rows, can_decide=can_decide, **about)


def registrar_states(enrolments: Iterable[Enrolment]) -> dict[int, str]:
    """For a list of applications: pk → "none", "other_id", "same", "differs" or "kept"; one query.

    The students come with the applications.
    """
    rows = list(enrolments)
    records = {
        record.student_number: record
        for record in RegistrarRecord.objects.filter(
            student_number__in=[row.student.student_number for row in rows]
        )
    }
    states = {}
    for row in rows:
        record = records.get(row.student.student_number)
        if record is None:
            states[row.pk] = "none"
        elif record.national_id and record.national_id != row.student.national_id:
            states[row.pk] = "other_id"
        elif "kept" in row.declared:
            states[row.pk] = "kept"
        else:
            differs = any(_figure(name, row, record).differs for name in FIGURES)
            states[row.pk] = "differs" if differs else "same"
    return states


def _figure(name: str, enrolment: Enrolment, record: RegistrarRecord) -> FigureRow:
    taken = getattr(enrolment.student, name)
    column: Any = Student._meta.get_field(name)
    declared = column.to_python(enrolment.declared.get(name, taken))
    registrar = getattr(record, name)
    return FigureRow(
        name,
        COLUMN_LABELS[name],
        declared,
        registrar,
        taken,
        registrar is not None and registrar != declared,
    )


def _is_another_name(name: str, student: Student) -> bool:
    ours = f"{student.first_name_fa} {student.last_name_fa}"
    return bool(name) and _bare(name) != _bare(ours)


def _bare(name: str) -> str:
    return search_key(name).replace(" ", "")
