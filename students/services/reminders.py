"""What the clock does: reminders before the deadline of the training, courses that expire."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnership.notifications.services import queue_letter
from partnership.programme.models import Round
from students import emails
from students.enums import ENROLMENT_ACCEPTED, AttendanceState, EnrolmentState, SessionState
from students.models import Attendance, CourseCompletion, Enrolment, Student
from students.selectors.training import missing_by_student
from students.services.training import refresh_training
from students.services.training.common import facts_of

#: Days before the deadline on which a reminder goes out, the nearest first.
OFFSETS = (2, 7)
#: Days before a course expires on which a member of a running team is told.
EXPIRY_DAYS = 14
#: States of a team that runs no more; its members keep their places in it.
_TEAM_OVER = ("completed", "dissolved")


def remind_training(*, on: date | None = None) -> int:
    """Remind approved students of missing courses 7 and 2 days before the deadline.

    Safe to run at any time and twice: one letter per student, deadline and offset.
    Returns how many letters were written.
    """
    today = on or timezone.localdate()
    round_ = Round.objects.current()
    if round_ is None:
        return 0
    days_left = (round_.training_until - today).days
    offset = next((days for days in OFFSETS if 0 <= days_left <= days), None)
    if offset is None:
        return 0
    waiting = list(
        Enrolment.objects.filter(round=round_, state=EnrolmentState.APPROVED).select_related(
            "student__user"
        )
    )
    missing = missing_by_student([row.student_id for row in waiting])
    written = 0
    for enrolment in waiting:
        courses = missing[enrolment.student_id]
        if courses:
            written += len(
                queue_letter(
                    emails.TRAINING_REMINDER,
                    about=enrolment,
                    to=[enrolment.student.user],
                    context={"deadline": round_.training_until, "courses": courses},
                    dedupe=f"{enrolment.student_id}:{round_.training_until}:{offset}",
                    url="/students/sessions/",
                )
            )
    return written


def remind_sessions(*, on: date | None = None) -> int:
    """Tell everybody with a seat in a session of the next day, once per session and time.

    Returns how many letters were written.
    """
    tomorrow = (on or timezone.localdate()) + timedelta(days=1)
    zone = timezone.get_current_timezone()
    begins = datetime.combine(tomorrow, time.min, zone)
    seats = Attendance.objects.filter(
        state=AttendanceState.REGISTERED,
        session__state=SessionState.PLANNED,
        session__starts_at__gte=begins,
        session__starts_at__lt=begins + timedelta(days=1),
    ).select_related("student__user", "session__course")
    written = 0
    for seat in seats.order_by("session", "pk"):
        session = seat.session
        written += len(
            queue_letter(
                emails.TRAINING_SESSION_REMINDER,
                about=session,
                to=[seat.student.user],
                context={**facts_of(session), "link": session.link},
                dedupe=f"students.trainingsession:{session.pk}:{session.starts_at.isoformat()}",
            )
        )
    return written


def remind_expiry(*, on: date | None = None) -> int:
    """Tell members of running teams, once, that a mandatory course expires within 14 days.

    Nobody is told who has passed the course anew. Returns how many letters were written.
    """
    today = on or timezone.localdate()
    until = today + timedelta(days=EXPIRY_DAYS)
    membership: Any = Student._meta.get_field("memberships").related_model
    members = membership.objects.filter(state="active").exclude(team__state__in=_TEAM_OVER)
    accepted = Enrolment.objects.filter(state__in=ENROLMENT_ACCEPTED)
    rows = (
        CourseCompletion.objects.valid_on(today)
        .filter(
            course__is_mandatory=True,
            course__is_active=True,
            expires_on__lte=until,
            student__in=accepted.filter(student__in=members.values("student")).values("student"),
        )
        .select_related("student__user", "course")
    )
    renewed = set(
        CourseCompletion.objects.valid_on(until + timedelta(days=1))
        .filter(student__in=[row.student_id for row in rows])
        .values_list("student", "course")
    )
    written = 0
    for row in rows:
        if row.expires_on is None or (row.student_id, row.course_id) in renewed:
            continue
        written += len(
            queue_letter(
                emails.TRAINING_EXPIRY_REMINDER,
                about=row,
                to=[row.student.user],
                context={"course": row.course, "until": emails.ReaderDate(row.expires_on)},
                dedupe=f"students.coursecompletion:{row.pk}:{row.expires_on}",
                url="/students/sessions/",
            )
        )
    return written


def refresh_expired() -> int:
    """Bring applications of the running round in step with courses that expired meanwhile.

    Rules the office changed in the meantime are followed, too. Returns how many applications moved.
    """
    round_ = Round.objects.current()
    if round_ is None:
        return 0
    rows = Enrolment.objects.filter(round=round_, state__in=ENROLMENT_ACCEPTED)
    states = dict(rows.values_list("student_id", "state"))
    missing = missing_by_student(states, round_=round_)
    stale = [
        student
        for student, courses in missing.items()
        if bool(courses) == (states[student] == EnrolmentState.TRAINED)
    ]
    for student_id in stale:
        with transaction.atomic():
            refresh_training(student_id=student_id)
    return len(stale)
