"""Rules set aside for one student: granted, ended, refused; their pages."""

import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from partnership.programme.models import MajorRule
from students import services
from students.enums import EnrolmentState, RuleCode
from students.models import Waiver
from students.selectors import (
    broken_rules,
    eligible_students,
    missing_courses,
    missing_for_letter,
)
from students.tests.factories import (
    CourseFactory,
    EnrolmentFactory,
    MajorFactory,
    RoundFactory,
    StudentFactory,
)
from students.tests.test_rules import F, V, standing

pytestmark = pytest.mark.django_db


class TestWaivers:
    def test_waives_logs_and_tells(self, people: Any) -> None:
        enrolment = EnrolmentFactory(student=StudentFactory(passed_credits=62))
        waiver = services.waive_rule(
            enrolment_id=enrolment.pk, rule="credits", reason=" ترم آخر ", actor=people.officer
        )
        assert (waiver.reason, waiver.granted_by) == ("ترم آخر", people.officer)
        assert standing(enrolment, RuleCode.CREDITS) == V
        assert broken_rules(enrolment) == []
        log = ActionLog.objects.about(enrolment).first()
        assert (log.verb, log.actor) == ("students.enrolment.waive", people.officer)
        letter = Message.objects.get(event="eligibility.waived")
        assert letter.recipient == enrolment.student.user
        assert "ترم آخر" in letter.body

    def test_a_letter_in_each_language(self, people: Any) -> None:
        for language, word in (("fa", "واحدهای گذرانده"), ("en", "Credits passed")):
            student = StudentFactory(passed_credits=62, user__language=language)
            enrolment = EnrolmentFactory(student=student)
            services.waive_rule(
                enrolment_id=enrolment.pk, rule="credits", reason="x", actor=people.officer
            )
            assert word in Message.objects.get(recipient=student.user).subject

    def test_ending_makes_the_rule_count_again(self, people: Any) -> None:
        enrolment = EnrolmentFactory(student=StudentFactory(passed_credits=62))
        waiver = services.waive_rule(
            enrolment_id=enrolment.pk, rule="credits", reason="x", actor=people.officer
        )
        with pytest.raises(DomainError) as refusal:
            services.end_waiver(waiver_id=waiver.pk, reason=" ", actor=people.officer)
        assert refusal.value.field == "reason"
        services.end_waiver(waiver_id=waiver.pk, reason="اشتباه بود", actor=people.officer)
        assert standing(enrolment, RuleCode.CREDITS) == F
        assert Message.objects.filter(event="eligibility.counts_again").count() == 1
        with pytest.raises(WrongState):
            services.end_waiver(waiver_id=waiver.pk, reason="x", actor=people.officer)
        again = services.waive_rule(
            enrolment_id=enrolment.pk, rule="credits", reason="y", actor=people.officer
        )
        assert again.pk != waiver.pk
        assert Waiver.objects.count() == 2

    def test_a_waived_training_does_not_block(self, people: Any) -> None:
        CourseFactory()
        student = StudentFactory(insured_until=timezone.localdate())
        enrolment = EnrolmentFactory(student=student, state=EnrolmentState.APPROVED)
        assert len(missing_for_letter(student)) == 1
        waiver = services.waive_rule(
            enrolment_id=enrolment.pk, rule="training", reason="x", actor=people.officer
        )
        enrolment.refresh_from_db()
        assert enrolment.state == EnrolmentState.TRAINED
        assert missing_courses(student) == []
        assert missing_for_letter(student) == []
        assert list(eligible_students(enrolment.round)) == [student]
        services.end_waiver(waiver_id=waiver.pk, reason="x", actor=people.officer)
        enrolment.refresh_from_db()
        assert enrolment.state == EnrolmentState.APPROVED
        assert list(eligible_students(enrolment.round)) == []

    @pytest.mark.parametrize(
        ("rule", "why"),
        [("undertaking", DomainError), ("credits", DomainError), ("nonsense", DomainError)],
    )
    def test_refusals(self, people: Any, rule: str, why: type[Exception]) -> None:
        enrolment = EnrolmentFactory(undertaking_at=None)
        with pytest.raises(why):
            services.waive_rule(
                enrolment_id=enrolment.pk, rule=rule, reason="x", actor=people.officer
            )
        assert not Waiver.objects.exists()

    def test_needs_a_reason_and_the_office(self, people: Any) -> None:
        enrolment = EnrolmentFactory(student=StudentFactory(passed_credits=62))
        with pytest.raises(DomainError) as refusal:
            services.waive_rule(
                enrolment_id=enrolment.pk, rule="credits", reason=" ", actor=people.officer
            )
        assert refusal.value.field == "reason"
        for actor in (enrolment.student.user, people.professor, people.manager, people.observer):
            with pytest.raises(NotAllowed):
                services.waive_rule(
                    enrolment_id=enrolment.pk, rule="credits", reason="x", actor=actor
                )
        services.waive_rule(
            enrolment_id=enrolment.pk, rule="credits", reason="x", actor=people.officer
        )
        with pytest.raises(WrongState):
            services.waive_rule(
                enrolment_id=enrolment.pk, rule="credits", reason="x", actor=people.head
            )

    def test_the_database_keeps_one_in_force(self, people: Any) -> None:
        enrolment = EnrolmentFactory()
        Waiver.objects.create(enrolment=enrolment, rule="gpa", reason="x")
        with pytest.raises(IntegrityError), transaction.atomic():
            Waiver.objects.create(enrolment=enrolment, rule="gpa", reason="y")


@pytest.mark.django_db(transaction=True)
def test_two_officers_waive_once(people: Any) -> None:
    enrolment = EnrolmentFactory(student=StudentFactory(passed_credits=62))
    barrier, refused = threading.Barrier(4), []

    def waive() -> None:
        try:
            barrier.wait(10)
            services.waive_rule(
                enrolment_id=enrolment.pk, rule="credits", reason="x", actor=people.officer
            )
        except DomainError:
            refused.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=waive) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Waiver.objects.count(), len(refused)) == (1, 3)
    assert Message.objects.filter(event="eligibility.waived").count() == 1


class TestPages:
    @pytest.fixture
    def office(self, people: Any, settings: Any) -> Client:
        settings.REQUIRE_STAFF_MFA = False
        client = Client()
        client.force_login(people.officer)
        return client

    def test_waive_and_end_from_the_page(self, office: Client) -> None:
        enrolment = EnrolmentFactory(student=StudentFactory(passed_credits=62))
        page = office.get(enrolment.get_absolute_url()).content.decode()
        url = reverse("students:waive_rule", args=[enrolment.pk, "credits"])
        assert url in page
        assert reverse("students:waive_rule", args=[enrolment.pk, "gpa"]) not in page
        assert office.get(url).status_code == 200
        assert office.post(url, {"reason": " "}).status_code == 422
        assert office.post(url, {"reason": "ترم آخر"}).url == enrolment.get_absolute_url()
        waiver = Waiver.objects.get()
        end = reverse("students:end_waiver", args=[enrolment.pk, waiver.pk])
        assert end in office.get(enrolment.get_absolute_url()).content.decode()
        assert office.post(end, {"reason": "اشتباه"}).url == enrolment.get_absolute_url()
        waiver.refresh_from_db()
        assert waiver.ended_at

    def test_parents_and_children_belong_together(self, office: Client) -> None:
        mine, other = EnrolmentFactory(), EnrolmentFactory()
        waiver = Waiver.objects.create(enrolment=other, rule="gpa", reason="x")
        url = reverse("students:end_waiver", args=[mine.pk, waiver.pk])
        assert office.post(url, {"reason": "x"}).status_code == 404
        for rule in ("undertaking", "nonsense"):
            url = reverse("students:waive_rule", args=[mine.pk, rule])
            assert office.get(url).status_code == 404

    def test_others_cannot(self, people: Any) -> None:
        enrolment = EnrolmentFactory(student=StudentFactory(passed_credits=62))
        url = reverse("students:waive_rule", args=[enrolment.pk, "credits"])
        client = Client()
        for user, status in (
            (enrolment.student.user, 403),
            (StudentFactory().user, 404),
            (people.professor, 404),
        ):
            client.force_login(user)
            assert client.post(url, {"reason": "x"}).status_code == status
        assert not Waiver.objects.exists()

    def test_the_round_form_offers_rules_of_majors(self, office: Client) -> None:
        round_, major = RoundFactory(), MajorFactory()
        MajorRule.objects.create(round=round_, major=major, min_credits=70)
        page = office.get(reverse("admin:programme_round_change", args=[round_.pk]))
        text = page.content.decode()
        assert page.status_code == 200
        for name in ("gpa_bars", "probation_bars", "needs_insurance", "withdrawals_allowed"):
            assert f'name="{name}"' in text
        assert 'name="major_rules-0-min_credits"' in text
