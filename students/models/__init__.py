"""Students, their enrolments and their training."""

from students.models.appeal import Appeal
from students.models.enrolment import (
    Availability,
    CompanionWish,
    Enrolment,
    Preference,
)
from students.models.student import Student, StudentSkill
from students.models.training import Attendance, CourseCompletion, TrainingSession

__all__ = [
    "Appeal",
    "Attendance",
    "Availability",
    "CompanionWish",
    "CourseCompletion",
    "Enrolment",
    "Preference",
    "Student",
    "StudentSkill",
    "TrainingSession",
]
