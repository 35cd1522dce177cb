"""What a round asks of each major, and what is on record about many students at once.

`MajorRule` goes before `Major.min_credits`, which goes before the round.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.utils import timezone

from partnership.core.jalali import add_months, to_tehran
from partnership.programme.models import Major, MajorRule, Round, TrainingCourse
from students.enums import RuleCode, WithdrawalState
from students.models import CourseCompletion, Enrolment, Waiver, Withdrawal


@dataclass(frozen=True)
class Demand:
    """What one major has to bring: credits, average, and the courses still in use."""

    min_credits: int
    min_gpa: Decimal
    courses: tuple[TrainingCourse, ...]


class Rulebook:
    """The demands of one round on any major; two queries, however many students are asked about.

    Without a round only the courses that are mandatory for everybody are known.
    """

    def __init__(self, round_: Round | None) -> None:
        self.round = round_ or Round()
        self._courses = list(TrainingCourse.objects.filter(is_active=True))
        rules = MajorRule.objects.filter(round=self.round.pk).annotate(
            course_ids=ArrayAgg("courses", filter=Q(courses__isnull=False), default=[])
        )
        self._rules: dict[int, Any] = {rule.major_id: rule for rule in rules}

    def demand(self, major: Major) -> Demand:
        """What the round asks of this major."""
        rule = self._rules.get(major.pk)
        by_rule = rule.min_credits if rule and rule.min_credits is not None else None
        by_major = major.min_credits if major.min_credits is not None else self.round.min_credits
        has_gpa = rule is not None and rule.min_gpa is not None
        return Demand(
            min_credits=by_rule if by_rule is not None else by_major,
            min_gpa=rule.min_gpa if has_gpa else self.round.min_gpa,
            courses=self.courses_for(major.pk),
        )

    def courses_for(self, major_id: int) -> tuple[TrainingCourse, ...]:
        """Courses mandatory for everybody, and those the round adds for this major."""
        rule = self._rules.get(major_id)
        further = set(rule.course_ids) if rule else set()
        return tuple(c for c in self._courses if c.is_mandatory or c.pk in further)


@dataclass
class Record:
    """What the rules look at beside the student's own row."""

    completed: set[int] = field(default_factory=set)
    waivers: dict[str, Waiver] = field(default_factory=dict)
    left_on: list[date] = field(default_factory=list)

    def barred_until(self, round_: Round) -> date | None:
        """The first day on which one may enrol again; None when the round bars nobody like this.

        Counted from the latest unexcused withdrawal once there are as many as the round allows.
        """
        if not round_.withdrawals_allowed or len(self.left_on) < round_.withdrawals_allowed:
            return None
        return add_months(max(self.left_on), round_.barred_months)


def records_of(
    enrolments: Iterable[Enrolment], *, on: date | None = None
) -> dict[tuple[int, int | None], Record]:
    """Records by (student, enrolment), in three queries; an unsaved application has no waivers."""
    rows = list(enrolments)
    students = {row.student_id for row in rows}
    found = {(row.student_id, row.pk): Record() for row in rows}
    completed: dict[int, set[int]] = {}
    for student, course in (
        CourseCompletion.objects.valid_on(on)
        .filter(student__in=students)
        .values_list("student_id", "course_id")
    ):
        completed.setdefault(student, set()).add(course)
    left = unexcused_days(students)
    waivers = waivers_in_force(row.pk for row in rows if row.pk)
    for (student, enrolment), record in found.items():
        record.completed = completed.get(student, set())
        record.left_on = left.get(student, [])
        record.waivers = waivers.get(enrolment, {}) if enrolment else {}
    return found


def waivers_in_force(enrolment_ids: Iterable[int]) -> dict[int, dict[str, Waiver]]:
    """Waivers by application and rule."""
    found: dict[int, dict[str, Waiver]] = {}
    for waiver in Waiver.objects.filter(enrolment__in=list(enrolment_ids), ended_at=None):
        found.setdefault(waiver.enrolment_id, {})[waiver.rule] = waiver
    return found


def unexcused_days(student_ids: Iterable[int]) -> dict[int, list[date]]:
    """The days, as Tehran counts them, on which students left without an excuse."""
    rows = Withdrawal.objects.filter(
        enrolment__student__in=list(student_ids), state=WithdrawalState.UNEXCUSED
    ).values_list("enrolment__student_id", "created_at")
    days: dict[int, list[date]] = {}
    for student, moment in rows:
        days.setdefault(student, []).append(to_tehran(moment).date())
    return days


def barred_until(
    student_id: int, round_: Round, *, enrolment: Enrolment | None = None, on: date | None = None
) -> date | None:
    """The day from which a student may enrol again; None when nothing bars (or it is waived)."""
    until = Record(left_on=unexcused_days([student_id]).get(student_id, [])).barred_until(round_)
    if until is None or (on or timezone.localdate()) >= until:
        return None
    if enrolment is not None and enrolment.pk:
        waived = enrolment.waivers.filter(rule=RuleCode.BARRED, ended_at=None)
        return None if waived.exists() else until
    return until
