"""Students, their enrolments and their training."""

from students.models.appeal import Appeal
from students.models.draft import EnrolmentDraft
from students.models.enrolment import (
    Availability,
    CompanionWish,
    Enrolment,
    Preference,
)
from students.models.material import CourseMaterial
from students.models.registrar import RegistrarImport, RegistrarRecord
from students.models.review import EnrolmentRevision, ReviewBatch, ReviewItem
from students.models.student import Student, StudentSkill
from students.models.training import Attendance, CourseCompletion, TrainingSession
from students.models.waiver import Waiver
from students.models.withdrawal import Withdrawal

__all__ = [
    "Appeal",
    "Attendance",
    "Availability",
    "CompanionWish",
    "CourseCompletion",
    "CourseMaterial",
    "Enrolment",
    "EnrolmentDraft",
    "EnrolmentRevision",
    "Preference",
    "RegistrarImport",
    "RegistrarRecord",
    "ReviewBatch",
    "ReviewItem",
    "Student",
    "StudentSkill",
    "TrainingSession",
    "Waiver",
    "Withdrawal",
]
