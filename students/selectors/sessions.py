"""Who sits in a training session."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnership.core.jalali import active_language
from partnership.core.text import to_persian_digits
from students.enums import ENROLMENT_ACCEPTED, AttendanceState, SessionState
from students.models import Student, TrainingSession


@dataclass(frozen=True)
class Attendee:
    """A line of the attendance sheet."""

    pk: int
    label: str
    is_present: bool


def attendance_list(session: TrainingSession) -> list[Attendee]:
    """Registered students, then the other accepted ones of the round who may have come as well."""
    seats = {
        seat.student_id: seat
        for seat in session.seats.select_related("student").order_by("student__sort_name")
    }
    others = Student.objects.filter(
        enrolments__round=session.round, enrolments__state__in=ENROLMENT_ACCEPTED
    ).exclude(pk__in=seats)
    planned = session.state == SessionState.PLANNED
    rows = [
        Attendee(
            seat.student_id,
            f"{seat.student} – {_digits(seat.student.student_number)}",
            planned or seat.state == AttendanceState.PRESENT,
        )
        for seat in seats.values()
    ]
    not_registered = _("not registered")
    rows += [
        Attendee(
            student.pk,
            f"{student} – {_digits(student.student_number)} ({not_registered})",
            False,
        )
        for student in others
    ]
    return rows


def _digits(number: str) -> str:
    return to_persian_digits(number) if active_language() == "fa" else number
