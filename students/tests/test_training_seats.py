"""Seats and the line for them: the last seat, moving up, clashes, calendars in letters."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from icalendar import Calendar

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.notifications.models import Message
from students import services
from students.enums import AttendanceState, EnrolmentState
from students.models import Attendance, Enrolment, TrainingSession
from students.selectors.sessions import attendance_list, place_in_line
from students.tests.factories import (
    CourseFactory,
    EnrolmentFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
WAITING, REGISTERED = AttendanceState.WAITING, AttendanceState.REGISTERED


def approved(**options: Any) -> Any:
    """The account of an approved student."""
    return EnrolmentFactory(state=EnrolmentState.APPROVED, **options).student.user


def take(session: TrainingSession, user: Any) -> Attendance:
    return services.register_seat(session_id=session.pk, actor=user)


def states(session: TrainingSession) -> dict[int, str]:
    """Seats by account."""
    return dict(session.seats.values_list("student__user", "state"))


def letters(event: str, user: Any) -> list[Message]:
    return list(Message.objects.filter(event=event, recipient=user).order_by("pk"))


def entry(message: Message) -> tuple[str, Any]:
    """Method and event of the calendar file a letter carries."""
    (item,) = message.attachments
    calendar = Calendar.from_ical(item["text"])
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


class TestLine:
    def test_full_session_gives_a_place_in_the_line(self) -> None:
        session = SessionFactory(capacity=1)
        first, second, third = approved(), approved(), approved()
        assert take(session, first).state == REGISTERED
        seats = [take(session, user) for user in (second, third)]
        assert [seat.state for seat in seats] == [WAITING, WAITING]
        assert [place_in_line(seat) for seat in seats] == [1, 2]
        assert take(session, second) == seats[0]
        assert letters("training.registered", first)
        assert not letters("training.registered", second)
        shown = TrainingSession.objects.with_seats().get()
        assert (shown.taken, shown.queue) == (1, 2)
        seen = TrainingSession.objects.visible_to(second).with_seats().get()
        assert (seen.taken, seen.queue) == (1, 2)

    def test_first_in_line_moves_up_when_a_seat_is_given_back(self) -> None:
        session = SessionFactory(capacity=1)
        first, second, third = approved(), approved(), approved()
        for user in (first, second, third):
            take(session, user)
        services.release_seat(session_id=session.pk, actor=first)
        assert states(session) == {second.pk: REGISTERED, third.pk: WAITING}
        assert letters("training.seat_free", second)
        assert not letters("training.seat_free", third)
        assert entry(letters("training.released", first)[0])[0] == "CANCEL"

    def test_leaving_the_line_moves_nobody(self) -> None:
        session = SessionFactory(capacity=1)
        first, second, third = approved(), approved(), approved()
        for user in (first, second, third):
            take(session, user)
        services.release_seat(session_id=session.pk, actor=second)
        assert states(session) == {first.pk: REGISTERED, third.pk: WAITING}
        assert not letters("training.released", second)

    def test_more_seats_move_the_line_up(self, people: Any) -> None:
        session = SessionFactory(capacity=1)
        users = [approved() for _place in range(4)]
        for user in users:
            take(session, user)
        services.change_session(session_id=session.pk, actor=people.officer, capacity=3)
        assert list(states(session).values()).count(REGISTERED) == 3
        assert states(session)[users[3].pk] == WAITING
        with pytest.raises(DomainError):
            services.change_session(session_id=session.pk, actor=people.officer, capacity=2)
        assert not letters("training.changed", users[0])

    def test_who_left_the_round_loses_the_seat_and_is_passed_over(self) -> None:
        session = SessionFactory(capacity=1)
        first, second, third = approved(), approved(), approved()
        for user in (first, second, third):
            take(session, user)
        Enrolment.objects.filter(student__user__in=[first, second]).update(state="withdrawn")
        assert services.free_lost_seats() == 2
        assert states(session) == {third.pk: REGISTERED}
        assert services.free_lost_seats() == 0

    def test_nobody_moves_up_once_it_has_begun(self) -> None:
        session = SessionFactory(capacity=1)
        first, second = approved(), approved()
        for user in (first, second):
            take(session, user)
        TrainingSession.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
        with pytest.raises(WrongState):
            services.release_seat(session_id=session.pk, actor=first)
        with pytest.raises(DomainError):
            take(session, approved())
        assert states(session) == {first.pk: REGISTERED, second.pk: WAITING}

    def test_who_waits_is_not_registered_on_the_sheet(self) -> None:
        session = SessionFactory(capacity=1)
        first, second = approved(), approved()
        for user in (first, second):
            take(session, user)
        rows = {row.pk: row.is_stranger for row in attendance_list(session)}
        assert rows == {first.student.pk: False, second.student.pk: True}

    def test_only_accepted_students(self, people: Any) -> None:
        session = SessionFactory()
        for user in (EnrolmentFactory().student.user, people.professor, people.officer):
            with pytest.raises(NotAllowed):
                take(session, user)


class TestClash:
    def test_two_sessions_at_one_time(self) -> None:
        user, now = approved(), timezone.now()
        one = SessionFactory(starts_at=now + timedelta(hours=24), ends_at=now + timedelta(hours=26))
        other = SessionFactory(
            course=CourseFactory(code="TR-X"),
            starts_at=now + timedelta(hours=25),
            ends_at=now + timedelta(hours=27),
        )
        after = SessionFactory(
            starts_at=now + timedelta(hours=26), ends_at=now + timedelta(hours=28)
        )
        take(one, user)
        with pytest.raises(DomainError, match=r"ایمنی|HSE"):
            take(other, user)
        assert take(after, user).state == REGISTERED
        services.release_seat(session_id=one.pk, actor=user)
        services.release_seat(session_id=after.pk, actor=user)
        assert take(other, user).state == REGISTERED


class TestCalendar:
    def test_letters_follow_one_appointment_through_its_life(self, people: Any) -> None:
        session = SessionFactory(link="https://class.example/1", note="کفش ایمنی")
        user = approved()
        take(session, user)
        method, event = entry(letters("training.registered", user)[0])
        uid = str(event["UID"])
        assert (method, event["SEQUENCE"]) == ("REQUEST", 0)
        assert event["DTSTART"].dt == session.starts_at.replace(microsecond=0)
        assert "https://class.example/1" in event["DESCRIPTION"]
        services.change_session(session_id=session.pk, actor=people.officer, place="کلاس ۲")
        method, event = entry(letters("training.changed", user)[0])
        assert (method, event["SEQUENCE"], str(event["UID"])) == ("REQUEST", 1, uid)
        assert str(event["LOCATION"]) == "کلاس ۲"
        services.change_session(session_id=session.pk, actor=people.officer, place="کلاس ۲")
        assert len(letters("training.changed", user)) == 1
        services.cancel_session(session_id=session.pk, actor=people.officer, reason="برف")
        method, event = entry(letters("training.cancelled", user)[0])
        assert (method, event["SEQUENCE"], str(event["UID"])) == ("CANCEL", 2, uid)
        assert str(event["STATUS"]) == "CANCELLED"

    def test_who_waits_is_told_without_the_link(self, people: Any) -> None:
        session = SessionFactory(capacity=1, link="https://class.example/1")
        first, second = approved(), approved()
        for user in (first, second):
            take(session, user)
        services.change_session(session_id=session.pk, actor=people.officer, place="کلاس ۲")
        (message,) = letters("training.changed", second)
        assert message.attachments == []
        assert "class.example" not in message.body

    def test_instructor_is_told_and_relieved(self, people: Any) -> None:
        session = SessionFactory(instructor=people.professor)
        services.change_session(
            session_id=session.pk, actor=people.officer, instructor_id=people.manager.pk
        )
        assert entry(letters("training.assigned", people.manager)[0])[0] == "REQUEST"
        assert entry(letters("training.relieved", people.professor)[0])[0] == "CANCEL"


def _at_once(session: TrainingSession, users: list[Any]) -> None:
    barrier = threading.Barrier(len(users))

    def register(user: Any) -> None:
        try:
            barrier.wait(10)
            take(session, user)
        finally:
            connection.close()

    threads = [threading.Thread(target=register, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_the_last_seat_goes_to_one_and_the_others_wait(self) -> None:
        session = SessionFactory(capacity=1)
        _at_once(session, [approved() for _place in range(4)])
        assert sorted(states(session).values()) == [REGISTERED, WAITING, WAITING, WAITING]

    def test_control_with_room_for_all(self) -> None:
        session = SessionFactory(capacity=4)
        _at_once(session, [approved() for _place in range(4)])
        assert set(states(session).values()) == {REGISTERED}

    def test_one_free_seat_goes_to_one_of_the_line(self) -> None:
        """Two give their seats back at the same moment: two move up, nobody twice."""
        session = SessionFactory(capacity=2)
        users = [approved() for _place in range(5)]
        for user in users:
            take(session, user)
        barrier = threading.Barrier(2)

        def release(user: Any) -> None:
            try:
                barrier.wait(10)
                services.release_seat(session_id=session.pk, actor=user)
            finally:
                connection.close()

        threads = [threading.Thread(target=release, args=(user,)) for user in users[:2]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert states(session) == {
            users[2].pk: REGISTERED,
            users[3].pk: REGISTERED,
            users[4].pk: WAITING,
        }
        assert Message.objects.filter(event="training.seat_free").count() == 2
