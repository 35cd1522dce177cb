"""Seats: taken, given back, waited for. The session's row is locked whenever they are counted."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.jalali import format_datetime
from students import emails
from students.enums import ENROLMENT_ACCEPTED, AttendanceState, SessionState
from students.models import Attendance, Enrolment, Student, TrainingSession
from students.selectors.sessions import clashing_session
from students.services.training.common import (
    is_open_for_seats,
    lock_session,
    require_planned,
    tell,
)


@transaction.atomic
def register_seat(*, session_id: int, actor: User) -> Attendance:
    """Take a seat, or the next place in the line when all are taken: the state says which.

    The session's row is locked, so the last seat goes to one student only. Raises DomainError
    once the session has begun and for a session at the same time as another of one's own.
    """
    session = lock_session(session_id)
    require_planned(session)
    if session.starts_at <= timezone.now():
        raise DomainError(_("This session has already begun."))
    student = accepted_student(session, actor)
    seat = session.seats.filter(student=student).first()
    if seat:
        return seat
    _require_no_clash(session, student)
    is_full = session.seats.seated().count() >= session.capacity
    seat = Attendance.objects.create(
        session=session,
        student=student,
        state=AttendanceState.WAITING if is_full else AttendanceState.REGISTERED,
    )
    if not is_full:
        _confirm(session, seat, emails.TRAINING_REGISTERED)
    return seat


@transaction.atomic
def release_seat(*, session_id: int, actor: User) -> None:
    """Give a seat back, or leave the line; the first who waits moves up.

    Raises WrongState once the session has begun: the register decides from then on.
    """
    session = lock_session(session_id)
    require_planned(session)
    if not is_open_for_seats(session):
        raise WrongState(_("The session has begun; a seat can no longer be given back."))
    seat = session.seats.select_related("student__user").filter(student__user=actor).first()
    if seat is None:
        return
    if seat.state in (AttendanceState.PRESENT, AttendanceState.ABSENT):
        raise WrongState(_("Your attendance is already recorded."))
    if seat.state == AttendanceState.REGISTERED:
        tell(
            emails.TRAINING_RELEASED,
            session,
            [seat.student.user],
            method="CANCEL",
            url="/students/sessions/",
            dedupe=f"students.attendance:{seat.pk}",
        )
    seat.delete()
    fill_seats(session)


def fill_seats(session: TrainingSession) -> int:
    """Give free seats of a locked session to those who wait; each is told. Returns how many.

    Whoever is no longer accepted in the round is passed over.
    """
    if not is_open_for_seats(session):
        return 0
    free = session.capacity - session.seats.seated().count()
    if free <= 0:
        return 0
    accepted = Enrolment.objects.filter(
        student=OuterRef("student"), round=session.round, state__in=ENROLMENT_ACCEPTED
    )
    line = session.seats.waiting().filter(Exists(accepted)).select_related("student__user")
    moved = list(line[:free])
    for seat in moved:
        seat.state = AttendanceState.REGISTERED
        seat.save(update_fields=["state"])
        _confirm(session, seat, emails.TRAINING_SEAT_FREE)
    return len(moved)


def free_lost_seats() -> int:
    """Take seats of coming sessions from students who left the round; others move up.

    Safe to run at any time and twice. Returns how many seats became free.
    """
    accepted = Enrolment.objects.filter(
        student=OuterRef("student"), round=OuterRef("session__round"), state__in=ENROLMENT_ACCEPTED
    )
    lost = Attendance.objects.filter(
        ~Exists(accepted),
        state__in=[AttendanceState.REGISTERED, AttendanceState.WAITING],
        session__state=SessionState.PLANNED,
        session__starts_at__gt=timezone.now(),
    )
    freed = 0
    for session_id in sorted(set(lost.values_list("session", flat=True))):
        with transaction.atomic():
            session = lock_session(session_id)
            freed += lost.filter(session=session).delete()[0]
            fill_seats(session)
    return freed


def accepted_student(session: TrainingSession, actor: User) -> Student:
    """The actor as a student accepted in the session's round. Raises NotAllowed for all others."""
    enrolment = (
        Enrolment.objects.filter(
            student__user=actor, round=session.round, state__in=ENROLMENT_ACCEPTED
        )
        .select_related("student__user")
        .first()
    )
    if enrolment is None:
        raise NotAllowed(_("Sessions are open to students whose application is approved."))
    return enrolment.student


def _require_no_clash(session: TrainingSession, student: Student) -> None:
    other = clashing_session(session, student)
    if other is not None:
        raise DomainError(
            _(
                "At that time you are registered for “%(course)s” (%(when)s). "
                "Give that seat back first, or choose another session."
            )
            % {"course": other.course, "when": format_datetime(other.starts_at)}
        )


def _confirm(session: TrainingSession, seat: Attendance, letter: emails.Letter) -> None:
    tell(
        letter,
        session,
        [seat.student.user],
        method="REQUEST",
        context={"link": session.link},
        dedupe=f"students.attendance:{seat.pk}",
    )
