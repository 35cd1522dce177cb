"""Sessions: who sits in them, what clashes, what calendars and papers say of them."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from partnership.core.calendars import Appointment
from partnership.core.numbers import format_number
from students.enums import (
    ENROLMENT_ACCEPTED,
    AttendanceSource,
    AttendanceState,
    SessionState,
)
from students.models import Student, TrainingSession

#: A session's register and code are open from so long before it begins.
EARLY = timedelta(minutes=30)


@dataclass(frozen=True)
class Attendee:
    """A line of the register. `state` is an AttendanceState, or "" for who never registered."""

    pk: int
    name: str
    number: str
    state: str
    is_by_code: bool = False
    mark: Decimal | None = None

    @property
    def is_present(self) -> bool:
        """Known to be there."""
        return self.state == AttendanceState.PRESENT

    @property
    def is_absent(self) -> bool:
        """Known to be away."""
        return self.state == AttendanceState.ABSENT

    @property
    def is_stranger(self) -> bool:
        """Accepted in the round, without a seat in this session."""
        return self.state in ("", AttendanceState.WAITING)


def attendance_list(session: TrainingSession) -> list[Attendee]:
    """Registered students, then those who wait and the other accepted ones of the round."""
    seats = {seat.student_id: seat for seat in session.seats.select_related("student")}
    others = Student.objects.filter(
        enrolments__round=session.round, enrolments__state__in=ENROLMENT_ACCEPTED
    ).exclude(pk__in=seats)
    rows = [
        Attendee(
            seat.student_id,
            str(seat.student),
            seat.student.student_number,
            seat.state,
            seat.source == AttendanceSource.CODE,
            seat.mark,
        )
        for seat in sorted(seats.values(), key=lambda seat: seat.student.sort_name)
    ]
    rows += [
        Attendee(student.pk, str(student), student.student_number, "")
        for student in others.order_by("sort_name")
    ]
    return sorted(rows, key=lambda row: row.is_stranger)


def my_sessions(user: Any) -> QuerySet[TrainingSession]:
    """Sessions somebody has a seat in or teaches, called-off ones left out, the next one first."""
    seated = [AttendanceState.REGISTERED, AttendanceState.PRESENT, AttendanceState.ABSENT]
    mine = Q(seats__student__user=user, seats__state__in=seated) | Q(instructor=user)
    return (
        TrainingSession.objects.filter(mine)
        .exclude(state=SessionState.CANCELLED)
        .select_related("course", "instructor")
        .distinct()
        .order_by("starts_at", "pk")
    )


def clashing_session(session: TrainingSession, student: Student) -> TrainingSession | None:
    """Another coming session the student sits in or waits for at the same time, if there is one."""
    return (
        TrainingSession.objects.filter(
            seats__student=student,
            state=SessionState.PLANNED,
            starts_at__lt=session.ends_at,
            ends_at__gt=session.starts_at,
        )
        .exclude(pk=session.pk)
        .select_related("course")
        .order_by("starts_at", "pk")
        .first()
    )


def place_in_line(seat: Any) -> int:
    """How many wait before this one, and this one: 1 is the first."""
    line = seat.session.seats.waiting()
    return (
        1
        + line.filter(
            Q(created_at__lt=seat.created_at) | Q(created_at=seat.created_at, pk__lt=seat.pk)
        ).count()
    )


def sees_link(session: TrainingSession, user: Any) -> bool:
    """The address of an online session is for those with a seat, the instructor and the office."""
    if user.is_office or session.instructor_id == user.pk:
        return True
    return session.seats.seated().filter(student__user=user).exists()


def teaches(user: Any) -> bool:
    """Whether somebody is the instructor of any session."""
    return TrainingSession.objects.filter(instructor=user).exists()


def appointment_of(session: TrainingSession, *, with_link: bool) -> Appointment:
    """The session as a calendar entry; its link only for those who may have it."""
    lines = [session.note, session.link if with_link else ""]
    hours = _("%(n)s hours") % {"n": format_number(session.course.hours)}
    return Appointment(
        key=f"session-{session.pk}",
        title=str(session.course),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        sequence=session.sequence,
        place=session.place,
        text="\n".join(line for line in (hours, *lines) if line),
        path=session.get_absolute_url(),
        is_cancelled=session.state == SessionState.CANCELLED,
    )
