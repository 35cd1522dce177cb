"""The registrar's figures in applications: taken, shown beside the student's, or set aside."""

from decimal import Decimal
from typing import Any

import pytest

from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from students import services
from students.models import RegistrarRecord
from students.selectors import registrar_differences, registrar_states
from students.tests.factories import (
    EnrolmentFactory,
    MajorFactory,
    RoundFactory,
    StudentFactory,
    TermFactory,
)
from students.tests.lists import line, take_over

pytestmark = pytest.mark.django_db
#: What the list says: 95 credits, 17.25, not on probation.
GIVEN = {"passed_credits": 98, "gpa": "17.10", "on_probation": True}


@pytest.fixture
def officer(people: Any) -> Any:
    MajorFactory()
    return people.officer


def applicant(number: int = 1, state: str = "submitted", **options: Any) -> Any:
    """An application whose student stands in the list as `line(number)`, with other figures."""
    row = line(number)
    student = StudentFactory(
        student_number=row[0],
        national_id=options.pop("national_id", row[1]),
        first_name_fa="نرگس",
        last_name_fa=f"كريمى {number}",
        passed_credits=98,
        gpa=Decimal("17.10"),
        on_probation=True,
    )
    return EnrolmentFactory(student=student, state=state, **options)


def figures(enrolment: Any) -> tuple[Any, ...]:
    """What counts now."""
    enrolment.refresh_from_db()
    student = enrolment.student
    student.refresh_from_db()
    return student.passed_credits, student.gpa, student.on_probation


@pytest.mark.parametrize("state", ["submitted", "returned", "waiting"])
def test_figures_are_taken_and_the_declared_kept(officer: Any, state: str) -> None:
    enrolment = applicant(state=state)
    handed = take_over(officer, [line(1)])
    assert figures(enrolment) == (95, Decimal("17.25"), False)
    assert enrolment.declared == GIVEN
    assert enrolment.student.registrar_checked_at
    assert handed.report["matched"] == {"matched": 1, "adjusted": 1}
    log = ActionLog.objects.about(enrolment).get(verb="students.enrolment.match")
    assert log.actor == officer
    assert log.data["passed_credits"] == [98, 95]
    comparison = registrar_differences(enrolment)
    assert (comparison.state, comparison.name_differs) == ("differs", False)
    assert [(row.declared, row.registrar, row.taken) for row in comparison.rows][:1] == [
        (98, 95, 95)
    ]


@pytest.mark.parametrize("state", ["draft", "approved", "trained", "rejected", "withdrawn"])
def test_other_applications_only_show_it(officer: Any, state: str) -> None:
    enrolment = applicant(state=state)
    take_over(officer, [line(1)])
    assert figures(enrolment)[0] == 98
    comparison = registrar_differences(enrolment)
    assert (comparison.state, comparison.can_decide) == ("differs", False)


def test_earlier_rounds_are_left_alone(officer: Any) -> None:
    past = RoundFactory(term=TermFactory(code="14041"), is_current=False)
    enrolment = applicant(round=past)
    take_over(officer, [line(1)])
    assert figures(enrolment)[0] == 98


def test_another_national_id_takes_nothing(officer: Any) -> None:
    enrolment = applicant(national_id=line(9)[1])
    take_over(officer, [line(1)])
    assert figures(enrolment)[0] == 98
    assert enrolment.student.registrar_checked_at is None
    assert registrar_differences(enrolment).state == "other_id"


def test_same_figures_change_nothing(officer: Any) -> None:
    enrolment = applicant()
    row = line(1, passed_credits="98", gpa="17.1", on_probation="مشروط")
    handed = take_over(officer, [row])
    assert handed.report["matched"] == {"matched": 1, "adjusted": 0}
    assert not ActionLog.objects.about(enrolment).filter(verb="students.enrolment.match").exists()
    assert registrar_differences(enrolment).state == "same"


def test_figures_are_taken_when_the_application_is_handed_in(officer: Any) -> None:
    take_over(officer, [line(1)])
    enrolment = applicant(state="draft")
    services.submit_enrolment(enrolment_id=enrolment.pk, actor=enrolment.student.user)
    assert figures(enrolment) == (95, Decimal("17.25"), False)
    assert enrolment.declared == GIVEN


def test_states_of_a_page_of_applications(officer: Any, django_assert_num_queries: Any) -> None:
    take_over(
        officer, [line(1), line(2), line(4, passed_credits="98", gpa="17.1", on_probation="1")]
    )
    rows = [applicant(n) for n in (1, 3, 4)] + [applicant(2, national_id=line(9)[1])]
    take_over(officer, [line(1)])
    with django_assert_num_queries(1):
        states = registrar_states(rows)
    assert [states[row.pk] for row in rows] == ["differs", "none", "same", "other_id"]


def test_known_under_another_number(officer: Any) -> None:
    take_over(officer, [line(1)])
    enrolment = EnrolmentFactory(student=StudentFactory(national_id=line(1)[1]))
    comparison = registrar_differences(enrolment)
    assert (comparison.state, comparison.other_number) == ("other_number", line(1)[0])


class TestOfficersWord:
    def test_keep_and_take_again(self, officer: Any) -> None:
        enrolment = applicant()
        take_over(officer, [line(1)])
        services.keep_declared(enrolment_id=enrolment.pk, actor=officer, reason="کارنامه آورد")
        assert figures(enrolment) == (98, Decimal("17.10"), True)
        assert registrar_differences(enrolment).state == "kept"
        log = ActionLog.objects.about(enrolment).get(verb="students.enrolment.keep_declared")
        assert (log.reason, log.actor) == ("کارنامه آورد", officer)
        take_over(officer, [line(1)])
        assert figures(enrolment)[0] == 98, "the same figures again do not undo the officer"
        services.take_registrar(enrolment_id=enrolment.pk, actor=officer, reason="اشتباه بود")
        assert figures(enrolment) == (95, Decimal("17.25"), False)
        assert enrolment.declared == GIVEN

    def test_new_figures_of_the_registrar_count_again(self, officer: Any) -> None:
        enrolment = applicant()
        take_over(officer, [line(1)])
        services.keep_declared(enrolment_id=enrolment.pk, actor=officer, reason="x")
        take_over(officer, [line(1, passed_credits="101")])
        assert figures(enrolment)[0] == 101
        assert registrar_differences(enrolment).state == "differs"

    def test_refusals(self, officer: Any, people: Any) -> None:
        enrolment = applicant()
        with pytest.raises(DomainError):
            services.keep_declared(enrolment_id=enrolment.pk, actor=officer, reason="x")
        with pytest.raises(DomainError):
            services.take_registrar(enrolment_id=enrolment.pk, actor=officer)
        take_over(officer, [line(1)])
        with pytest.raises(DomainError):
            services.keep_declared(enrolment_id=enrolment.pk, actor=officer, reason=" ")
        for person in (people.student, people.professor, enrolment.student.user):
            with pytest.raises(NotAllowed):
                services.keep_declared(enrolment_id=enrolment.pk, actor=person, reason="x")
            with pytest.raises(NotAllowed):
                services.take_registrar(enrolment_id=enrolment.pk, actor=person)
        type(enrolment).objects.filter(pk=enrolment.pk).update(state="approved")
        with pytest.raises(DomainError):
            services.keep_declared(enrolment_id=enrolment.pk, actor=officer, reason="x")


def test_records_stay_one_per_number(officer: Any) -> None:
    for _again in range(3):
        take_over(officer, [line(1), line(2)])
    assert RegistrarRecord.objects.count() == 2
