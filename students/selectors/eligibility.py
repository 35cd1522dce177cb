"""Who meets the rules: one application, many, and who may stand in a letter."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from partnership.core import hooks
from partnership.programme.models import Round
from students.enums import ENROLMENT_ACCEPTED, EnrolmentState, Standing
from students.models import Enrolment, Student
from students.selectors.rules import Rule, is_for_decision, rules_of


def eligibility(enrolment: Enrolment, *, on: date | None = None) -> list[Rule]:
    """Every rule of an application: for the decision first, then what must come before a letter."""
    return rules_of([enrolment], on=on)[enrolment.pk]


def broken_rules(enrolment: Enrolment) -> list[Rule]:
    """Rules that forbid approval and are not waived."""
    return broken_by_enrolment([enrolment])[enrolment.pk]


def broken_by_enrolment(enrolments: Iterable[Enrolment]) -> dict[int, list[Rule]]:
    """The same for many applications (with student, major, round), in a fixed number of queries."""
    return {
        pk: [rule for rule in rules if is_for_decision(rule) and rule.standing == Standing.FAILED]
        for pk, rules in rules_of(enrolments).items()
    }


def lacks_of(enrolment: Enrolment) -> list[str]:
    """What an application (with student, major, round) still lacks before a letter may name it."""
    return [rule.sentence for rule in eligibility(enrolment) if rule.bars]


def missing_for_letter(
    student: Student, *, round_: Round | None = None, on: date | None = None
) -> list[str]:
    """What a student still lacks before a letter of introduction may name them, as sentences."""
    return missing_for_letters([student], round_=round_, on=on)[student.pk]


def missing_for_letters(
    students: Iterable[Student], *, round_: Round | None = None, on: date | None = None
) -> dict[int, list[str]]:
    """The same for many students, in a fixed number of queries; a waived rule is not missing."""
    people = {student.pk: student for student in students}
    round_ = round_ or Round.objects.current() or Round()
    applied = {
        row.student_id: row
        for row in Enrolment.objects.filter(round=round_.pk, student__in=people).select_related(
            "student__major", "round"
        )
    }
    rows = [
        applied.get(pk) or Enrolment(student=student, round=round_)
        for pk, student in people.items()
    ]
    found: dict[int, list[str]] = {}
    rules = rules_of([row for row in rows if row.pk], on=on)
    for row in rows:
        judged = rules[row.pk] if row.pk else rules_of([row], on=on)[row.pk]
        found[row.student_id] = [rule.sentence for rule in judged if rule.bars]
    return found


@hooks.answers("has_undertaken")
def has_undertaken(user: Any) -> bool:
    """Whether this account's student gave the undertaking and takes part in the running round."""
    return Enrolment.objects.filter(
        student__user=user,
        round__is_current=True,
        state__in=ENROLMENT_ACCEPTED,
        undertaking_at__isnull=False,
    ).exists()


def has_undertaking(student: Student, *, round_: Round | None = None) -> bool:
    """Whether the student gave the undertaking for the round (the running one by default)."""
    which = Q(round=round_) if round_ else Q(round__is_current=True)
    return student.enrolments.filter(which, undertaking_at__isnull=False).exists()


def eligible_students(round_: Round, *, on: date | None = None) -> QuerySet[Student]:
    """Trained, meeting every rule that is not waived, and in no active team of the term."""
    membership: Any = Student._meta.get_field("memberships").related_model
    taken = membership.objects.filter(term=round_.term_id, state="active").values("student")
    trained = Enrolment.objects.filter(round=round_, state=EnrolmentState.TRAINED)
    rows = trained.exclude(student__in=taken).select_related("student__major", "round")
    fit = {pk for pk, rules in rules_of(rows, on=on).items() if not any(r.bars for r in rules)}
    ready = trained.filter(pk__in=fit)
    return (
        Student.objects.filter(pk__in=ready.values("student"))
        .annotate(enrolment_id=Subquery(ready.filter(student=OuterRef("pk")).values("pk")[:1]))
        .select_related("major", "user")
    )
