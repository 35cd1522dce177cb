"""What the office keeps about a student beside the application."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from partnership.programme.models import CreditRule
from partnership.programme.selectors import current_round
from students.models import Student

_KEPT = ("insured_until", "internship_credits", "passed_credits", "gpa", "on_probation")


@transaction.atomic
def change_record(
    *,
    student_id: int,
    actor: User,
    insured_until: date | None = None,
    internship_credits: Decimal | None = None,
    **record: object,
) -> Student:
    """Write insurance, registered internship credits and the registrar's figures.

    `record` holds any of passed_credits, gpa, on_probation. The log keeps what changed.
    Raises DomainError for a number of credits no rule knows.
    """
    if not actor.has_perm("students.change_student"):
        raise NotAllowed(_("The office keeps these figures."))
    student = Student.objects.locked().get(pk=student_id)
    if (
        internship_credits is not None
        and not CreditRule.objects.filter(credits=internship_credits).exists()
    ):
        raise DomainError(_("There is no credit rule for this number."), field="internship_credits")
    new = {"insured_until": insured_until, "internship_credits": internship_credits, **record}
    unknown = set(new) - set(_KEPT)
    if unknown:
        raise TypeError(f"{unknown} are not kept here.")
    changes = {
        name: [str(getattr(student, name)), str(value)]
        for name, value in new.items()
        if getattr(student, name) != value
    }
    for name, value in new.items():
        setattr(student, name, value)
    student.save(update_fields=[*new, "updated_at"])
    if changes:
        ActionLog.objects.record(
            student, verb="students.student.change_record", actor=actor, data=changes
        )
    return student


@transaction.atomic
def insure_students(*, student_ids: list[int], actor: User, insured_until: date) -> int:
    """Enter the same insurance date for many students; returns how many."""
    if not actor.has_perm("students.change_student"):
        raise NotAllowed(_("The office keeps these figures."))
    students = list(Student.objects.locked().filter(pk__in=student_ids))
    for student in students:
        ActionLog.objects.record(
            student,
            verb="students.student.change_record",
            actor=actor,
            data={"insured_until": [str(student.insured_until), str(insured_until)]},
        )
    Student.objects.filter(pk__in=[s.pk for s in students]).update(insured_until=insured_until)
    return len(students)


def insure_until_term_end(*, student_ids: list[int], actor: User) -> date:
    """The usual case of `insure_students`: everybody until the running term ends."""
    until = current_round().term.ends_on
    insure_students(student_ids=student_ids, actor=actor, insured_until=until)
    return until


@transaction.atomic
def reveal_national_id(*, student_id: int, actor: User) -> str:
    """Show the whole national ID once; who looked at whose stays in the log."""
    student = Student.objects.get(pk=student_id)
    if not actor.has_perm("students.reveal_national_id", student):
        raise NotAllowed(_("Only the office may see a whole national ID."))
    ActionLog.objects.record(student, verb="students.student.reveal_national_id", actor=actor)
    return student.national_id
