"""Who may do what with enrolments, sessions, appeals and records."""

from typing import Any

import rules

from partnership.accounts.rules import is_office, is_signed_in
from students.enums import ENROLMENT_ACCEPTED, SessionState
from students.models import Enrolment


def _student_of(obj: Any) -> Any:
    """The student an enrolment, appeal, completion or student row is about; None for nothing."""
    if obj is None:
        return None
    if hasattr(obj, "enrolment"):
        return obj.enrolment.student
    return getattr(obj, "student", obj)


@rules.predicate
def is_own(user: Any, obj: Any) -> bool:
    """The application, appeal or record is the person's own."""
    student = _student_of(obj)
    return student is not None and getattr(student, "user_id", None) == user.pk


@rules.predicate
def is_instructor(user: Any, session: Any) -> bool:
    """Teaches this session."""
    return bool(user.pk) and getattr(session, "instructor_id", None) == user.pk


@rules.predicate
def is_course_instructor(user: Any, course: Any) -> bool:
    """Teaches a session of this course that was not called off."""
    if course is None or not user.pk:
        return False
    return course.sessions.filter(instructor=user).exclude(state=SessionState.CANCELLED).exists()


@rules.predicate
def is_accepted(user: Any) -> bool:
    """Has an application that the office accepted."""
    return Enrolment.objects.filter(student__user=user, state__in=ENROLMENT_ACCEPTED).exists()


@rules.predicate
def is_asked(user: Any, withdrawal: Any) -> bool:
    """The professor whose view of this withdrawal is wanted."""
    return bool(user.pk) and getattr(withdrawal, "professor_id", None) == user.pk


@rules.predicate
def is_team_professor(user: Any, student: Any) -> bool:
    """Supervises a team the student is in now."""
    if student is None or not hasattr(student, "memberships"):
        return False
    return student.memberships.filter(state="active", team__professor__user=user).exists()


rules.add_perm("students.submit_enrolment", is_signed_in & is_own)
rules.add_perm("students.withdraw_enrolment", is_office | (is_signed_in & is_own))
rules.add_perm("students.resume_enrolment", is_signed_in & is_own)
rules.add_perm("students.rank_wishes", is_signed_in & is_own)
rules.add_perm("students.review_enrolment", is_office)
rules.add_perm("students.waive_rule", is_office)
rules.add_perm("students.judge_withdrawal", is_office)
rules.add_perm("students.give_view", is_signed_in & is_asked)
rules.add_perm("students.open_appeal", is_signed_in & is_own)
rules.add_perm("students.answer_appeal", is_office)
rules.add_perm("students.manage_training", is_office)
rules.add_perm("students.record_training", is_office | is_instructor)
rules.add_perm("students.manage_material", is_office | is_course_instructor)
rules.add_perm("students.register_seat", is_signed_in & is_accepted)
rules.add_perm("students.list_students", is_office)
rules.add_perm("students.import_registrar", is_office)
rules.add_perm("students.change_student", is_office)
rules.add_perm("students.reveal_national_id", is_office)
rules.add_perm("students.view_academic", is_office | is_own | is_team_professor)
rules.add_perm("students.view_contact", is_office | is_own | is_team_professor)
