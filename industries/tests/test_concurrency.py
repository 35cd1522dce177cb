"""Two at once: numbers without gaps, a unit once, a decision of the review once."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from industries import services
from industries.enums import MeetingState, ProblemState
from industries.models import IndustrialUnit, JointMeeting, Problem, Referral, UnitPerson
from industries.services.clocks import watch_problems
from industries.tests.factories import (
    MeetingFactory,
    ProblemFactory,
    ResolutionFactory,
    UnitPersonFactory,
    legal_id,
)
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import WrongState
from partnership.notifications.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads that start together; results or exceptions in order."""
    barrier, results = Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait(10)
            results[place] = call()
        except Exception as error:  # the test looks at what came
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=row) for row in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_minutes_signed_at_once_get_numbers_without_gaps() -> None:
    head = UserFactory(roles=("head",))
    meetings = [MeetingFactory(state=MeetingState.HELD, discussion="گفتگو") for _number in range(4)]
    _at_once(*[lambda pk=m.pk: services.sign_meeting(meeting_id=pk, actor=head) for m in meetings])
    numbers = sorted(JointMeeting.objects.values_list("number", flat=True))
    assert [number[-3:] for number in numbers] == ["001", "002", "003", "004"]


def test_one_unit_registered_twice_at_once_is_there_once() -> None:
    unit = {"name_fa": "صنایع آزمون", "legal_id": legal_id(5)}
    manager = {"name_fa": "مدیر", "mobile": "09701000001", "email": "m@unit.example"}
    results = _at_once(
        *[lambda: services.register_unit(unit=dict(unit), manager=dict(manager))] * 3
    )
    assert IndustrialUnit.objects.count() == UnitPerson.objects.count() == 1
    assert sorted(result is None for result in results) == [False, True, True]


def test_one_problem_accepted_twice_at_once_is_told_once() -> None:
    officer = UserFactory(roles=("officer",))
    problem = ProblemFactory(state=ProblemState.SUBMITTED)
    UnitPersonFactory(unit=problem.unit)
    results = _at_once(*[lambda: services.accept_problem(problem_id=problem.pk, actor=officer)] * 2)
    assert sum(isinstance(result, WrongState) for result in results) == 1
    assert Message.objects.filter(event="problem.triaged").count() == 1


def test_two_saves_at_once_keep_both_texts() -> None:
    officer = UserFactory(roles=("officer",))
    problem = ProblemFactory(state=ProblemState.DRAFT)
    seen = problem.updated_at.isoformat()
    results = _at_once(
        *[
            lambda title=title: services.update_problem(
                problem_id=problem.pk, actor=officer, seen=seen, title=title
            )
            for title in ("یک", "دو")
        ]
    )
    assert sum(isinstance(result, WrongState) for result in results) == 1
    assert problem.revisions.count() == 1
    problem.refresh_from_db()
    assert problem.revisions.get().content["title"] == problem.title


def test_clocks_watched_twice_at_once_tell_once() -> None:
    head = UserFactory(roles=("head",))
    problem = ProblemFactory(state=ProblemState.SUBMITTED)
    later = timezone.localdate() + timedelta(days=14)
    _at_once(*[lambda: watch_problems(later)] * 3)
    assert Message.objects.filter(event="problem.late", recipient=head).count() == 1
    Problem.objects.filter(pk=problem.pk).update(state=ProblemState.NEEDS_DETAIL)
    UnitPersonFactory(unit=problem.unit)
    _at_once(*[lambda: watch_problems(later + timedelta(days=60))] * 3)
    assert Message.objects.filter(event="problem.lapsed").count() == 1


def test_referrals_at_once_get_numbers_without_gaps() -> None:
    officer = UserFactory(roles=("officer",))
    problems = [ProblemFactory(state=ProblemState.SUBMITTED) for _number in range(3)]
    _at_once(
        *[
            lambda pk=problem.pk: services.refer_problem(problem_id=pk, actor=officer, reason="وام")
            for problem in problems
        ]
    )
    numbers = sorted(Referral.objects.values_list("number", flat=True))
    assert [number[-3:] for number in numbers] == ["001", "002", "003"]


def test_reminders_run_twice_at_once_are_written_once() -> None:
    ResolutionFactory(meeting__state=MeetingState.SIGNED)
    _at_once(services.remind_resolutions, services.remind_resolutions)
    assert Message.objects.filter(event="action.due").count() == 1
