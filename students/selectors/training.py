"""Courses: who has which, who is to be invited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from partnership.accounts.models import User
from partnership.programme.models import Round, TrainingCourse
from students.enums import ENROLMENT_ACCEPTED, AttendanceState, RuleCode, SessionState
from students.models import Attendance, CourseCompletion, Student, TrainingSession, Waiver
from students.selectors.rulebook import Rulebook


@dataclass(frozen=True)
class CourseState:
    """How a student stands with one course."""

    course: TrainingCourse
    completion: CourseCompletion | None
    is_valid: bool
    seat: Attendance | None = None

    @property
    def waits(self) -> bool:
        """In the line for a seat."""
        return self.seat is not None and self.seat.state == AttendanceState.WAITING


def missing_courses(
    student: Student, *, round_: Round | None = None, on: date | None = None
) -> list[TrainingCourse]:
    """Mandatory courses the student has not passed, or whose completion has expired.

    Of the running round unless another is given; none when the office waived the training.
    """
    return missing_by_student([student.pk], round_=round_, on=on)[student.pk]


def missing_by_student(
    student_ids: Iterable[int], *, round_: Round | None = None, on: date | None = None
) -> dict[int, list[TrainingCourse]]:
    """The same for many students, in a fixed number of queries."""
    ids = list(student_ids)
    round_ = round_ or Round.objects.current()
    book = Rulebook(round_)
    majors = dict(Student.objects.filter(pk__in=ids).values_list("pk", "major_id"))
    done = set(
        CourseCompletion.objects.valid_on(on)
        .filter(student_id__in=ids)
        .values_list("student_id", "course_id")
    )
    waived = set(
        Waiver.objects.filter(
            enrolment__student__in=ids,
            enrolment__round=round_,
            rule=RuleCode.TRAINING,
            ended_at=None,
        ).values_list("enrolment__student_id", flat=True)
    )
    return {
        pk: []
        if pk in waived
        else [course for course in book.courses_for(majors[pk]) if (pk, course.pk) not in done]
        for pk in ids
    }


def course_states(student: Student) -> list[CourseState]:
    """Every course in use, mandatory ones first, with the student's newest completion and seat."""
    newest: dict[int, CourseCompletion] = {}
    valid, today = set(), timezone.localdate()
    for completion in student.completions.standing().order_by("completed_on", "pk"):
        newest[completion.course_id] = completion
        if completion.expires_on is None or completion.expires_on >= today:
            valid.add(completion.course_id)
    seats = {
        seat.session.course_id: seat
        for seat in student.seats.filter(session__state=SessionState.PLANNED).select_related(
            "session"
        )
    }
    courses = TrainingCourse.objects.filter(is_active=True).order_by(
        "-is_mandatory", "order", "code"
    )
    return [
        CourseState(course, newest.get(course.pk), course.pk in valid, seats.get(course.pk))
        for course in courses
    ]


def students_to_invite(session: TrainingSession) -> list[User]:
    """Accounts of accepted students of the round without a valid completion of the course."""
    done = CourseCompletion.objects.valid_on().filter(course=session.course).values("student")
    students = (
        Student.objects.filter(
            enrolments__round=session.round, enrolments__state__in=ENROLMENT_ACCEPTED
        )
        .exclude(pk__in=done)
        .select_related("user")
    )
    return [student.user for student in students]
