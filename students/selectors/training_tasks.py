"""What waits for somebody in the training: students, instructors, the office."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.core.jalali import format_datetime, to_tehran
from partnership.core.numbers import format_number
from partnership.core.tally import Group, Tally
from partnership.core.worklist import Task
from students.enums import AttendanceState, EnrolmentState, SessionState
from students.models import Attendance, Enrolment, TrainingSession
from students.selectors.courses import courses_without_session
from students.selectors.training import missing_courses


def student_training(enrolment: Enrolment) -> Iterator[Task]:
    """Courses to register for, and the session of today or tomorrow."""
    student = enrolment.student
    yield from sessions_soon(student.user)
    if enrolment.state != EnrolmentState.APPROVED:
        return
    missing = missing_courses(student, round_=enrolment.round)
    seated = set(
        Attendance.objects.filter(
            student=student,
            session__state=SessionState.PLANNED,
            session__ends_at__gt=timezone.now(),
        ).values_list("session__course", flat=True)
    )
    open_ = [course for course in missing if course.pk not in seated]
    if open_:
        yield Task(
            "training",
            _("Register for your training"),
            _("Still missing: %(courses)s") % {"courses": _(", ").join(c.name for c in open_)},
            reverse("students:list_sessions") + "?when=coming",
            _("Choose a session"),
            since=enrolment.state_changed_at,
            due=enrolment.round.training_until,
            tone="attention",
            icon="mortarboard",
        )
    elif missing:
        yield Task(
            "training",
            _("Complete the initial training"),
            _("You are registered for all that is missing."),
            reverse("students:list_courses"),
            _("See my courses"),
            since=enrolment.state_changed_at,
            due=enrolment.round.training_until,
            icon="mortarboard",
        )


def instructor_training(user: Any) -> Iterator[Task]:
    """Registers to close, and the session of today or tomorrow."""
    now = timezone.now()
    mine = TrainingSession.objects.filter(
        instructor=user, state=SessionState.PLANNED, starts_at__lt=_end_of_tomorrow()
    )
    for session in mine.select_related("course").order_by("starts_at"):
        over = session.ends_at < now
        yield Task(
            "training",
            _("Record the attendance of your session") if over else _("You teach a session soon"),
            f"{session.course.name} – {format_datetime(session.starts_at, style='day')}",
            session.get_absolute_url(),
            _("Record") if over else _("Open the session"),
            since=session.ends_at if over else None,
            due=None if over else to_tehran(session.starts_at).date(),
            tone="attention" if over else "info",
            icon="clipboard-check" if over else "mortarboard",
        )


def unrecorded_sessions() -> Group:
    """Sessions that are over and whose register is open."""
    over = TrainingSession.objects.filter(state=SessionState.PLANNED, ends_at__lt=timezone.now())
    return Group(over, since="ends_at")


def line_for_seats() -> Group:
    """Students who wait for a seat in a coming session."""
    waiting = Attendance.objects.filter(
        state=AttendanceState.WAITING,
        session__state=SessionState.PLANNED,
        session__starts_at__gt=timezone.now(),
    )
    return Group(waiting, since="created_at")


def office_training(unrecorded: Tally, waiting: Tally) -> Iterator[Task]:
    """Registers to close, lines for seats, courses nobody can register for."""
    if number := unrecorded.n:
        yield Task(
            "training",
            _("Attendance to record"),
            ngettext("%(n)s session", "%(n)s sessions", number) % {"n": format_number(number)},
            reverse("students:list_sessions") + "?when=past&state=planned",
            _("Record"),
            since=unrecorded.since,
            tone="attention",
            icon="clipboard-check",
        )
    if number := waiting.n:
        sentence = ngettext(
            "%(n)s student waits: give more seats or plan another session",
            "%(n)s students wait: give more seats or plan another session",
            number,
        )
        yield Task(
            "training",
            _("Waiting for a seat in the training"),
            sentence % {"n": format_number(number)},
            reverse("students:list_sessions") + "?when=coming",
            _("See the sessions"),
            since=waiting.since,
            tone="attention",
            icon="hourglass-split",
        )
    if courses := courses_without_session():
        yield Task(
            "training",
            _("Plan a session"),
            _("No coming session: %(courses)s")
            % {"courses": _(", ").join(course.name for course in courses)},
            reverse("students:plan_session"),
            _("Plan"),
            tone="attention",
            icon="calendar-event",
        )


def sessions_soon(user: Any) -> Iterator[Task]:
    """A student's sessions of today and tomorrow."""
    seats = Attendance.objects.filter(
        student__user=user,
        state=AttendanceState.REGISTERED,
        session__state=SessionState.PLANNED,
        session__ends_at__gt=timezone.now(),
        session__starts_at__lt=_end_of_tomorrow(),
    ).select_related("session__course")
    today = timezone.localdate()
    for seat in seats.order_by("session__starts_at"):
        session = seat.session
        day = to_tehran(session.starts_at).date()
        yield Task(
            "training",
            _("Your session is today") if day == today else _("Your session is tomorrow"),
            f"{session.course.name} – {format_datetime(session.starts_at, style='day')}",
            session.get_absolute_url(),
            _("Open the session"),
            due=day,
            tone="attention",
            icon="calendar-check",
        )


def _end_of_tomorrow() -> Any:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=2)
