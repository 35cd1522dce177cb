"""The code on the wall: who opens it, what a token is good for and for how long."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.core.errors import DomainError, NotAllowed, WrongState
from students import services
from students.enums import AttendanceState, EnrolmentState
from students.models import Attendance, TrainingSession
from students.selectors.checkin import session_of_token, short_code_of, token_of
from students.tests.factories import EnrolmentFactory, RoundFactory, SessionFactory, TermFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]


def approved(**options: Any) -> Any:
    """The account of an approved student."""
    return EnrolmentFactory(state=EnrolmentState.APPROVED, **options).student.user


def opened(people: Any, **options: Any) -> TrainingSession:
    """A session that began five minutes ago, its code on the wall."""
    now = timezone.now()
    session = SessionFactory(
        starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(hours=2),
        instructor=people.professor,
        **options,
    )
    return services.open_checkin(session_id=session.pk, actor=people.professor)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


class TestOpening:
    def test_by_the_instructor_and_the_office_only(self, people: Any) -> None:
        session = opened(people)
        key = session.checkin_key
        again = services.open_checkin(session_id=session.pk, actor=people.officer)
        assert again.checkin_key == key
        for stranger in (people.student, people.manager):
            with pytest.raises(NotAllowed):
                services.open_checkin(session_id=session.pk, actor=stranger)
            with pytest.raises(NotAllowed):
                services.close_checkin(session_id=session.pk, actor=stranger)

    def test_not_before_its_time_and_not_after_the_register_is_closed(self, people: Any) -> None:
        with pytest.raises(DomainError):
            services.open_checkin(session_id=SessionFactory().pk, actor=people.officer)
        with pytest.raises(WrongState):
            services.open_checkin(
                session_id=SessionFactory(over=True, state="held").pk, actor=people.officer
            )

    def test_minutes_of_the_round(self, people: Any) -> None:
        RoundFactory(checkin_minutes=7)
        session = opened(people)
        left = session.checkin_until - timezone.now()
        assert timedelta(minutes=6, seconds=50) < left <= timedelta(minutes=7)


class TestToken:
    def test_good_for_the_minutes_and_not_longer(self, people: Any) -> None:
        with time_machine.travel(timezone.now(), tick=False) as clock:
            session = opened(people)
            token = token_of(session)
            for minutes in (0, 4):
                with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
                    assert session_of_token(token) == session
            clock.shift(timedelta(minutes=5))
            assert session_of_token(token) is None
            with pytest.raises(services.CodeOver):
                services.check_in(token=token, actor=approved())

    def test_shown_after_the_code_was_to_end(self, people: Any) -> None:
        session = opened(people)
        later = timezone.now() + timedelta(minutes=7)
        token = token_of(session, at=later.timestamp())
        with time_machine.travel(later, tick=False):
            assert session_of_token(token) is None

    def test_closed_or_opened_anew(self, people: Any) -> None:
        session = opened(people)
        token = token_of(session)
        services.close_checkin(session_id=session.pk, actor=people.professor)
        assert session_of_token(token) is None
        fresh = services.open_checkin(session_id=session.pk, actor=people.professor)
        assert session_of_token(token) is None
        assert session_of_token(token_of(fresh)) == session

    def test_forged(self, people: Any) -> None:
        session, other = opened(people), opened(people)
        pk, slot, seal = token_of(session).split("-")
        flipped = seal[:-1] + ("0" if seal[-1] != "0" else "1")
        tries = [
            f"{pk}-{slot}-{flipped}",
            f"{other.pk:x}-{slot}-{seal}",
            f"{pk}-{int(slot, 16) + 1:x}-{seal}",
            "",
            "x",
            "--",
            f"{pk}-{slot}-",
            f"{pk}-{slot}-{'۱' * 20}",
            "f" * 8 + "-1-" + seal,
        ]
        for token in tries:
            assert session_of_token(token) is None, token

    def test_a_session_that_was_moved(self, people: Any) -> None:
        session = opened(people)
        token = token_of(session)
        services.change_session(
            session_id=session.pk,
            actor=people.officer,
            starts_at=timezone.now() + timedelta(hours=5),
            ends_at=timezone.now() + timedelta(hours=6),
        )
        assert session_of_token(token) is None


class TestCheckIn:
    @pytest.mark.parametrize("before", ["", "registered", "waiting", "absent"])
    def test_whoever_is_in_the_room_is_present(self, people: Any, before: str) -> None:
        session, user = opened(people, capacity=1), approved()
        if before:
            Attendance.objects.create(session=session, student=user.student, state=before)
        services.check_in(token=token_of(session), actor=user)
        seat = session.seats.get()
        assert (seat.state, seat.source, seat.recorded_by) == ("present", "code", user)
        services.check_in(token=token_of(session), actor=user)
        assert session.seats.get().recorded_at == seat.recorded_at

    def test_only_accepted_in_this_round(self, people: Any) -> None:
        session = opened(people)
        elsewhere = RoundFactory(term=TermFactory(code="14052"), is_current=False)
        for user in (
            EnrolmentFactory().student.user,
            approved(round=elsewhere),
            people.professor,
            people.officer,
        ):
            with pytest.raises(NotAllowed):
                services.check_in(token=token_of(session), actor=user)
        assert not session.seats.exists()

    def test_by_typed_code(self, people: Any) -> None:
        session, user = opened(people), approved()
        code = short_code_of(session)
        assert len(code) == 6
        services.check_in_by_code(code=code.lower(), actor=user)
        assert session.seats.get().state == AttendanceState.PRESENT
        with pytest.raises(services.CodeOver):
            services.check_in_by_code(code="000000", actor=approved())
        with pytest.raises(services.CodeOver):
            services.check_in_by_code(code=short_code_of(session), actor=people.manager)
        with (
            time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False),
            pytest.raises(services.CodeOver),
        ):
            services.check_in_by_code(code=code, actor=approved())

    def test_held_session_confirms_and_keeps_the_source(self, people: Any) -> None:
        session, scanned, listed = opened(people), approved(), approved()
        services.check_in(token=token_of(session), actor=scanned)
        services.hold_session(
            session_id=session.pk,
            actor=people.professor,
            present=[scanned.student.pk, listed.student.pk],
        )
        sources = dict(session.seats.values_list("student__user", "source"))
        assert sources == {scanned.pk: "code", listed.pk: "list"}
        session.refresh_from_db()
        assert (session.checkin_key, session.checkin_until) == ("", None)


class TestPages:
    def test_looking_changes_nothing_the_button_records(self, people: Any) -> None:
        session, user = opened(people), approved()
        client = signed_in(user)
        url = reverse("students:check_in", args=[token_of(session)])
        anonymous = Client().get(url)
        assert anonymous.status_code == 302
        assert "next=" in anonymous.url
        assert url in anonymous.url
        assert client.get(url).status_code == 200
        assert not session.seats.exists()
        answer = client.post(url)
        assert answer.url == reverse("students:checked_in", args=[session.pk])
        assert client.get(answer.url).status_code == 200
        assert client.get(url).templates[0].name == "students/checked_in.html"
        assert client.post(url).url == answer.url
        assert session.seats.count() == 1

    def test_forged_expired_and_closed_are_one_page(self, people: Any) -> None:
        session, client = opened(people), signed_in(approved())
        token = token_of(session)
        forged = client.get(reverse("students:check_in", args=["6-1-" + "0" * 20]))
        services.close_checkin(session_id=session.pk, actor=people.professor)
        closed = client.get(reverse("students:check_in", args=[token]))
        posted = client.post(reverse("students:check_in", args=[token]))
        assert forged.status_code == closed.status_code == posted.status_code == 404
        assert forged.templates[0].name == closed.templates[0].name == "students/code_over.html"
        assert posted.templates[0].name == "students/code_over.html"

    def test_not_accepted_people_are_told_why(self, people: Any) -> None:
        session = opened(people)
        url = reverse("students:check_in", args=[token_of(session)])
        for user in (people.manager, EnrolmentFactory().student.user):
            client = signed_in(user)
            assert client.get(url).status_code == 403
            assert client.post(url).status_code == 403

    def test_wall_shows_code_and_arrivals(self, people: Any) -> None:
        session, user = opened(people), approved()
        services.check_in(token=token_of(session), actor=user)
        client = signed_in(people.professor)
        for name in ("show_code", "live_code"):
            answer = client.get(reverse(f"students:{name}", args=[session.pk]))
            is_part = name == "live_code"
            page = answer.json()["html"] if is_part else answer.content.decode()
            assert "<svg" in page
            assert short_code_of(session) in page
            assert str(user.student) in page
            assert "no-store" in answer["Cache-Control"]
        close = reverse("students:close_checkin", args=[session.pk])
        assert client.post(close).status_code == 302
        shown = client.get(reverse("students:show_code", args=[session.pk])).content.decode()
        assert '<svg class="qr"' not in shown

    def test_typed_codes_are_counted_for_each_account(self, people: Any, settings: Any) -> None:
        settings.RATELIMITS = True
        session, user = opened(people), approved()
        url, client = reverse("students:type_code"), signed_in(user)
        with time_machine.travel(datetime.fromisoformat("2026-11-22T10:00:05+00:00"), tick=False):
            wrong = [client.post(url, {"code": "000000"}).status_code for _try in range(8)]
            assert wrong == [422] * 6 + [429] * 2
            assert signed_in(approved()).post(url, {"code": "000000"}).status_code == 422
        other = signed_in(approved())
        assert other.post(url, {"code": short_code_of(session)}).status_code == 302
