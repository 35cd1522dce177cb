"""Reads of the students' room, for this room and those above."""

from students.selectors.appeals import appeal_deadline, may_appeal
from students.selectors.companions import companions_of
from students.selectors.eligibility import (
    broken_by_enrolment,
    broken_rules,
    eligibility,
    eligible_students,
    has_undertaking,
    lacks_of,
    missing_for_letter,
    missing_for_letters,
)
from students.selectors.enrolments import (
    current_enrolment,
    latest_enrolment,
    listed_problems,
    state_counts,
)
from students.selectors.path import enrolment_stages, stages_before_enrolment
from students.selectors.problem_cards import problem_cards
from students.selectors.registrar import (
    COLUMN_LABELS,
    Comparison,
    problem_rows,
    refusal_sentence,
    registrar_differences,
    registrar_states,
    report_lines,
)
from students.selectors.rules import Rule, rules_of
from students.selectors.sessions import teaches
from students.selectors.training import (
    course_states,
    missing_by_student,
    missing_courses,
    students_to_invite,
)
from students.selectors.withdrawals import (
    barred_until_for,
    introduced_membership,
    last_withdrawal,
    may_resume,
)
from students.selectors.worklist import waiting_for

__all__ = [
    "COLUMN_LABELS",
    "Comparison",
    "Rule",
    "appeal_deadline",
    "barred_until_for",
    "broken_by_enrolment",
    "broken_rules",
    "companions_of",
    "course_states",
    "current_enrolment",
    "eligibility",
    "eligible_students",
    "enrolment_stages",
    "has_undertaking",
    "introduced_membership",
    "lacks_of",
    "last_withdrawal",
    "latest_enrolment",
    "listed_problems",
    "may_appeal",
    "may_resume",
    "missing_by_student",
    "missing_courses",
    "missing_for_letter",
    "missing_for_letters",
    "problem_cards",
    "problem_rows",
    "refusal_sentence",
    "registrar_differences",
    "registrar_states",
    "report_lines",
    "rules_of",
    "stages_before_enrolment",
    "state_counts",
    "students_to_invite",
    "teaches",
    "waiting_for",
]
