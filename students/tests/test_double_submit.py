"""Twenty postings of one form at the same moment: one row, one letter, twenty calm answers."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.accounts.tests.factories import UserFactory
from partnership.notifications.models import Message
from students import services
from students.enums import EnrolmentState as S
from students.models import (
    Appeal,
    Attendance,
    CourseCompletion,
    Enrolment,
    Student,
    TrainingSession,
)
from students.selectors.checkin import token_of
from students.tests.factories import EnrolmentFactory, RoundFactory, SessionFactory
from students.tests.test_views_enrol import filled

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20


@pytest.fixture(autouse=True)
def _no_limits(settings: Any) -> None:
    """Twenty at once is what is tried here, not how many an hour may come."""
    settings.RATELIMITS = False
    cache.clear()
    # Middleware is built at the first request, which is not what twenty threads should race for.
    Client().get("/healthz")


def at_once(send: Callable[[], HttpResponse], times: int = TIMES) -> list[int]:
    """The statuses of so many parallel sendings."""
    statuses: list[int] = []
    gate = threading.Barrier(times)

    def run() -> None:
        try:
            gate.wait()
            statuses.append(send().status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == times
    return statuses


def signed_in(user: Any) -> Client:
    """A browser of that person."""
    client = Client()
    client.force_login(user)
    return client


def test_enrolling_twenty_times_makes_one_student() -> None:
    """The public form: one account, one application, one letter of receipt."""
    RoundFactory()
    data = filled()
    statuses = at_once(lambda: Client().post("/enrol/", data))
    assert set(statuses) == {302}
    assert (Student.objects.count(), Enrolment.objects.count()) == (1, 1)
    assert Message.objects.filter(event="application.received").count() == 1


def test_appealing_twenty_times_makes_one_appeal() -> None:
    """The second finds the first's answer."""
    enrolment = EnrolmentFactory(state=S.REJECTED, state_changed_at=timezone.now())
    user = enrolment.student.user
    data = {"statement": "لطفاً بازبینی شود.", "form_key": str(uuid4())}
    address = f"/students/enrolments/{enrolment.pk}/appeal/"
    clients = iter([signed_in(user) for _number in range(TIMES)])
    statuses = at_once(lambda: next(clients).post(address, data))
    assert max(statuses) < 500 and 302 in statuses
    assert Appeal.objects.count() == 1


def test_withdrawing_twenty_times_withdraws_once() -> None:
    """One step in the log, one letter to each reader."""
    enrolment = EnrolmentFactory(state=S.APPROVED)
    user = enrolment.student.user
    data = {"reason": "سفر", "code": "other", "form_key": str(uuid4())}
    address = f"/students/enrolments/{enrolment.pk}/withdraw/"
    clients = iter([signed_in(user) for _number in range(TIMES)])
    statuses = at_once(lambda: next(clients).post(address, data))
    assert max(statuses) < 500 and 302 in statuses
    enrolment.refresh_from_db()
    assert enrolment.state == S.WITHDRAWN and enrolment.withdrawals.count() <= 1
    letters = Message.objects.filter(event="enrolment.withdrawn", recipient=user)
    assert letters.count() <= 1


def test_taking_a_seat_twenty_times_takes_one() -> None:
    """One student sits on one chair."""
    enrolment = EnrolmentFactory(state=S.APPROVED)
    session = SessionFactory(
        round=enrolment.round,
        starts_at=timezone.now() + timedelta(days=2),
        ends_at=timezone.now() + timedelta(days=2, hours=2),
    )
    address = f"/students/sessions/{session.pk}/seat/"
    clients = iter([signed_in(enrolment.student.user) for _number in range(TIMES)])
    statuses = at_once(lambda: next(clients).post(address))
    assert max(statuses) < 500
    assert Attendance.objects.filter(session=session).count() == 1


def wall(**options: Any) -> tuple[TrainingSession, str]:
    """A session whose code is on the wall, and the address the code leads to."""
    now = timezone.now()
    session = SessionFactory(
        starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=2), **options
    )
    officer = UserFactory(roles=("officer",))
    session = services.open_checkin(session_id=session.pk, actor=officer)
    return session, reverse("students:check_in", args=[token_of(session)])


def test_twenty_students_scan_the_same_code_at_once() -> None:
    """Registered, waiting or never heard of: each is present once, and the register is complete."""
    session, address = wall(capacity=8)
    people = [EnrolmentFactory(state=S.APPROVED).student for _number in range(TIMES)]
    for number, student in enumerate(people[:12]):
        state = "registered" if number < 8 else "waiting"
        Attendance.objects.create(session=session, student=student, state=state)
    clients = iter([signed_in(student.user) for student in people])
    assert set(at_once(lambda: next(clients).post(address))) == {302}
    seats = Attendance.objects.filter(session=session)
    assert sorted(seats.values_list("student", "state", "source", "recorded_by")) == sorted(
        (student.pk, "present", "code", student.user_id) for student in people
    )
    teacher = signed_in(UserFactory(roles=("officer",)))
    page = teacher.get(reverse("students:live_code", args=[session.pk])).json()["html"]
    assert '<b class="num">۲۰</b>' in page
    services.hold_session(
        session_id=session.pk,
        actor=UserFactory(roles=("officer",)),
        present=[student.pk for student in people],
    )
    done = CourseCompletion.objects.filter(session=session)
    assert done.count() == TIMES and done.values("code").distinct().count() == TIMES


@pytest.mark.parametrize("before", ["", "registered", "waiting"])
def test_one_student_scanning_eight_times_at_once_is_present_once(before: str) -> None:
    """A thumb that trembles, or two phones: one seat, recorded once."""
    session, address = wall(capacity=1)
    student = EnrolmentFactory(state=S.APPROVED).student
    if before:
        Attendance.objects.create(session=session, student=student, state=before)
    clients = iter([signed_in(student.user) for _number in range(8)])
    assert set(at_once(lambda: next(clients).post(address), times=8)) == {302}
    seat = Attendance.objects.get(session=session)
    assert (seat.student, seat.state, seat.source) == (student, "present", "code")


def test_two_tabs_do_not_overwrite_each_other() -> None:
    """The older tab's form does not undo what the newer one decided."""
    RoundFactory()
    first, second = filled(), filled()
    second = {**first, "form_key": str(uuid4())}
    assert Client().post("/enrol/", first).status_code == 302
    # 429: the code that confirms the e-mail leaves once a minute.
    assert Client().post("/enrol/", second).status_code in (302, 409, 422, 429)
    assert Student.objects.count() == 1


def test_session_that_ends_in_mid_form_loses_nothing() -> None:
    """A signed-out appeal comes back to its page after signing in; nothing was written."""
    enrolment = EnrolmentFactory(state=S.REJECTED, state_changed_at=timezone.now())
    client = signed_in(enrolment.student.user)
    address = f"/students/enrolments/{enrolment.pk}/appeal/"
    assert client.get(address).status_code == 200
    client.session.flush()
    client.cookies.clear()
    answer = client.post(address, {"statement": "لطفاً بازبینی شود."})
    assert answer.status_code == 302 and address in answer["Location"].replace("%2F", "/")
    assert not Appeal.objects.exists()
