"""Each rule of eligibility under each setting, and who meets them all."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from partnership.core.jalali import add_months, parse_date
from partnership.programme.enums import Degree
from partnership.programme.models import MajorRule
from students import services
from students.enums import EnrolmentState, RuleCode, Standing, WithdrawalState
from students.models import Enrolment, Waiver, Withdrawal
from students.selectors import (
    eligibility,
    eligible_students,
    missing_by_student,
    missing_courses,
    missing_for_letter,
    missing_for_letters,
    rules_of,
)
from students.services.training import refresh_training
from students.tests.factories import (
    CompletionFactory,
    CourseFactory,
    EnrolmentFactory,
    MajorFactory,
    RoundFactory,
    StudentFactory,
    trained_student,
)

pytestmark = pytest.mark.django_db
F, M, W, X, V = (
    Standing.FAILED,
    Standing.MET,
    Standing.WARNING,
    Standing.MISSING,
    Standing.WAIVED,
)


def standing(enrolment: Enrolment, code: str) -> str | None:
    """How one rule stands; None when it is not asked."""
    fresh = Enrolment.objects.select_related("student__major", "round").get(pk=enrolment.pk)
    return next((rule.standing for rule in eligibility(fresh) if rule.code == code), None)


def left_unexcused(student: Any, day: date) -> None:
    """An unexcused withdrawal of that day, in a round of its own application."""
    enrolment = student.enrolments.first() or EnrolmentFactory(student=student)
    row = Withdrawal.objects.create(enrolment=enrolment, state=WithdrawalState.UNEXCUSED)
    noon = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))
    Withdrawal.objects.filter(pk=row.pk).update(created_at=noon)


class TestCredits:
    @pytest.mark.parametrize(
        ("passed", "by_round", "by_major", "by_rule", "expected"),
        [
            (79, 80, None, None, F),
            (80, 80, None, None, M),
            (80, 80, 90, None, F),
            (70, 80, 70, None, M),
            (70, 80, 60, 75, F),
            (60, 80, 90, 60, M),
            (1, 80, None, 0, M),
        ],
    )
    def test_rule_before_major_before_round(
        self, passed: int, by_round: int, by_major: int | None, by_rule: int | None, expected: str
    ) -> None:
        major = MajorFactory(min_credits=by_major)
        round_ = RoundFactory(min_credits=by_round)
        if by_rule is not None:
            MajorRule.objects.create(round=round_, major=major, min_credits=by_rule)
        enrolment = EnrolmentFactory(
            student=StudentFactory(major=major, passed_credits=passed), round=round_
        )
        assert standing(enrolment, RuleCode.CREDITS) == expected

    def test_only_bachelors_are_asked(self) -> None:
        student = StudentFactory(passed_credits=10, degree=Degree.MSC)
        assert standing(EnrolmentFactory(student=student), RuleCode.CREDITS) == M


@pytest.mark.parametrize(
    ("gpa", "bars", "by_rule", "expected"),
    [
        ("12", False, None, M),
        ("11.99", False, None, W),
        ("11.99", True, None, F),
        ("13", True, "14", F),
        ("13", False, "14", W),
        ("11", True, "10", M),
    ],
)
def test_average(gpa: str, bars: bool, by_rule: str | None, expected: str) -> None:
    round_, major = RoundFactory(gpa_bars=bars), MajorFactory()
    if by_rule:
        MajorRule.objects.create(round=round_, major=major, min_gpa=Decimal(by_rule))
    enrolment = EnrolmentFactory(
        student=StudentFactory(gpa=Decimal(gpa), major=major), round=round_
    )
    assert standing(enrolment, RuleCode.GPA) == expected


@pytest.mark.parametrize(
    ("on_probation", "bars", "expected"),
    [(True, True, F), (True, False, W), (False, True, M), (False, False, M)],
)
def test_probation(on_probation: bool, bars: bool, expected: str) -> None:
    enrolment = EnrolmentFactory(
        student=StudentFactory(on_probation=on_probation),
        round=RoundFactory(probation_bars=bars),
    )
    assert standing(enrolment, RuleCode.PROBATION) == expected


def test_ties_to_a_unit_warn_only() -> None:
    assert standing(EnrolmentFactory(conflict="کارخانهٔ پدرم"), RuleCode.CONFLICT) == W
    assert standing(EnrolmentFactory(), RuleCode.CONFLICT) == M


@pytest.mark.parametrize(
    ("days", "needed", "expected"),
    [(None, True, X), (-1, True, X), (0, True, M), (9, True, M), (None, False, None)],
)
def test_insurance(days: int | None, needed: bool, expected: str | None) -> None:
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    enrolment = EnrolmentFactory(
        student=StudentFactory(insured_until=until), round=RoundFactory(needs_insurance=needed)
    )
    assert standing(enrolment, RuleCode.INSURANCE) == expected
    lacks = missing_for_letter(enrolment.student, round_=enrolment.round)
    assert bool([line for line in lacks if "بیمه" in line or "insurance" in line]) == (
        expected == X
    )


def test_the_undertaking_is_asked_of_everybody() -> None:
    assert standing(EnrolmentFactory(undertaking_at=None), RuleCode.UNDERTAKING) == X
    assert standing(EnrolmentFactory(), RuleCode.UNDERTAKING) == M


class TestCourses:
    def test_a_major_may_have_further_ones(self) -> None:
        round_, major = RoundFactory(), MajorFactory()
        everybody = CourseFactory()
        further = CourseFactory(code="TR-LAB", is_mandatory=False)
        CourseFactory(code="TR-OLD", is_active=False)
        rule = MajorRule.objects.create(round=round_, major=major)
        rule.courses.add(further)
        student = StudentFactory(major=major)
        other = StudentFactory(major=MajorFactory(code="OTH"))
        EnrolmentFactory(student=student), EnrolmentFactory(student=other)
        assert set(missing_courses(student, round_=round_)) == {everybody, further}
        assert missing_courses(other, round_=round_) == [everybody]
        CompletionFactory(student=student, course=further)
        assert missing_by_student([student.pk, other.pk], round_=round_) == {
            student.pk: [everybody],
            other.pk: [everybody],
        }

    def test_training_follows_the_rules_of_the_round(self, people: Any) -> None:
        student = trained_student()
        enrolment = student.enrolments.get()
        further = CourseFactory(code="TR-LAB", is_mandatory=False)
        rule = MajorRule.objects.create(round=enrolment.round, major=student.major)
        rule.courses.add(further)
        assert services.refresh_expired() == 1
        enrolment.refresh_from_db()
        assert enrolment.state == EnrolmentState.APPROVED
        assert services.refresh_expired() == 0
        rule.delete()
        assert services.refresh_expired() == 1
        enrolment.refresh_from_db()
        assert enrolment.state == EnrolmentState.TRAINED

    def test_an_expired_course_is_missing(self) -> None:
        student = trained_student()
        student.completions.update(expires_on=timezone.localdate() - timedelta(days=1))
        assert standing(student.enrolments.get(), RuleCode.TRAINING) == X


class TestBar:
    @pytest.mark.parametrize(
        ("count", "allowed", "expected"), [(1, 2, M), (2, 2, F), (3, 2, F), (1, 1, F), (2, 0, M)]
    )
    def test_counts_unexcused_ones_only(self, count: int, allowed: int, expected: str) -> None:
        enrolment = EnrolmentFactory(round=RoundFactory(withdrawals_allowed=allowed))
        for state in (WithdrawalState.FREE, WithdrawalState.EXCUSED, WithdrawalState.PENDING):
            Withdrawal.objects.create(enrolment=enrolment, state=state)
        for _n in range(count):
            left_unexcused(enrolment.student, timezone.localdate())
        assert standing(enrolment, RuleCode.BARRED) == expected

    @pytest.mark.parametrize(
        ("left", "free"),
        [
            ("1405/09/01", "1406/09/01"),
            ("1405/06/31", "1406/06/31"),
            # The last day of a leap year's Esfand: the year after has none.
            ("1403/12/30", "1404/12/29"),
            ("1404/12/29", "1405/12/29"),
        ],
    )
    def test_ends_after_exactly_twelve_jalali_months(self, left: str, free: str) -> None:
        second, until = parse_date(left), parse_date(free)
        assert add_months(second, 12) == until
        enrolment = EnrolmentFactory()
        left_unexcused(enrolment.student, second - timedelta(days=200))
        left_unexcused(enrolment.student, second)
        rows = Enrolment.objects.select_related("student__major", "round")
        for day, expected in (
            (second, F),
            (until - timedelta(days=1), F),
            (until, M),
            (until + timedelta(days=1), M),
        ):
            rules = eligibility(rows.get(pk=enrolment.pk), on=day)
            assert {r.code: r.standing for r in rules}[RuleCode.BARRED] == expected, day

    def test_the_round_says_how_long(self) -> None:
        enrolment = EnrolmentFactory(round=RoundFactory(barred_months=6))
        day = add_months(timezone.localdate(), -7)
        left_unexcused(enrolment.student, day), left_unexcused(enrolment.student, day)
        assert standing(enrolment, RuleCode.BARRED) == M


class TestEveryRule:
    def test_says_what_to_do_and_who_can_mend_it(self) -> None:
        CourseFactory()
        student = StudentFactory(passed_credits=1, gpa=Decimal(1), on_probation=True)
        enrolment = EnrolmentFactory(
            student=student,
            round=RoundFactory(gpa_bars=True),
            conflict="x",
            undertaking_at=None,
            state=EnrolmentState.RETURNED,
        )
        left_unexcused(student, timezone.localdate())
        left_unexcused(student, timezone.localdate())
        rules = eligibility(enrolment)
        assert [rule.code for rule in rules] == [
            "credits",
            "gpa",
            "probation",
            "barred",
            "conflict",
            "undertaking",
            "training",
            "insurance",
        ]
        for rule in rules:
            assert rule.standing != M, rule.code
            assert rule.note, rule.code
            assert rule.what_to_do, rule.code
            assert rule.who, rule.code
        assert {r.code for r in rules if r.url} >= {"credits", "gpa", "undertaking"}

    def test_lists_cost_the_same_for_one_and_three(self, django_assert_num_queries: Any) -> None:
        CourseFactory()
        for _n in range(3):
            enrolment = EnrolmentFactory()
            Waiver.objects.create(enrolment=enrolment, rule="gpa", reason="x")
        rows = Enrolment.objects.select_related("student__major", "round")
        students = [row.student for row in rows]
        round_ = rows[0].round
        for some_rows in (rows[:1], rows):
            with django_assert_num_queries(5):
                rules_of(some_rows)
        for some in (students[:1], students):
            with django_assert_num_queries(6):
                missing_for_letters(some, round_=round_)
        for some in (students[:1], students):
            with django_assert_num_queries(5):
                missing_by_student([s.pk for s in some], round_=round_)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("passed_credits", 10), ("on_probation", True), ("insured_until", None)],
    )
    def test_whoever_fails_one_is_not_eligible(self, field: str, value: Any) -> None:
        ready, other = trained_student(), trained_student()
        setattr(other, field, value)
        other.save()
        round_ = ready.enrolments.get().round
        assert list(eligible_students(round_)) == [ready]
        assert len(missing_for_letter(other)) == 1
        Waiver.objects.create(
            enrolment=other.enrolments.get(),
            rule={
                "passed_credits": "credits",
                "on_probation": "probation",
                "insured_until": "insurance",
            }[field],
            reason="x",
        )
        assert set(eligible_students(round_)) == {ready, other}
        assert missing_for_letter(other) == []


def test_refresh_follows_each_application_by_its_own_round() -> None:
    student = trained_student()
    enrolment = student.enrolments.get()
    refresh_training(student_id=student.pk)
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.TRAINED
