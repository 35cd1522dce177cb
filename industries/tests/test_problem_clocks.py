"""Reviews, details and teams that do not come in time."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from industries import selectors, services
from industries.enums import Confidentiality, ProblemState
from industries.models import Problem
from industries.selectors.clocks import Clocks
from industries.services.clocks import take_up_problem, watch_problems
from industries.tests.factories import ProblemFactory, UnitPersonFactory
from industries.workflow import problem as workflow
from partnership.core.errors import NotAllowed, WrongState
from partnership.core.jalali import add_working_days
from partnership.core.workflow import available_moves
from partnership.notifications.models import Message
from partnership.programme.models import Holiday
from partnership.programme.tests.factories import RoundFactory

pytestmark = pytest.mark.django_db


def _in(state: str, **more: Any) -> tuple[Problem, Any]:
    person = UnitPersonFactory()
    round_ = RoundFactory(
        triage_days=3, detail_days=4, detail_lapse_days=9, no_team_days=10, is_current=True
    )
    return ProblemFactory(unit=person.unit, state=state, round=round_, **more), person.user


def _after(days: int) -> Any:
    return add_working_days(timezone.localdate(), days) + timedelta(days=1)


def _sent(event: str) -> int:
    return Message.objects.filter(event=event).count()


def test_head_is_told_of_a_late_review_and_again(people: SimpleNamespace) -> None:
    problem, _manager = _in(ProblemState.SUBMITTED)
    assert watch_problems(add_working_days(timezone.localdate(), 3)) == 0
    for _twice in range(2):
        watch_problems(_after(3))
    assert _sent("problem.late") == 1
    assert Message.objects.get(event="problem.late").recipient == people.head
    watch_problems(_after(6))
    assert _sent("problem.late") == 2
    services.ask_detail_problem(problem_id=problem.pk, actor=people.officer, reason="؟")
    watch_problems(_after(3))
    assert _sent("problem.late") == 2


def test_holidays_and_weekends_do_not_count(people: SimpleNamespace) -> None:
    problem, _manager = _in(ProblemState.SUBMITTED)
    due = Clocks([problem]).of(problem).due
    assert due == add_working_days(timezone.localdate(), 3)
    Holiday.objects.create(date=due, name_fa="تعطیل")
    later = Clocks([problem]).of(problem).due
    assert later > due
    assert watch_problems(due + timedelta(days=1)) == 0


def test_unit_is_reminded_then_the_problem_rests_and_is_taken_up(people: SimpleNamespace) -> None:
    problem, manager = _in(ProblemState.NEEDS_DETAIL)
    for _twice in range(2):
        watch_problems(_after(4))
    assert _sent("problem.detail_reminder") == 1
    for _twice in range(2):
        watch_problems(_after(9))
    problem.refresh_from_db()
    assert problem.state == ProblemState.ON_HOLD
    assert _sent("problem.lapsed") == 1
    assert workflow.TAKE_UP in available_moves(problem, manager)
    assert workflow.TAKE_UP not in available_moves(problem, people.student)
    with pytest.raises(NotAllowed):
        take_up_problem(problem_id=problem.pk, actor=UnitPersonFactory().user)
    take_up_problem(problem_id=problem.pk, actor=manager)
    problem.refresh_from_db()
    assert problem.state == ProblemState.NEEDS_DETAIL
    assert Message.objects.filter(event="problem.resumed", recipient=people.officer).exists()
    with pytest.raises((NotAllowed, WrongState)):
        take_up_problem(problem_id=problem.pk, actor=manager)


def test_unit_cannot_take_up_what_the_office_put_on_hold(people: SimpleNamespace) -> None:
    problem, manager = _in(ProblemState.OPEN)
    services.hold_problem(problem_id=problem.pk, actor=people.officer, reason="بماند")
    with pytest.raises(NotAllowed):
        take_up_problem(problem_id=problem.pk, actor=manager)


def test_office_is_told_of_a_problem_without_a_team(people: SimpleNamespace) -> None:
    problem, _manager = _in(ProblemState.OPEN)
    today = timezone.localdate()
    assert watch_problems(today + timedelta(days=10)) == 0
    for _twice in range(2):
        watch_problems(today + timedelta(days=11))
    told = Message.objects.filter(event="problem.without_team")
    assert {row.recipient for row in told} == {people.officer, people.head}
    Problem.objects.filter(pk=problem.pk).update(state=ProblemState.ASSIGNED)
    assert watch_problems(today + timedelta(days=40)) == 0


def test_secret_titles_stay_out_of_reminders(people: SimpleNamespace) -> None:
    _in(ProblemState.OPEN, confidentiality=Confidentiality.SECRET, title="فرمول", public_title="")
    watch_problems(timezone.localdate() + timedelta(days=11))
    assert {row.recipient for row in Message.objects.all()} == {people.head}
    assert not any("فرمول" in row.subject + row.body for row in Message.objects.all())


def test_late_ones_stand_in_danger_in_the_list_of_work(people: SimpleNamespace) -> None:
    problem, _manager = _in(ProblemState.SUBMITTED)
    tasks = {task.kind: task.tone for task in selectors.waiting_for(people.officer)}
    assert tasks["problem"] == "attention"
    Problem.objects.filter(pk=problem.pk).update(
        state_changed_at=timezone.now() - timedelta(days=20)
    )
    tasks = {task.kind: task.tone for task in selectors.waiting_for(people.head)}
    assert tasks["problem"] == "danger"
