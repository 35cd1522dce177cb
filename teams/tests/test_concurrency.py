"""Two clients at once, on PostgreSQL: seats, one team a student, a professor's capacity."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from partnership.core.errors import DomainError
from partnership.core.models import LockedQuerySet
from students.tests.factories import trained_student
from teams.enums import MembershipState, SupervisionState
from teams.models import Membership, Supervision
from teams.services import membership, strength, supervision
from teams.tests.factories import (
    MembershipFactory,
    ProfessorFactory,
    SupervisionFactory,
    TeamFactory,
    team_in,
)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run every call in a thread of its own with its own connection; results or DomainErrors."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=10)
            return call()
        except DomainError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def refusals(results: list[Any]) -> int:
    return sum(isinstance(result, DomainError) for result in results)


@contextmanager
def without_the_database_rule(table: str, name: str) -> Iterator[None]:
    """The control: take a constraint away for one test."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        definition = cursor.fetchone()[0]
        cursor.execute(f'DROP INDEX "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{table}"')
            cursor.execute(definition)


def test_two_join_the_last_seat_and_one_wins() -> None:
    team = team_in(members=5)
    rows = [
        MembershipFactory(team=team, state=MembershipState.INVITED, seat=None) for _ in range(2)
    ]
    results = at_once(
        *[
            lambda row=row: membership.join_membership(membership_id=row.pk, actor=row.student.user)
            for row in rows
        ]
    )
    assert refusals(results) == 1
    assert team.memberships.active().count() == 6


def test_three_join_at_once_and_get_three_seats() -> None:
    team = team_in(members=3)
    rows = [
        MembershipFactory(team=team, state=MembershipState.INVITED, seat=None) for _ in range(3)
    ]
    results = at_once(
        *[
            lambda row=row: membership.join_membership(membership_id=row.pk, actor=row.student.user)
            for row in rows
        ]
    )
    assert refusals(results) == 0
    assert sorted(team.memberships.active().values_list("seat", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_without_lock_and_constraint_the_seventh_would_sit(monkeypatch: Any) -> None:
    """The control: the same race breaks once lock and unique seat are taken away."""
    team = team_in(members=5)
    rows = [
        MembershipFactory(team=team, state=MembershipState.INVITED, seat=None) for _ in range(2)
    ]
    both_have_read = Barrier(2)
    real = strength.free_seat

    def slow(locked_team: Any) -> int:
        seat = real(locked_team)
        both_have_read.wait(timeout=10)
        return seat

    monkeypatch.setattr(LockedQuerySet, "locked", lambda self: self.order_by("pk"))
    monkeypatch.setattr(membership, "free_seat", slow)
    with without_the_database_rule("teams_membership", "one_member_per_seat"):
        results = at_once(
            *[
                lambda row=row: membership.join_membership(
                    membership_id=row.pk, actor=row.student.user
                )
                for row in rows
            ]
        )
        assert refusals(results) == 0
        assert team.memberships.active().count() == 7


def test_without_the_lock_the_constraint_still_holds(monkeypatch: Any) -> None:
    team = team_in(members=5)
    rows = [
        MembershipFactory(team=team, state=MembershipState.INVITED, seat=None) for _ in range(2)
    ]
    monkeypatch.setattr(LockedQuerySet, "locked", lambda self: self.order_by("pk"))
    results = at_once(
        *[
            lambda row=row: membership.join_membership(membership_id=row.pk, actor=row.student.user)
            for row in rows
        ]
    )
    assert refusals(results) == 1
    assert team.memberships.active().count() == 6


def test_a_student_joins_one_of_two_teams() -> None:
    student = trained_student()
    rows = [
        MembershipFactory(
            team=TeamFactory(), student=student, state=MembershipState.INVITED, seat=None
        )
        for _ in range(2)
    ]
    results = at_once(
        *[
            lambda row=row: membership.join_membership(membership_id=row.pk, actor=student.user)
            for row in rows
        ]
    )
    assert refusals(results) == 1
    assert Membership.objects.filter(student=student, state=MembershipState.ACTIVE).count() == 1


def test_a_professor_never_has_more_teams_than_places() -> None:
    professor = ProfessorFactory(capacity=1)
    rows = [SupervisionFactory(professor=professor) for _ in range(2)]
    results = at_once(
        *[
            lambda row=row: supervision.accept_supervision(
                supervision_id=row.pk, actor=professor.user, no_conflict_declared=True
            )
            for row in rows
        ]
    )
    assert refusals(results) == 1
    accepted = Supervision.objects.filter(professor=professor, state=SupervisionState.ACCEPTED)
    assert accepted.count() == 1


def test_without_the_professors_lock_the_capacity_breaks(monkeypatch: Any) -> None:
    """The control for the professor's lock: capacity has no constraint behind it."""
    professor = ProfessorFactory(capacity=1)
    rows = [SupervisionFactory(professor=professor) for _ in range(2)]
    both_have_read = Barrier(2)
    real = supervision.load_of

    def slow(who: Any) -> int:
        load = real(who)
        both_have_read.wait(timeout=10)
        return load

    monkeypatch.setattr(LockedQuerySet, "locked", lambda self: self.order_by("pk"))
    monkeypatch.setattr(supervision, "load_of", slow)
    results = at_once(
        *[
            lambda row=row: supervision.accept_supervision(
                supervision_id=row.pk, actor=professor.user, no_conflict_declared=True
            )
            for row in rows
        ]
    )
    assert refusals(results) == 0
    accepted = Supervision.objects.filter(professor=professor, state=SupervisionState.ACCEPTED)
    assert accepted.count() == 2
