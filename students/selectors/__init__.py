"""Reads of the students' room, for this room and those above."""

from students.selectors.appeals import appeal_deadline, may_appeal
from students.selectors.companions import companions_of
from students.selectors.eligibility import (
    Rule,
    broken_rules,
    eligibility,
    eligible_students,
    has_undertaking,
    missing_for_letter,
)
from students.selectors.enrolments import current_enrolment, listed_problems, state_counts
from students.selectors.training import (
    course_states,
    missing_by_student,
    missing_courses,
    students_to_invite,
)
from students.selectors.worklist import waiting_for

__all__ = [
    "Rule",
    "appeal_deadline",
    "broken_rules",
    "companions_of",
    "course_states",
    "current_enrolment",
    "eligibility",
    "eligible_students",
    "has_undertaking",
    "listed_problems",
    "may_appeal",
    "missing_by_student",
    "missing_courses",
    "missing_for_letter",
    "state_counts",
    "students_to_invite",
    "waiting_for",
]
