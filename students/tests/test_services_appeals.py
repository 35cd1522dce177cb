"""Appeals and records."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from partnership.programme.models import CreditRule
from students import services
from students.enums import EnrolmentState
from students.models import Appeal
from students.tests.factories import EnrolmentFactory, StudentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rejected(people: Any) -> Any:
    enrolment = EnrolmentFactory()
    return services.reject_enrolment(
        enrolment_id=enrolment.pk, actor=people.officer, reason="واحد کم", rejection_code="credits"
    )


def test_opening_tells_the_office(people: Any, rejected: Any) -> None:
    student = rejected.student.user
    appeal = services.open_appeal(enrolment_id=rejected.pk, actor=student, statement="۸۲ واحد دارم")
    told = Message.objects.filter(event="appeal.opened_or_answered")
    assert {m.recipient for m in told} == {student, people.officer, people.head}
    assert appeal.answer_due > timezone.localdate()
    with pytest.raises(DomainError):
        services.open_appeal(enrolment_id=rejected.pk, actor=student, statement="دوباره")


def test_only_the_student_in_time_and_after_a_rejection(people: Any, rejected: Any) -> None:
    student = rejected.student.user
    with pytest.raises(NotAllowed):
        services.open_appeal(enrolment_id=rejected.pk, actor=people.officer, statement="x")
    with pytest.raises(NotAllowed):
        services.open_appeal(enrolment_id=rejected.pk, actor=people.student, statement="x")
    rejected.state_changed_at = timezone.now() - timedelta(days=20)
    rejected.save()
    with pytest.raises(DomainError):
        services.open_appeal(enrolment_id=rejected.pk, actor=student, statement="x")
    for state in set(EnrolmentState) - {EnrolmentState.REJECTED}:
        other = EnrolmentFactory(state=state)
        with pytest.raises(DomainError):
            services.open_appeal(enrolment_id=other.pk, actor=other.student.user, statement="x")


@pytest.mark.parametrize(
    ("name", "state", "after"),
    [("accept_appeal", "accepted", "submitted"), ("dismiss_appeal", "dismissed", "rejected")],
)
def test_the_answer(people: Any, rejected: Any, name: str, state: str, after: str) -> None:
    student = rejected.student.user
    appeal = services.open_appeal(enrolment_id=rejected.pk, actor=student, statement="x")
    answer = getattr(services, name)
    with pytest.raises(NotAllowed):
        answer(appeal_id=appeal.pk, actor=student, reason="x")
    with pytest.raises(DomainError):
        answer(appeal_id=appeal.pk, actor=people.officer, reason="")
    answer(appeal_id=appeal.pk, actor=people.officer, reason="بررسی شد")
    appeal.refresh_from_db()
    rejected.refresh_from_db()
    assert (appeal.state, appeal.answer, rejected.state) == (state, "بررسی شد", after)
    assert Message.objects.filter(event="appeal.opened_or_answered", recipient=student).count() == 2
    assert ActionLog.objects.about(appeal).first().verb == f"students.appeal.{name.split('_')[0]}"
    with pytest.raises(WrongState):
        answer(appeal_id=appeal.pk, actor=people.officer, reason="باز")


def test_a_grade_is_appealed_against_from_the_day_it_was_decided() -> None:
    enrolment = EnrolmentFactory(state=EnrolmentState.TRAINED)
    student = enrolment.student.user
    with pytest.raises(DomainError):
        services.open_appeal(
            enrolment_id=enrolment.pk, actor=student, statement="x", subject="grade"
        )
    services.open_appeal(
        enrolment_id=enrolment.pk,
        actor=student,
        statement="x",
        subject="grade",
        decided_on=timezone.localdate(),
    )
    assert Appeal.objects.get().subject == "grade"


class TestRecord:
    def test_changes_are_logged(self, people: Any) -> None:
        CreditRule.objects.create(credits=Decimal("2.0"), min_hours=240)
        student, until = StudentFactory(), timezone.localdate() + timedelta(days=100)
        services.change_record(
            student_id=student.pk,
            actor=people.officer,
            insured_until=until,
            internship_credits=Decimal("2.0"),
            on_probation=True,
        )
        student.refresh_from_db()
        assert (student.insured_until, student.internship_credits, student.on_probation) == (
            until,
            2,
            True,
        )
        assert set(ActionLog.objects.about(student).get().data) == {
            "insured_until",
            "internship_credits",
            "on_probation",
        }
        with pytest.raises(DomainError):
            services.change_record(
                student_id=student.pk, actor=people.officer, internship_credits=Decimal("1.5")
            )

    def test_needs_the_office(self, people: Any) -> None:
        student = StudentFactory()
        for actor in (student.user, people.professor, people.education):
            with pytest.raises(NotAllowed):
                services.change_record(student_id=student.pk, actor=actor)
            with pytest.raises(NotAllowed):
                services.reveal_national_id(student_id=student.pk, actor=actor)

    def test_a_look_at_the_national_id_is_logged(self, people: Any) -> None:
        student = StudentFactory()
        assert (
            services.reveal_national_id(student_id=student.pk, actor=people.officer)
            == student.national_id
        )
        assert ActionLog.objects.about(student).get().verb == "students.student.reveal_national_id"
