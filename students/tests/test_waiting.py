"""The waiting list: places, order, and who gets a place that became free."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import available_moves, require
from partnership.notifications.models import Message
from partnership.programme.models import Round
from partnership.programme.signals import places_changed
from students import services, workflow
from students.enums import ENROLMENT_ACCEPTED
from students.enums import EnrolmentState as S
from students.models import Enrolment
from students.selectors import waiting_for
from students.selectors.waiting import place_of, places_left, waiting_list
from students.tests.factories import (
    CourseFactory,
    EnrolmentFactory,
    RoundFactory,
    StudentFactory,
)

pytestmark = pytest.mark.django_db


def queue(people: Any, count: int, round_: Round, **more: Any) -> list[Enrolment]:
    """Applications put on the waiting list one after the other."""
    rows = [EnrolmentFactory(round=round_) for _n in range(count)]
    return [
        services.wait_enrolment(enrolment_id=row.pk, actor=people.officer, **more) for row in rows
    ]


def states(rows: list[Enrolment]) -> list[str]:
    """As they stand in the database."""
    found = dict(Enrolment.objects.values_list("pk", "state"))
    return [found[row.pk] for row in rows]


def test_places_are_counted_past_gaps(people: Any) -> None:
    rows = queue(people, 3, RoundFactory())
    assert [place_of(row) for row in rows] == [1, 2, 3]
    services.reject_enrolment(
        enrolment_id=rows[1].pk, actor=people.officer, rejection_code="capacity"
    )
    rows[2].refresh_from_db()
    assert (rows[2].waiting_number, place_of(rows[2])) == (3, 2)
    assert place_of(Enrolment.objects.get(pk=rows[1].pk)) is None


class TestOrder:
    def test_moves_with_a_reason(self, people: Any) -> None:
        round_ = RoundFactory()
        rows = queue(people, 4, round_)
        services.move_in_list(
            enrolment_id=rows[3].pk, place=1, actor=people.officer, reason="ترم آخر است"
        )
        order = list(waiting_list(round_.pk))
        assert order == [rows[3], rows[0], rows[1], rows[2]]
        log = ActionLog.objects.about(rows[3]).first()
        assert (log.reason, log.data) == ("ترم آخر است", {"from": 4, "to": 1})

    @pytest.mark.parametrize(
        ("place", "reason", "field"), [(0, "x", "place"), (9, "x", "place"), (1, " ", "reason")]
    )
    def test_refusals(self, people: Any, place: int, reason: str, field: str) -> None:
        rows = queue(people, 2, RoundFactory())
        with pytest.raises(DomainError) as refusal:
            services.move_in_list(
                enrolment_id=rows[1].pk, place=place, actor=people.officer, reason=reason
            )
        assert refusal.value.field == field
        with pytest.raises(NotAllowed):
            services.move_in_list(
                enrolment_id=rows[1].pk, place=1, actor=rows[1].student.user, reason="x"
            )
        with pytest.raises(DomainError):
            services.move_in_list(
                enrolment_id=EnrolmentFactory().pk, place=1, actor=people.officer, reason="x"
            )


class TestPromotion:
    def test_a_withdrawal_promotes_the_first_who_breaks_no_rule(self, people: Any) -> None:
        CourseFactory()
        round_ = RoundFactory(capacity=1)
        taken = EnrolmentFactory(round=round_, state=S.APPROVED)
        rows = queue(people, 3, round_)
        rows[0].student.passed_credits = 5
        rows[0].student.save()
        before = Message.objects.count()
        services.withdraw_enrolment(enrolment_id=taken.pk, actor=taken.student.user, reason="سفر")
        assert states(rows) == [S.WAITING, S.APPROVED, S.WAITING]
        log = ActionLog.objects.about(rows[1]).first()
        assert (log.verb, log.actor) == ("students.enrolment.promote", None)
        assert log.data == {"by": taken.student.user_id, "place": 2}
        told = Message.objects.filter(recipient=rows[1].student.user).latest("pk")
        assert told.event == "application.decided" and "خالی شد" in told.body
        assert Message.objects.count() > before

    def test_who_waits_for_something_else_is_passed_over(self, people: Any) -> None:
        CourseFactory()
        round_ = RoundFactory(capacity=1)
        taken = EnrolmentFactory(round=round_, state=S.APPROVED)
        rows = queue(people, 1, round_, wait_code="registrar") + queue(people, 1, round_)
        services.withdraw_enrolment(enrolment_id=taken.pk, actor=people.officer, reason="x")
        assert states(rows) == [S.WAITING, S.APPROVED]

    def test_more_places_promote_as_many(self, people: Any) -> None:
        CourseFactory()
        round_ = RoundFactory(capacity=0)
        rows = queue(people, 4, round_)
        Round.objects.filter(pk=round_.pk).update(capacity=2)
        places_changed.send(Round, round_id=round_.pk, actor_id=people.officer.pk)
        assert states(rows) == [S.APPROVED, S.APPROVED, S.WAITING, S.WAITING]
        Round.objects.filter(pk=round_.pk).update(capacity=None)
        places_changed.send(Round, round_id=round_.pk, actor_id=people.officer.pk)
        assert states(rows) == [S.APPROVED] * 4
        assert places_left(Round.objects.get(pk=round_.pk)) is None

    def test_the_office_changes_the_places(self, people: Any, settings: Any) -> None:
        settings.REQUIRE_STAFF_MFA = False
        CourseFactory()
        round_ = RoundFactory(capacity=0)
        rows = queue(people, 2, round_)
        client = Client()
        client.force_login(people.head)
        url = reverse("admin:programme_round_change", args=[round_.pk])
        form = client.get(url).context["adminform"].form
        sent = {name: form[name].value() for name in form.fields}
        sent = {name: "" if value is None else value for name, value in sent.items()}
        for name in [n for n, value in sent.items() if value is False]:
            del sent[name]
        sent["capacity"] = "1"
        answer = client.post(
            url, {**sent, "major_rules-TOTAL_FORMS": 0, "major_rules-INITIAL_FORMS": 0}
        )
        assert answer.status_code == 302, answer.context["errors"]
        assert states(rows) == [S.APPROVED, S.WAITING]

    def test_the_office_promotes_itself_where_it_wants_to(self, people: Any) -> None:
        CourseFactory()
        round_ = RoundFactory(capacity=1, promotes_by_itself=False)
        taken = EnrolmentFactory(round=round_, state=S.APPROVED)
        rows = queue(people, 2, round_)
        services.withdraw_enrolment(enrolment_id=taken.pk, actor=people.officer, reason="x")
        assert states(rows) == [S.WAITING, S.WAITING]
        (task,) = [t for t in waiting_for(people.officer) if t.kind == "waiting"]
        assert str(rows[0].student) in task.sentence
        assert not [t for t in waiting_for(people.student) if t.kind == "waiting"]
        with pytest.raises(NotAllowed):
            services.promote_first(round_id=round_.pk, actor=people.student)
        assert services.promote_first(round_id=round_.pk, actor=people.officer) == rows[0]
        with pytest.raises(DomainError):
            services.promote_first(round_id=round_.pk, actor=people.officer)
        assert not [t for t in waiting_for(people.officer) if t.kind == "waiting"]
        rows[1].student.passed_credits = 1
        rows[1].student.save()
        Round.objects.filter(pk=round_.pk).update(capacity=5)
        with pytest.raises(DomainError):
            services.promote_first(round_id=round_.pk, actor=people.officer)

    def test_nobody_promotes_by_hand_through_the_move(self, people: Any) -> None:
        (row,) = queue(people, 1, RoundFactory())
        assert workflow.PROMOTE not in available_moves(row, people.officer)
        with pytest.raises(WrongState):
            require(workflow.PROMOTE, EnrolmentFactory(), None)


@pytest.mark.django_db(transaction=True)
def test_withdrawals_at_once_give_each_place_once(people: Any) -> None:
    CourseFactory()
    round_ = RoundFactory(capacity=2)
    taken = [EnrolmentFactory(round=round_, state=S.APPROVED) for _n in range(2)]
    rows = queue(people, 3, round_)
    barrier, broken = threading.Barrier(3), []

    def leave(pk: int) -> None:
        try:
            barrier.wait(10)
            services.withdraw_enrolment(enrolment_id=pk, actor=people.officer, reason="x")
        except Exception as error:  # any failure of a thread is the test's own
            broken.append(error)
        finally:
            connection.close()

    def join_list() -> None:
        try:
            barrier.wait(10)
            new = EnrolmentFactory(round=round_, student=StudentFactory())
            services.wait_enrolment(enrolment_id=new.pk, actor=people.officer)
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=(e.pk,)) for e in taken]
    threads.append(threading.Thread(target=join_list))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not broken
    accepted = Enrolment.objects.filter(round=round_, state__in=ENROLMENT_ACCEPTED)
    assert accepted.count() == 2
    assert states(rows) == [S.APPROVED, S.APPROVED, S.WAITING]
    numbers = list(
        Enrolment.objects.filter(state=S.WAITING).values_list("waiting_number", flat=True)
    )
    assert len(numbers) == len(set(numbers)) == 2
