"""Credits: gates, sending, recording, returning – and every refusal."""

from decimal import Decimal

import pytest

from certificates import services
from certificates.enums import CreditState, Gate
from certificates.models import Credit, GradeList
from certificates.tests.factories import (
    add_hours,
    education,
    evaluate,
    evaluated_team,
    officer,
    ready_credit,
)
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from students.tests.factories import RoundFactory, TermFactory
from teams.enums import AssessmentState

pytestmark = pytest.mark.django_db


def member_of(team, number=0):
    return list(team.memberships.active().order_by("seat"))[number]


def test_credit_is_ready_when_every_gate_is_open():
    credit = ready_credit()
    assert credit.state == CreditState.READY
    assert credit.blocked_by == []
    assert credit.hours == Decimal("60.00")
    assert credit.grade == Decimal("17.75")
    assert ActionLog.objects.about(credit).filter(after=CreditState.READY).count() == 1
    letter = Message.objects.get(event="result.final")
    assert letter.recipient == credit.student.user


@pytest.mark.parametrize(
    ("gate", "break_it"),
    [
        (Gate.REGISTERED, lambda member: _student(member, internship_credits=None)),
        (Gate.REGISTERED, lambda member: _student(member, internship_credits=Decimal("2"))),
        (Gate.HOURS, lambda member: member.weekly_reports.update(state="submitted")),
        (
            Gate.SUPERVISOR,
            lambda member: member.evaluations.filter(kind="industrial_supervisor").update(
                state="draft"
            ),
        ),
        (
            Gate.PROFESSOR,
            lambda member: member.evaluations.filter(kind="supervising_professor").update(
                state="draft"
            ),
        ),
        (Gate.REPORT, lambda member: _report(member, AssessmentState.SUBMITTED)),
        (Gate.GRADE, lambda member: evaluate(member, "10", "20")),
    ],
)
def test_closed_gate_blocks_credit_and_says_which(gate, break_it):
    credit = ready_credit()
    break_it(credit.membership)
    services.refresh_credits(membership_ids=[credit.membership_id])
    credit.refresh_from_db()
    assert credit.state == CreditState.BLOCKED
    assert gate.value in credit.blocked_by


def _student(member, **fields):
    for name, value in fields.items():
        setattr(member.student, name, value)
    member.student.save()


def _report(member, state):
    member.team.final_report.state = state
    member.team.final_report.save()


def test_same_figures_again_tell_student_once():
    credit = ready_credit()
    services.refresh_credits(membership_ids=[credit.membership_id])
    assert Message.objects.filter(event="result.final").count() == 1


def test_changed_grade_tells_student_again():
    credit = ready_credit()
    evaluate(credit.membership, "38.00", "54.50")
    services.refresh_credits(membership_ids=[credit.membership_id])
    assert Message.objects.filter(event="result.final").count() == 2


def test_send_freezes_versioned_list_per_faculty():
    team = evaluated_team()
    first, second = ready_credit(team, 0), ready_credit(team, 1)
    education()
    [listed] = services.send_credits(credit_ids=[first.pk, second.pk], actor=officer())
    assert listed.version == 1
    assert [row["grade"] for row in listed.rows] == ["17.75", "17.75"]
    assert {row["student_number"] for row in listed.rows} == {
        first.student.student_number,
        second.student.student_number,
    }
    assert set(Credit.objects.values_list("state", flat=True)) == {CreditState.SENT}
    assert Message.objects.filter(event="credit.sent").count() >= 1


def test_sent_figures_stay_as_they_went():
    credit = ready_credit()
    services.send_credit(credit_id=credit.pk, actor=officer())
    evaluate(credit.membership, "10", "20")
    services.refresh_credits(membership_ids=[credit.membership_id])
    credit.refresh_from_db()
    assert credit.grade == Decimal("17.75")
    with pytest.raises(DomainError):
        services.require_not_sent(membership_ids=[credit.membership_id])


def test_blocked_credit_is_not_sent():
    team = evaluated_team()
    member = member_of(team)
    add_hours(member, 20)
    services.refresh_credits(membership_ids=[member.pk])
    credit = Credit.objects.get(membership=member)
    with pytest.raises(WrongState):
        services.send_credit(credit_id=credit.pk, actor=officer())
    assert not GradeList.objects.exists()


def test_student_may_not_send_own_credit():
    credit = ready_credit()
    with pytest.raises(NotAllowed):
        services.send_credit(credit_id=credit.pk, actor=credit.student.user)


def test_education_records_under_letter_number():
    credit = ready_credit()
    services.send_credit(credit_id=credit.pk, actor=officer())
    clerk = education()
    with pytest.raises(DomainError):
        services.record_credit(credit_id=credit.pk, actor=clerk, education_letter="  ")
    services.record_credit(credit_id=credit.pk, actor=clerk, education_letter="1405/18/7")
    credit.refresh_from_db()
    assert (credit.state, credit.education_letter) == (CreditState.RECORDED, "1405/18/7")
    assert Message.objects.filter(event="credit.recorded", recipient=credit.student.user).exists()


def test_officer_does_not_record_for_education():
    credit = ready_credit()
    clerk = officer()
    services.send_credit(credit_id=credit.pk, actor=clerk)
    with pytest.raises(NotAllowed):
        services.record_credit(credit_id=credit.pk, actor=clerk, education_letter="1")


def test_returned_credit_is_corrected_in_a_new_version():
    credit = ready_credit()
    services.send_credit(credit_id=credit.pk, actor=officer())
    with pytest.raises(DomainError):
        services.return_credit(credit_id=credit.pk, actor=education(), reason="")
    services.return_credit(credit_id=credit.pk, actor=education(), reason="کد درس نادرست است")
    services.refresh_credits(membership_ids=[credit.membership_id])
    services.send_credit(credit_id=credit.pk, actor=officer())
    assert list(GradeList.objects.order_by("version").values_list("version", flat=True)) == [1, 2]


def test_second_credit_of_a_student_is_refused():
    first = ready_credit()
    services.send_credit(credit_id=first.pk, actor=officer())
    earlier = TermFactory(code="14043", name_fa="تابستان", name_en="Summer")
    team = evaluated_team(round=RoundFactory(term=earlier, is_current=False))
    member = member_of(team)
    member.student = first.student
    member.save()
    evaluate(member)
    services.refresh_credits(membership_ids=[member.pk])
    second = Credit.objects.get(membership=member)
    assert Gate.ONCE.value in second.blocked_by


def test_nobody_without_a_role_touches_credits():
    credit = ready_credit()
    stranger = UserFactory()
    for act in (
        lambda: services.send_credit(credit_id=credit.pk, actor=stranger),
        lambda: services.return_credit(credit_id=credit.pk, actor=stranger, reason="x"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not Credit.objects.visible_to(stranger).exists()
