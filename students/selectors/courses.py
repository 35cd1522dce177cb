"""The catalogue of the training: courses, their materials, their coming sessions."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from partnership.documents.models import StoredFile
from partnership.programme.models import Round, TrainingCourse
from students.enums import ENROLMENT_ACCEPTED, EnrolmentState, SessionState
from students.models import (
    CourseCompletion,
    CourseMaterial,
    Enrolment,
    Student,
    TrainingSession,
)
from students.selectors.training import CourseState, course_states


@dataclass(frozen=True)
class Reading:
    """A material and its file, if it has one."""

    material: CourseMaterial
    file: StoredFile | None

    @property
    def url(self) -> str:
        """Where it is read: the file first, else the link."""
        return self.file.get_absolute_url() if self.file else self.material.link


def catalogue(user: Any) -> list[CourseState]:
    """Every course in use, mandatory ones first; with a student's own state."""
    student = Student.objects.filter(user=user).first()
    if student is not None:
        return course_states(student)
    rows = TrainingCourse.objects.filter(is_active=True)
    return [
        CourseState(course, None, is_valid=False)
        for course in rows.order_by("-is_mandatory", "order", "code")
    ]


def course_by_pk(pk: int) -> TrainingCourse | None:
    """A course by its key; None for none."""
    return TrainingCourse.objects.filter(pk=pk).first()


def course_with_state(course: TrainingCourse, user: Any) -> CourseState:
    """One course as the person stands with it."""
    student = Student.objects.filter(user=user).first()
    states = course_states(student) if student else []
    found = next((state for state in states if state.course == course), None)
    return found or CourseState(course, None, is_valid=False)


def readings(course: TrainingCourse, user: Any) -> list[Reading]:
    """Materials of a course this person may read, with their files, in two queries."""
    materials = list(CourseMaterial.objects.visible_to(user).filter(course=course))
    files: dict[int, StoredFile] = {}
    for stored in StoredFile.objects.filter(
        owner_type=ContentType.objects.get_for_model(CourseMaterial),
        owner_id__in=[material.pk for material in materials],
    ).order_by("created_at", "pk"):
        files[stored.owner_id] = stored
    return [Reading(material, files.get(material.pk)) for material in materials]


def coming_sessions(user: Any, course: TrainingCourse | None = None) -> QuerySet[TrainingSession]:
    """Planned sessions a person may see that have not begun, the next one first."""
    rows = TrainingSession.objects.visible_to(user).filter(
        state=SessionState.PLANNED, starts_at__gt=timezone.now()
    )
    if course is not None:
        rows = rows.filter(course=course)
    return rows.with_seats().select_related("course", "instructor").order_by("starts_at", "pk")


def certificates_of_course(course: TrainingCourse) -> QuerySet[CourseCompletion]:
    """Completions of the running round's students that count today, for one file of all."""
    accepted = Q(
        student__enrolments__round=Round.objects.current(),
        student__enrolments__state__in=ENROLMENT_ACCEPTED,
    )
    rows = CourseCompletion.objects.valid_on().filter(accepted, course=course)
    return rows.order_by("student__sort_name", "pk")


def courses_without_session() -> list[TrainingCourse]:
    """Mandatory courses that approved students lack and no coming session offers; one query."""
    coming = TrainingSession.objects.filter(
        round__is_current=True,
        state=SessionState.PLANNED,
        starts_at__gt=timezone.now(),
        course=OuterRef("pk"),
    )
    passed = CourseCompletion.objects.valid_on().filter(
        student=OuterRef("student"), course=OuterRef(OuterRef("pk"))
    )
    lacking = Enrolment.objects.filter(
        ~Exists(passed), round__is_current=True, state=EnrolmentState.APPROVED
    )
    courses = TrainingCourse.objects.filter(is_active=True, is_mandatory=True)
    return list(courses.filter(~Exists(coming), Exists(lacking)))
