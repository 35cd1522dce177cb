"""Courses: who has which, who is to be invited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from partnership.accounts.models import User
from partnership.programme.models import TrainingCourse
from partnership.programme.selectors import mandatory_courses
from students.enums import ENROLMENT_ACCEPTED, SessionState
from students.models import Attendance, CourseCompletion, Student, TrainingSession


@dataclass(frozen=True)
class CourseState:
    """How a student stands with one course."""

    course: TrainingCourse
    completion: CourseCompletion | None
    is_valid: bool
    seat: Attendance | None = None


def missing_courses(student: Student, *, on: date | None = None) -> list[TrainingCourse]:
    """Mandatory courses the student has not passed, or whose completion has expired."""
    return missing_by_student([student.pk], on=on)[student.pk]


def missing_by_student(
    student_ids: Iterable[int], *, on: date | None = None
) -> dict[int, list[TrainingCourse]]:
    """The same for many students, in two queries."""
    ids = list(student_ids)
    courses = mandatory_courses()
    done = set(
        CourseCompletion.objects.valid_on(on)
        .filter(student_id__in=ids)
        .values_list("student_id", "course_id")
    )
    return {pk: [course for course in courses if (pk, course.pk) not in done] for pk in ids}


def course_states(student: Student) -> list[CourseState]:
    """Every course in use, mandatory ones first, with the student's newest completion and seat."""
    newest: dict[int, CourseCompletion] = {}
    valid, today = set(), timezone.localdate()
    for completion in student.completions.order_by("completed_on", "pk"):
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
