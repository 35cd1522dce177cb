"""The register: who was there, with what mark; and what follows from it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from students import emails, workflow
from students.enums import ENROLMENT_ACCEPTED, AttendanceSource, AttendanceState, SessionState
from students.models import Attendance, Enrolment, TrainingSession
from students.services.training.common import (
    lock_session,
    require_near,
    require_planned,
    require_recorder,
    tell,
)
from students.services.training.completions import sync_completions

Marks = Mapping[int, Decimal | None]


@transaction.atomic
def save_attendance(
    *,
    session_id: int,
    actor: User,
    present: Iterable[int],
    absent: Iterable[int] = (),
    marks: Marks | None = None,
) -> TrainingSession:
    """Keep what the register says so far: student ids. Who is in neither list stays as they are.

    Nothing follows from it yet; `hold_session` closes the register.
    """
    session = lock_session(session_id)
    require_recorder(actor, session)
    require_planned(session)
    require_near(session)
    _write(session, actor, set(present), set(absent), marks or {})
    return session


@transaction.atomic
def hold_session(
    *, session_id: int, actor: User, present: Iterable[int], marks: Marks | None = None
) -> TrainingSession:
    """Close the register: those present complete the course, all others were absent.

    Students accepted in the round may be recorded without having registered. Where the course has
    a pass mark, those below it do not complete it and are told.
    """
    session = lock_session(session_id)
    if session.starts_at > timezone.now():
        raise DomainError(_("The session has not begun yet; attendance is recorded afterwards."))
    session.checkin_key, session.checkin_until = "", None
    apply(
        workflow.HOLD_SESSION,
        session,
        actor=actor,
        also=["checkin_key", "checkin_until"],
    )
    _close(session, actor, set(present), marks or {}, told={})
    return session


@transaction.atomic
def correct_attendance(
    *, session_id: int, actor: User, present: Iterable[int], marks: Marks | None = None
) -> TrainingSession:
    """Put a wrong attendance or mark right; completions from this session follow.

    What changed is kept in the log, student by student, with what stood there before.
    """
    session = lock_session(session_id)
    require_recorder(actor, session)
    if session.state != SessionState.HELD:
        raise WrongState(_("Attendance can be corrected once the session was held."))
    before = _standing(session)
    told = dict(session.seats.values_list("student", "mark"))
    _close(session, actor, set(present), marks or {}, told=told)
    after = _standing(session)
    changes = {
        str(student): {"from": before.get(student), "to": now}
        for student, now in after.items()
        if before.get(student) != now
    }
    ActionLog.objects.record(
        session, verb="students.trainingsession.correct", actor=actor, data={"changes": changes}
    )
    return session


def _standing(session: TrainingSession) -> dict[int, dict[str, str]]:
    rows = session.seats.values_list("student", "state", "mark")
    return {
        student: {"state": state, "mark": "" if mark is None else f"{mark:f}"}
        for student, state, mark in rows
    }


def _close(
    session: TrainingSession, actor: User, present: set[int], marks: Marks, *, told: Marks
) -> None:
    """Write the register and what follows from it; `told` are marks people know already."""
    known = set(session.seats.values_list("student", flat=True))
    seats = _write(session, actor, present, known - present, marks)
    passed = {pk for pk in present if _has_passed(session, seats[pk])}
    sync_completions(session, {pk: seats[pk].mark for pk in passed}, set(seats))
    if session.course.pass_mark is not None:
        news = [seats[pk] for pk in sorted(present) if seats[pk].mark != told.get(pk)]
        _tell_results(session, news, passed)


def _write(
    session: TrainingSession, actor: User, present: set[int], absent: set[int], marks: Marks
) -> dict[int, Attendance]:
    """Write states and marks of the students named; returns their seats by student id."""
    seats = {seat.student_id: seat for seat in session.seats.select_related("student__user")}
    strangers = (present | absent) - set(seats)
    if strangers:
        seats |= _walk_ins(session, strangers)
    has_marks = session.course.pass_mark is not None
    for student_id in present | absent:
        seat = seats[student_id]
        state = AttendanceState.PRESENT if student_id in present else AttendanceState.ABSENT
        mark = marks.get(student_id, seat.mark) if has_marks and student_id in present else None
        if seat.pk and (seat.state, seat.mark) == (state, mark):
            continue
        if not seat.pk or seat.state != state:
            seat.state, seat.source = state, AttendanceSource.LIST
            seat.recorded_by, seat.recorded_at = actor, timezone.now()
        seat.mark = mark
        seat.save()
    return {pk: seats[pk] for pk in present | absent}


def _walk_ins(session: TrainingSession, ids: set[int]) -> dict[int, Attendance]:
    rows = Enrolment.objects.filter(
        round=session.round, state__in=ENROLMENT_ACCEPTED, student_id__in=ids
    ).select_related("student__user")
    found = {row.student_id: row.student for row in rows}
    if ids - set(found):
        raise DomainError(_("Only approved students of this round can be recorded."))
    return {pk: Attendance(session=session, student=student) for pk, student in found.items()}


def _has_passed(session: TrainingSession, seat: Attendance) -> bool:
    least = session.course.pass_mark
    return least is None or (seat.mark is not None and seat.mark >= least)


def _tell_results(session: TrainingSession, seats: list[Attendance], passed: set[int]) -> None:
    for seat in seats:
        if seat.mark is None:
            continue
        tell(
            emails.TRAINING_RESULT,
            session,
            [seat.student.user],
            context={
                "mark": seat.mark,
                "least": session.course.pass_mark,
                "has_passed": seat.student_id in passed,
            },
            dedupe=f"students.attendance:{seat.pk}:{seat.mark:.2f}:{timezone.now().isoformat()}",
        )
