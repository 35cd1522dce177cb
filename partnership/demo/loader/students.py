"""Professors' and students' accounts and records; enrolments with their history; training."""

from datetime import date
from decimal import Decimal
from typing import Any

from partnership.accounts.enums import Role
from partnership.demo.loader.accounts import account
from partnership.demo.loader.base import Cohort, at, walk
from students import workflow as moves
from students.enums import AppealSubject, RejectionCode, WithdrawalCode, WithdrawalState
from students.models import (
    Appeal,
    Availability,
    CourseCompletion,
    Enrolment,
    Student,
    StudentSkill,
    Withdrawal,
)
from students.services.training.snapshot import freeze
from teams.models import Professor

SUMMER_TEAMS = {"T05", "T06"}
UNDERTAKING = "1405-1"
LEFT_ON, LEFT_BECAUSE = "2026-11-14", "بیماری و مرخصی تحصیلی"
BLOCKS = [
    ("sat", "morning"),
    ("sat", "noon"),
    ("sun", "afternoon"),
    ("mon", "morning"),
    ("tue", "morning"),
    ("tue", "noon"),
    ("wed", "afternoon"),
    ("thu", "morning"),
]


def load(cohort: Cohort) -> None:
    """Professors, then students."""
    for item in cohort.data["professors"]:
        _professor(cohort, item)
    for index, item in enumerate(cohort.data["students"]):
        _student(cohort, item, index)


def _names(item: dict[str, Any]) -> dict[str, str]:
    fa, en = item["name"]["fa"], item["name"]["en"]
    return {
        "first_name_fa": fa["first"],
        "last_name_fa": fa["last"],
        "first_name_en": en["first"],
        "last_name_en": en["last"],
    }


def _professor(cohort: Cohort, item: dict[str, Any]) -> None:
    user = account(item["email"], (Role.PROFESSOR,), mobile=item["mobile"], **_names(item))
    professor = cohort.put(
        item["id"],
        Professor.objects.create(
            user=user,
            gender=item["gender"],
            rank=item["rank"],
            capacity=item["capacity"],
            major=cohort[f"major:{item['major']}"],
            personnel_no=item["personnel_no"],
            national_id=item["national_id"],
            mobile=item["mobile"],
            **_names(item),
        ),
    )
    professor.expertise.set([cohort[f"skill:{code}"] for code in item["expertise"]])


def _student(cohort: Cohort, item: dict[str, Any], index: int) -> None:
    user = account(
        item["email"],
        (Role.STUDENT,),
        mobile=item["mobile"],
        student_number=item["student_number"],
        **_names(item),
    )
    in_team = item["team"] is not None
    student = cohort.put(
        item["id"],
        Student.objects.create(
            user=user,
            gender=item["gender"],
            national_id=item["national_id"],
            student_number=item["student_number"],
            mobile=item["mobile"],
            degree=item["degree"],
            major=cohort[f"major:{item['major']}"],
            entry_year=item["entry_year"],
            passed_credits=item["passed_credits"],
            gpa=Decimal(item["gpa"]),
            on_probation=item["on_probation"],
            insured_until=date(2027, 9, 22),
            internship_credits=Decimal("2") if in_team else None,
            **_names(item),
        ),
    )
    StudentSkill.objects.bulk_create(
        StudentSkill(student=student, skill=cohort[f"skill:{code}"], level=4 - place % 2)
        for place, code in enumerate(item["skills"])
    )
    _training(cohort, student, item)
    _enrolment(cohort, student, item, index)


def _training(cohort: Cohort, student: Student, item: dict[str, Any]) -> None:
    day = date(2026, 6, 28) if item["team"] in SUMMER_TEAMS else date(2026, 9, 30)
    expiry = {24: date(day.year + 2, day.month, day.day), None: None}
    CourseCompletion.objects.bulk_create(
        freeze(
            CourseCompletion(
                student=student,
                course=cohort[code],
                completed_on=day,
                expires_on=expiry.get(cohort[code].valid_months),
            ),
            issued_on=day,
        )
        for code in item["trainings"]
    )


def _enrolment(cohort: Cohort, student: Student, item: dict[str, Any], index: int) -> None:
    summer = item["team"] in SUMMER_TEAMS
    day = "2026-06-06" if summer else "2026-09-12"
    enrolment = Enrolment.objects.create(
        student=student,
        round=cohort["round:14043" if summer else "round:14051"],
        code=f"HY-{5101 + index}",
        consent_data_at=at(day),
        undertaking_at=at(day),
        undertaking_version=UNDERTAKING,
        consent_version=UNDERTAKING,
        submitted_at=at(day),
        revision=1,
        motivation="می‌خواهم آموخته‌هایم را روی یک مسئلهٔ واقعی صنعت بیازمایم.",
    )
    cohort.put(f"enrolment:{item['id']}", enrolment)
    start = index % 3
    Availability.objects.bulk_create(
        Availability(enrolment=enrolment, weekday=weekday, block=block)
        for weekday, block in BLOCKS[start : start + 6]
    )
    walk(enrolment, *_steps(cohort, student, item, day, summer))
    if item["application_status"] == "withdrawn":
        _withdrawal(cohort, enrolment, item)
    if item["scenario"] == "appeal_open":
        _appeal(cohort, enrolment)


def _withdrawal(cohort: Cohort, enrolment: Enrolment, item: dict[str, Any]) -> None:
    """Left after the letter, because of illness: the office has still to judge it."""
    teams = {team["id"]: team for team in cohort.data["teams"]}
    team = teams.get(item["team"] or "")
    withdrawal = Withdrawal.objects.create(
        enrolment=enrolment,
        state=WithdrawalState.PENDING if team else WithdrawalState.FREE,
        code=WithdrawalCode.ILLNESS,
        reason=LEFT_BECAUSE,
        professor=cohort[team["professor"]].user if team else None,
    )
    Withdrawal.objects.filter(pk=withdrawal.pk).update(created_at=at(LEFT_ON))


def _steps(
    cohort: Cohort, student: Student, item: dict[str, Any], day: str, summer: bool
) -> list[Any]:
    officer = cohort["ST2"]
    decided, trained = ("2026-06-10", "2026-06-28") if summer else ("2026-09-16", "2026-09-30")
    steps: list[Any] = [(moves.SUBMIT, student.user, at(day))]
    status = item["application_status"]
    if status == "waiting":
        return [*steps, (moves.WAIT, officer, at(decided), "ظرفیت رشته تکمیل است.")]
    if status == "rejected":
        low = item["scenario"] == "ineligible_credits"
        why = "واحدهای گذرانده کمتر از ۸۰ است." if low else "ظرفیت دوره تکمیل شد."
        code = RejectionCode.CREDITS if low else RejectionCode.CAPACITY
        Enrolment.objects.filter(student=student).update(rejection_code=code, decision_note=why)
        late = decided if low else "2026-11-17"
        return [*steps, (moves.REJECT, officer, at(late), why)]
    steps.append((moves.APPROVE, officer, at(decided)))
    if item["scenario"] != "training_incomplete":
        steps.append((moves.TRAIN, None, at(trained)))
    if status == "withdrawn":
        steps.append((moves.WITHDRAW, student.user, at(LEFT_ON), LEFT_BECAUSE))
    return steps


def _appeal(cohort: Cohort, enrolment: Enrolment) -> None:
    Appeal.objects.create(
        enrolment=enrolment,
        subject=AppealSubject.REJECTION,
        code="AP-1405-01",
        statement="معدل و واحدهای گذرانده‌ام شرایط دوره را دارد؛ خواهش می‌کنم درخواستم بازبینی شود.",
        answer_due=date(2026, 12, 5),
    )
