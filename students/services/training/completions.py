"""Completed courses: recorded, declared void, and what follows from them for an application."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, WrongState
from partnership.core.jalali import add_months, to_tehran
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from partnership.programme.models import TrainingCourse
from students import emails, workflow
from students.enums import ENROLMENT_ACCEPTED, EnrolmentState
from students.models import CourseCompletion, Enrolment, Student, TrainingSession
from students.selectors.training import missing_courses
from students.services.training.common import require_manager
from students.services.training.snapshot import correct_mark, freeze


@transaction.atomic
def record_completion(
    *, student_id: int, actor: User, course_id: int, completed_on: date
) -> CourseCompletion:
    """Enter a course by hand: an earlier certificate, a course held elsewhere."""
    require_manager(actor)
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
            freeze(completion).save()
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
    """Declare a completed course void; it stays on record and its certificate is shown as void."""
    require_manager(actor)
    completion = (
        CourseCompletion.objects.locked().select_related("student", "course").get(pk=completion_id)
    )
    if completion.voided_at:
        raise WrongState(_("This completed course is void already."))
    if not reason.strip():
        raise DomainError(_("Please give the reason: it is part of the record."), field="reason")
    completion.voided_at = timezone.now()
    completion.save(update_fields=["voided_at", "updated_at"])
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


def sync_completions(
    session: TrainingSession, passed: Mapping[int, Decimal | None], everybody: Iterable[int]
) -> None:
    """Completions this session gave are those of the people who passed, {student id: mark}.

    A completion taken away is void, not gone: its code may stand on a printed certificate. What
    the certificate says is frozen with its code; of that only the mark follows a correction.
    """
    day = to_tehran(session.ends_at).date()
    given = {row.student_id: row for row in CourseCompletion.objects.filter(session=session)}
    elsewhere = set(
        CourseCompletion.objects.standing()
        .filter(course=session.course, completed_on=day, student__in=passed)
        .exclude(session=session)
        .values_list("student", flat=True)
    )
    now = timezone.now()
    for student_id, row in given.items():
        keeps = student_id in passed and student_id not in elsewhere
        voided_at = None if keeps else row.voided_at or now
        mark = passed.get(student_id, row.mark)
        if (row.voided_at, row.mark) != (voided_at, mark):
            row.voided_at = voided_at
            if row.mark != mark:
                correct_mark(row, mark)
            row.save(update_fields=["voided_at", "mark", "snapshot", "snapshot_hash", "updated_at"])
    new = Student.objects.in_bulk(set(passed) - set(given) - elsewhere)
    CourseCompletion.objects.bulk_create(
        freeze(
            CourseCompletion(
                student=student,
                course=session.course,
                session=session,
                completed_on=day,
                expires_on=expiry_of(session.course, day),
                mark=passed[student.pk],
            )
        )
        for _pk, student in sorted(new.items())
    )
    for student_id in sorted(everybody):
        refresh_training(student_id=student_id)
