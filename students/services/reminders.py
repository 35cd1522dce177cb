"""What the clock does: reminders before the deadline of the training, courses that expire."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from partnership.notifications.services import queue_letter
from partnership.programme.models import Round
from students import emails
from students.enums import EnrolmentState
from students.models import Enrolment
from students.selectors.training import missing_by_student
from students.services.training import refresh_training

#: Days before the deadline on which a reminder goes out, the nearest first.
OFFSETS = (2, 7)


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


def refresh_expired() -> int:
    """Bring applications of the running round in step with courses that expired meanwhile."""
    round_ = Round.objects.current()
    if round_ is None:
        return 0
    rows = Enrolment.objects.filter(round=round_, state=EnrolmentState.TRAINED)
    ids = list(rows.values_list("student_id", flat=True))
    stale = [student for student, courses in missing_by_student(ids).items() if courses]
    for student_id in stale:
        with transaction.atomic():
            refresh_training(student_id=student_id)
    return len(stale)
