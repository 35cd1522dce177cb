"""Sessions, seats, attendance, completed courses, reminders."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from students import services
from students.enums import EnrolmentState, SessionState
from students.models import Attendance, CourseCompletion, Enrolment
from students.selectors import eligible_students, missing_for_letter
from students.services.training import expiry_of
from students.tests.factories import (
    CompletionFactory,
    CourseFactory,
    EnrolmentFactory,
    RoundFactory,
    SessionFactory,
    StudentFactory,
    trained_student,
)

pytestmark = pytest.mark.django_db


def approved(**options: Any) -> Enrolment:
    """An approved application."""
    return EnrolmentFactory(state=EnrolmentState.APPROVED, **options)


def told(event: str) -> set[int]:
    """Ids of people who got this letter."""
    return set(Message.objects.filter(event=event).values_list("recipient", flat=True))


def test_planning_invites_those_who_lack_the_course(people: Any) -> None:
    course, round_ = CourseFactory(), RoundFactory()
    lacks, has, waits = approved(), approved(), EnrolmentFactory()
    CompletionFactory(student=has.student)
    starts = timezone.now() + timedelta(days=3)
    session = services.plan_session(
        actor=people.officer,
        course_id=course.pk,
        round_id=round_.pk,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place="کلاس ۱",
    )
    assert told("training.invited") == {lacks.student.user_id}
    assert waits.student.user_id not in told("training.invited")
    services.change_session(session_id=session.pk, actor=people.officer, place="کلاس ۲")
    assert told("training.changed") == set()


def test_planning_needs_the_office_and_sane_times(people: Any) -> None:
    course, round_, now = CourseFactory(), RoundFactory(), timezone.now()
    plan = {
        "course_id": course.pk,
        "round_id": round_.pk,
        "starts_at": now,
        "ends_at": now,
        "place": "x",
    }
    with pytest.raises(NotAllowed):
        services.plan_session(actor=people.student, **plan)
    with pytest.raises(DomainError):
        services.plan_session(actor=people.officer, **plan)


class TestSeats:
    def test_register_and_release(self) -> None:
        session, enrolment = SessionFactory(), approved()
        user = enrolment.student.user
        seat = services.register_seat(session_id=session.pk, actor=user)
        assert services.register_seat(session_id=session.pk, actor=user) == seat
        services.release_seat(session_id=session.pk, actor=user)
        assert not Attendance.objects.exists()

    def test_refusals(self) -> None:
        session = SessionFactory()
        with pytest.raises(NotAllowed):
            services.register_seat(session_id=session.pk, actor=EnrolmentFactory().student.user)
        with pytest.raises(DomainError):
            services.register_seat(
                session_id=SessionFactory(over=True).pk, actor=approved().student.user
            )
        for state in (SessionState.HELD, SessionState.CANCELLED):
            with pytest.raises(WrongState):
                services.register_seat(
                    session_id=SessionFactory(state=state).pk, actor=approved().student.user
                )


class TestAttendance:
    def test_present_students_complete_the_course_and_become_trained(self, people: Any) -> None:
        session = SessionFactory(over=True)
        there, away, walk_in = approved(), approved(), approved()
        for enrolment in (there, away):
            Attendance.objects.create(session=session, student=enrolment.student)
        services.hold_session(
            session_id=session.pk,
            actor=people.officer,
            present=[there.student_id, walk_in.student_id],
        )
        states = dict(Enrolment.objects.values_list("pk", "state"))
        assert states == {there.pk: "trained", away.pk: "approved", walk_in.pk: "trained"}
        completion = CourseCompletion.objects.get(student=there.student)
        assert completion.expires_on == expiry_of(session.course, completion.completed_on)
        assert told("training.completed") == {there.student.user_id, walk_in.student.user_id}
        log = ActionLog.objects.about(there).first()
        assert (log.verb, log.actor) == ("students.enrolment.train", None)

    def test_a_correction_moves_the_completion(self, people: Any) -> None:
        session = SessionFactory(over=True)
        right, wrong = approved(), approved()
        services.hold_session(
            session_id=session.pk, actor=people.officer, present=[wrong.student_id]
        )
        services.correct_attendance(
            session_id=session.pk, actor=people.officer, present=[right.student_id]
        )
        states = dict(Enrolment.objects.values_list("pk", "state"))
        assert states == {right.pk: "trained", wrong.pk: "approved"}
        assert told("training.incomplete") == {wrong.student.user_id}

    def test_the_instructor_may_others_may_not(self, people: Any) -> None:
        session = SessionFactory(over=True, instructor=people.professor)
        for stranger in (people.student, people.manager):
            with pytest.raises(NotAllowed):
                services.hold_session(session_id=session.pk, actor=stranger, present=[])
        services.hold_session(session_id=session.pk, actor=people.professor, present=[])
        with pytest.raises(WrongState):
            services.hold_session(session_id=session.pk, actor=people.professor, present=[])

    def test_refusals(self, people: Any) -> None:
        with pytest.raises(DomainError):
            services.hold_session(session_id=SessionFactory().pk, actor=people.officer, present=[])
        session = SessionFactory(over=True)
        with pytest.raises(DomainError):
            services.hold_session(
                session_id=session.pk, actor=people.officer, present=[EnrolmentFactory().student_id]
            )
        with pytest.raises(WrongState):
            services.correct_attendance(session_id=session.pk, actor=people.officer, present=[])


def test_cancelling_tells_everybody_registered(people: Any) -> None:
    session, enrolment = SessionFactory(), approved()
    services.register_seat(session_id=session.pk, actor=enrolment.student.user)
    with pytest.raises(NotAllowed):
        services.cancel_session(session_id=session.pk, actor=enrolment.student.user, reason="x")
    with pytest.raises(DomainError):
        services.cancel_session(session_id=session.pk, actor=people.officer, reason="")
    services.cancel_session(session_id=session.pk, actor=people.officer, reason="تعطیلی")
    assert told("training.cancelled") == {enrolment.student.user_id}
    with pytest.raises(WrongState):
        services.cancel_session(session_id=session.pk, actor=people.officer, reason="باز")


class TestByHand:
    def test_record_and_end(self, people: Any) -> None:
        course, enrolment = CourseFactory(), approved()
        today = timezone.localdate()
        completion = services.record_completion(
            student_id=enrolment.student_id,
            actor=people.officer,
            course_id=course.pk,
            completed_on=today,
        )
        enrolment.refresh_from_db()
        assert enrolment.state == "trained"
        with pytest.raises(DomainError):
            services.record_completion(
                student_id=enrolment.student_id,
                actor=people.officer,
                course_id=course.pk,
                completed_on=today,
            )
        services.end_completion(
            completion_id=completion.pk, actor=people.officer, reason="مدرک نادرست"
        )
        enrolment.refresh_from_db()
        assert enrolment.state == "approved"
        assert CourseCompletion.objects.count() == 1

    def test_refusals(self, people: Any) -> None:
        course, student = CourseFactory(), StudentFactory()
        tomorrow = timezone.localdate() + timedelta(days=1)
        with pytest.raises(DomainError):
            services.record_completion(
                student_id=student.pk,
                actor=people.officer,
                course_id=course.pk,
                completed_on=tomorrow,
            )
        with pytest.raises(NotAllowed):
            services.record_completion(
                student_id=student.pk,
                actor=student.user,
                course_id=course.pk,
                completed_on=date.today(),
            )


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 21)),  # 1 Azar 1405 → 1 Azar 1407
        (date(2025, 3, 20), 12, date(2026, 3, 20)),  # 30 Esfand 1403 (leap) → 29 Esfand 1404
    ],
)
def test_expiry_counts_jalali_months(day: date, months: int, expected: date) -> None:
    assert expiry_of(CourseFactory(valid_months=months), day) == expected


class TestReminders:
    def test_once_per_offset(self) -> None:
        CourseFactory()
        round_, enrolment = RoundFactory(), approved()
        days = [
            services.remind_training(on=round_.training_until - timedelta(days=n))
            for n in (9, 7, 6, 2, 1, -1)
        ]
        assert days == [0, 1, 0, 1, 0, 0]
        assert told("training.reminder") == {enrolment.student.user_id}

    def test_expired_courses_are_noticed(self) -> None:
        enrolment = EnrolmentFactory(state=EnrolmentState.TRAINED)
        CompletionFactory(
            student=enrolment.student, expires_on=timezone.localdate() - timedelta(days=1)
        )
        assert services.refresh_expired() == 1
        enrolment.refresh_from_db()
        assert enrolment.state == "approved"


class TestEligible:
    def test_trained_bound_and_insured(self) -> None:
        ready, round_ = trained_student(), RoundFactory()
        uninsured = trained_student()
        uninsured.insured_until = None
        uninsured.save()
        approved()
        assert list(eligible_students(round_)) == [ready]
        assert missing_for_letter(ready) == []
        assert len(missing_for_letter(uninsured)) == 1

    def test_every_gap_has_its_sentence(self) -> None:
        CourseFactory()
        assert len(missing_for_letter(StudentFactory())) == 3
