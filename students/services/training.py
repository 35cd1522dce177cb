"""Training sessions, seats, attendance and completed courses."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.jalali import add_months, to_tehran
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from partnership.programme.models import TrainingCourse
from students import emails, workflow
from students.enums import ENROLMENT_ACCEPTED, AttendanceState, EnrolmentState, SessionState
from students.models import Attendance, CourseCompletion, Enrolment, Student, TrainingSession
from students.selectors.training import missing_courses, students_to_invite

_PLAN = ("course_id", "round_id", "starts_at", "ends_at", "place", "capacity", "instructor_id")


@transaction.atomic
def plan_session(
    *,
    actor: User,
    course_id: int,
    round_id: int,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    capacity: int = 40,
    instructor_id: int | None = None,
) -> TrainingSession:
    """Plan a session and invite every accepted student of the round who lacks the course."""
    _require_manager(actor)
    session = TrainingSession(
        course_id=course_id,
        round_id=round_id,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        capacity=capacity,
        instructor_id=instructor_id,
    )
    _require_times(session)
    session.save()
    ActionLog.objects.record(session, verb="students.trainingsession.plan", actor=actor)
    queue_letter(
        emails.TRAINING_INVITED,
        about=session,
        to=students_to_invite(session),
        context=_facts(session),
    )
    return session


@transaction.atomic
def change_session(*, session_id: int, actor: User, **plan: Any) -> TrainingSession:
    """Move a planned session in time or place; everybody registered is told what is new.

    `plan` holds any of course_id, round_id, starts_at, ends_at, place, capacity, instructor_id.
    """
    _require_manager(actor)
    session = _session(session_id)
    _require_planned(session)
    before = {name: getattr(session, name) for name in _PLAN}
    for name, value in plan.items():
        if name not in _PLAN:
            raise TypeError(f"{name} is no part of a session's plan.")
        setattr(session, name, value)
    _require_times(session)
    if session.capacity < session.seats.count():
        raise DomainError(_("More students are registered than that."), field="capacity")
    session.save()
    log = ActionLog.objects.record(session, verb="students.trainingsession.change", actor=actor)
    if any(before[name] != getattr(session, name) for name in ("starts_at", "ends_at", "place")):
        queue_letter(
            emails.TRAINING_CHANGED,
            about=session,
            to=_registered(session),
            context=_facts(session),
            dedupe=f"students.trainingsession:{session.pk}:log{log.pk}",
        )
    return session


@transaction.atomic
def cancel_session(*, session_id: int, actor: User, reason: str) -> TrainingSession:
    """Call a session off; everybody registered is told."""
    session = _session(session_id)
    apply(workflow.CANCEL_SESSION, session, actor=actor, reason=reason)
    queue_letter(
        emails.TRAINING_CANCELLED,
        about=session,
        to=_registered(session),
        context={**_facts(session), "reason": reason.strip()},
        url="/students/sessions/",
    )
    return session


@transaction.atomic
def register_seat(*, session_id: int, actor: User) -> Attendance:
    """Take a seat. The session's row is locked, so the last seat goes to one student only."""
    session = _session(session_id)
    _require_planned(session)
    if session.starts_at <= timezone.now():
        raise DomainError(_("This session has already begun."))
    accepted = Enrolment.objects.filter(
        student__user=actor, round=session.round, state__in=ENROLMENT_ACCEPTED
    )
    enrolment = accepted.select_related("student").first()
    if enrolment is None:
        raise NotAllowed(_("Sessions are open to students whose application is approved."))
    seat = session.seats.filter(student=enrolment.student).first()
    if seat:
        return seat
    if session.seats.count() >= session.capacity:
        raise DomainError(_("All seats of this session are taken. Please choose another one."))
    return Attendance.objects.create(session=session, student=enrolment.student)


@transaction.atomic
def release_seat(*, session_id: int, actor: User) -> None:
    """Give a seat back before the session."""
    session = _session(session_id)
    _require_planned(session)
    session.seats.filter(student__user=actor).delete()


@transaction.atomic
def hold_session(*, session_id: int, actor: User, present: Iterable[int]) -> TrainingSession:
    """Record who was there: student ids. They complete the course; all others were absent.

    Students accepted in the round may be recorded without having registered.
    """
    session = _session(session_id)
    if session.starts_at > timezone.now():
        raise DomainError(_("The session has not begun yet; attendance is recorded afterwards."))
    apply(workflow.HOLD_SESSION, session, actor=actor)
    _write_attendance(session, actor, set(present))
    return session


@transaction.atomic
def correct_attendance(*, session_id: int, actor: User, present: Iterable[int]) -> TrainingSession:
    """Put a wrong attendance right; completions from this session follow."""
    session = _session(session_id)
    if not actor.has_perm("students.record_training", session):
        raise NotAllowed(_("Only the office and the instructor record attendance."))
    if session.state != SessionState.HELD:
        raise WrongState(_("Attendance can be corrected once the session was held."))
    _write_attendance(session, actor, set(present))
    ActionLog.objects.record(session, verb="students.trainingsession.correct", actor=actor)
    return session


@transaction.atomic
def record_completion(
    *, student_id: int, actor: User, course_id: int, completed_on: date
) -> CourseCompletion:
    """Enter a course by hand: an earlier certificate, a course held elsewhere."""
    _require_manager(actor)
    if completed_on > timezone.localdate():
        raise DomainError(_("This day is still to come."), field="completed_on")
    student = Student.objects.locked().get(pk=student_id)
    course = TrainingCourse.objects.get(pk=course_id)
    completion = CourseCompletion(
        student=student,
        course=course,
        completed_on=completed_on,
        expires_on=expiry_of(course, completed_on),
    )
    try:
        with transaction.atomic():
            completion.save()
    except IntegrityError as error:
        raise DomainError(_("This course is already recorded for that day.")) from error
    ActionLog.objects.record(
        student,
        verb="students.student.complete_course",
        actor=actor,
        data={"course": course.code, "on": completed_on.isoformat()},
    )
    refresh_training(student_id=student.pk)
    return completion


@transaction.atomic
def end_completion(*, completion_id: int, actor: User, reason: str) -> CourseCompletion:
    """Declare a completed course void from today on; it stays on record."""
    _require_manager(actor)
    completion = (
        CourseCompletion.objects.locked().select_related("student", "course").get(pk=completion_id)
    )
    if not reason.strip():
        raise DomainError(_("Please give the reason: it is part of the record."), field="reason")
    yesterday = timezone.localdate() - timedelta(days=1)
    completion.expires_on = min(completion.expires_on or yesterday, yesterday)
    completion.save(update_fields=["expires_on", "updated_at"])
    ActionLog.objects.record(
        completion.student,
        verb="students.student.end_course",
        actor=actor,
        reason=reason,
        data={"course": completion.course.code},
    )
    refresh_training(student_id=completion.student_id)
    return completion


@transaction.atomic
def refresh_training(*, student_id: int) -> None:
    """Let the student's accepted applications follow the courses: trained, or incomplete again."""
    student = Student.objects.locked().select_related("user").get(pk=student_id)
    rows = Enrolment.objects.locked().filter(student=student, state__in=ENROLMENT_ACCEPTED)
    for enrolment in rows.select_related("round"):
        missing = missing_courses(student, round_=enrolment.round)
        if enrolment.state == EnrolmentState.APPROVED and not missing:
            log = apply(workflow.TRAIN, enrolment, actor=None)
            queue_letter(
                emails.TRAINING_COMPLETED,
                about=enrolment,
                to=[student.user],
                dedupe=f"students.enrolment:{enrolment.pk}:log{log.pk}",
            )
        elif enrolment.state == EnrolmentState.TRAINED and missing and enrolment.round.is_current:
            log = apply(workflow.EXPIRE, enrolment, actor=None)
            queue_letter(
                emails.TRAINING_INCOMPLETE,
                about=enrolment,
                to=[student.user],
                context={"courses": missing},
                url="/students/sessions/",
                dedupe=f"students.enrolment:{enrolment.pk}:log{log.pk}",
            )


def expiry_of(course: TrainingCourse, completed_on: date) -> date | None:
    """The last day a course counts: so many Jalali months later; None when it never expires."""
    return add_months(completed_on, course.valid_months) if course.valid_months else None


def _write_attendance(session: TrainingSession, actor: User, present: set[int]) -> None:
    seats = {seat.student_id: seat for seat in session.seats.all()}
    strangers = present - set(seats)
    allowed = set(
        Enrolment.objects.filter(
            round=session.round, state__in=ENROLMENT_ACCEPTED, student_id__in=strangers
        ).values_list("student_id", flat=True)
    )
    if strangers - allowed:
        raise DomainError(_("Only approved students of this round can be recorded."))
    for student_id in strangers:
        seats[student_id] = Attendance(session=session, student_id=student_id)
    for student_id, seat in seats.items():
        seat.state = AttendanceState.PRESENT if student_id in present else AttendanceState.ABSENT
        seat.recorded_by, seat.recorded_at = actor, timezone.now()
        seat.save()
    _sync_completions(session, present, set(seats))


def _sync_completions(session: TrainingSession, present: set[int], all_ids: set[int]) -> None:
    """Completions this session gave are exactly those of the people present."""
    day = to_tehran(session.ends_at).date()
    CourseCompletion.objects.filter(session=session).exclude(student_id__in=present).delete()
    CourseCompletion.objects.bulk_create(
        [
            CourseCompletion(
                student_id=student_id,
                course=session.course,
                session=session,
                completed_on=day,
                expires_on=expiry_of(session.course, day),
            )
            for student_id in sorted(present)
        ],
        ignore_conflicts=True,
    )
    for student_id in sorted(all_ids):
        refresh_training(student_id=student_id)


def _session(session_id: int) -> TrainingSession:
    return TrainingSession.objects.locked().select_related("course", "round").get(pk=session_id)


def _registered(session: TrainingSession) -> list[User]:
    seats = session.seats.select_related("student__user")
    people = [seat.student.user for seat in seats]
    return [*people, session.instructor] if session.instructor else people


def _facts(session: TrainingSession) -> dict[str, Any]:
    """What a letter says about a session; dates are written in the reader's language."""
    return {
        "course": session.course,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "place": session.place,
        "date": emails.ReaderDate(session.starts_at),
    }


def _require_manager(actor: User) -> None:
    if not actor.has_perm("students.manage_training"):
        raise NotAllowed(_("Training is planned and recorded by the office."))


def _require_planned(session: TrainingSession) -> None:
    if session.state != SessionState.PLANNED:
        raise WrongState(_("This session is no longer open."))


def _require_times(session: TrainingSession) -> None:
    if session.ends_at <= session.starts_at:
        raise DomainError(_("The session must end after it begins."), field="ends_at")
