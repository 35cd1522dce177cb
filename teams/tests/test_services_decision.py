"""The manager's decision: one in force, each team hears its own part, and the way back."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from industries.enums import ProblemState
from industries.models import Problem
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from teams.enums import DecisionKind, SolutionState, TeamState
from teams.models import Decision, Solution, SolutionReview, Team
from teams.services import decision as services
from teams.services import solution as solutions
from teams.tests.factories import manager_user, member_user
from teams.tests.work_factories import under_review

pytestmark = pytest.mark.django_db


def decide(problem: Any, team: Any, kind: str = DecisionKind.SELECT, **more: Any) -> Decision:
    options = {"reason": "کم‌هزینه و سریع", **more}
    return services.decide_problem(
        problem_id=problem.pk, actor=manager_user(team), kind=kind, **options
    )


def states(*solutions: Solution) -> list[str]:
    return [Solution.objects.get(pk=solution.pk).state for solution in solutions]


def test_one_is_selected_the_others_wait_and_all_teams_are_told() -> None:
    problem, (team, rival), (mine, theirs) = under_review(2)
    decision = decide(problem, team, solution_id=mine.pk)
    assert states(mine, theirs) == [SolutionState.SELECTED, SolutionState.RESERVE]
    assert set(Team.objects.filter(problem=problem).values_list("state", flat=True)) == {"decided"}
    assert decision.superseded_at is None
    for one in (team, rival):
        assert (
            Message.objects.filter(event="solution.decided", recipient=member_user(one, 1)).count()
            == 1
        )
    assert ActionLog.objects.about(mine).filter(verb="teams.solution.select").exists()


def test_a_loser_reads_nothing_of_the_winner() -> None:
    problem, (team, rival), (mine, _theirs) = under_review(2)
    Solution.objects.filter(pk=mine.pk).update(title="رازِ برنده")
    decide(problem, team, solution_id=mine.pk, reason="چون تونلِ پیش‌گرم ارزان است")
    for reader in (member_user(rival), rival.professor.user):
        for message in Message.objects.filter(recipient=reader):
            text = message.subject + message.body + message.html
            assert "رازِ برنده" not in text
            assert "پیش‌گرم" not in text


def test_ticked_ones_are_rejected_instead() -> None:
    problem, (team, _rival), (mine, theirs) = under_review(2)
    decide(problem, team, solution_id=mine.pk, reject_ids=[theirs.pk])
    assert states(theirs) == [SolutionState.REJECTED]


def test_scores_are_kept_and_out_of_range_refused() -> None:
    problem, (team,), (mine,) = under_review()
    first = services.review_criteria()[0]
    with pytest.raises(DomainError):
        decide(problem, team, solution_id=mine.pk, scores={(mine.pk, first.pk): 6})
    decide(problem, team, solution_id=mine.pk, scores={(mine.pk, first.pk): 4})
    assert SolutionReview.objects.get(solution=mine).score == 4
    assert [row.code for row in services.review_criteria()] == [
        "RV-TECH",
        "RV-COST",
        "RV-RISK",
        "RV-BEN",
    ]


@pytest.mark.parametrize("who", ["officer", "head", "professor", "member", "manager"])
def test_only_the_units_own_manager_decides(people: Any, who: str) -> None:
    problem, (team,), (mine,) = under_review()
    actor = {
        "professor": team.professor.user,
        "member": member_user(team),
        "officer": people.officer,
        "head": people.head,
        "manager": people.manager,
    }[who]
    with pytest.raises(NotAllowed):
        services.decide_problem(
            problem_id=problem.pk, actor=actor, kind="select", solution_id=mine.pk, reason="x"
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "  "},
        {"solution_id": None},
        {"solution_id": 10**6},
        {"kind": "toss_a_coin"},
        {"kind": "select_with_changes", "changes": " "},
    ],
)
def test_an_incomplete_decision_is_refused(wrong: dict[str, Any]) -> None:
    problem, (team,), (mine,) = under_review()
    with pytest.raises(DomainError):
        decide(problem, team, **{"kind": "select", "solution_id": mine.pk, **wrong})
    assert not Decision.objects.exists()


def test_a_second_decision_needs_the_first_withdrawn() -> None:
    problem, (team, _rival), (mine, theirs) = under_review(2)
    decide(problem, team, solution_id=mine.pk)
    with pytest.raises(WrongState):
        decide(problem, team, solution_id=theirs.pk)
    services.withdraw_decision(problem_id=problem.pk, actor=manager_user(team), reason="فضا کم است")
    assert states(mine, theirs) == [SolutionState.SUBMITTED] * 2
    assert Team.objects.get(pk=team.pk).state == TeamState.PROPOSING
    decide(problem, team, solution_id=theirs.pk)
    assert states(mine, theirs) == [SolutionState.RESERVE, SolutionState.SELECTED]
    assert Decision.objects.in_force().count() == 1
    assert Message.objects.filter(event="decision.withdrawn", recipient=member_user(team)).exists()


def test_withdrawing_wants_a_reason_a_right_and_nobody_executing(people: Any) -> None:
    problem, (team,), (mine,) = under_review()
    with pytest.raises(WrongState):
        services.withdraw_decision(problem_id=problem.pk, actor=manager_user(team), reason="x")
    decide(problem, team, solution_id=mine.pk)
    with pytest.raises(DomainError):
        services.withdraw_decision(problem_id=problem.pk, actor=manager_user(team), reason="")
    for actor in (people.officer, team.professor.user, member_user(team)):
        with pytest.raises(NotAllowed):
            services.withdraw_decision(problem_id=problem.pk, actor=actor, reason="x")
    Team.objects.filter(pk=team.pk).update(state=TeamState.EXECUTING)
    with pytest.raises(WrongState):
        services.withdraw_decision(problem_id=problem.pk, actor=manager_user(team), reason="x")


def test_a_revision_seals_the_text_and_begins_a_round() -> None:
    problem, (team, _rival), (mine, theirs) = under_review(2)
    decide(problem, team, kind="ask_revision", solution_id=mine.pk, changes="ارزان‌تر")
    mine.refresh_from_db()
    problem.refresh_from_db()
    assert (mine.state, mine.shown_at, mine.version) == (SolutionState.REVISE, None, 2)
    assert states(theirs) == [SolutionState.SUBMITTED]
    assert (problem.state, problem.rework_round) == (ProblemState.ASSIGNED, 1)
    assert problem.submission_deadline > timezone.localdate()
    assert not Solution.objects.visible_to(manager_user(team)).filter(pk=mine.pk).exists()
    solutions.endorse_solution(solution_id=mine.pk, actor=team.professor.user)
    solutions.submit_solution(solution_id=mine.pk, actor=member_user(team))
    problem.refresh_from_db()
    assert problem.state == ProblemState.IN_REVIEW
    assert not Decision.objects.in_force().exists()
    decide(problem, team, solution_id=mine.pk)
    assert states(mine, theirs) == [SolutionState.SELECTED, SolutionState.RESERVE]


def test_all_rejected_gives_one_rework_round_then_the_office(people: Any) -> None:
    problem, (team,), (mine,) = under_review()
    decide(problem, team, kind="reject_all", reason="هیچ‌کدام عملی نیست")
    problem.refresh_from_db()
    assert (problem.state, problem.rework_round) == (ProblemState.ALL_REJECTED, 1)
    assert states(mine) == [SolutionState.REJECTED]
    assert Team.objects.get(pk=team.pk).state == TeamState.PROPOSING
    first_deadline = problem.submission_deadline
    assert first_deadline > timezone.localdate() + timedelta(days=14)
    second = solutions.write_solution(
        team_id=team.pk,
        actor=member_user(team),
        title="دوم",
        summary="س",
        cost_rial=1,
        weeks=1,
        benefit="م",
    )
    solutions.endorse_solution(solution_id=second.pk, actor=team.professor.user)
    solutions.submit_solution(solution_id=second.pk, actor=member_user(team))
    decide(problem, team, kind="reject_all", reason="باز هم نه")
    problem.refresh_from_db()
    assert problem.submission_deadline == first_deadline
    rounds = Message.objects.filter(event="solutions.all_rejected", recipient=member_user(team))
    assert rounds.count() == 2
    assert Message.objects.filter(event="solutions.all_rejected", recipient=people.officer).exists()


def test_all_rejected_can_be_withdrawn() -> None:
    problem, (team,), (mine,) = under_review()
    decide(problem, team, kind="reject_all")
    services.withdraw_decision(problem_id=problem.pk, actor=manager_user(team), reason="اشتباه")
    problem.refresh_from_db()
    assert problem.state == ProblemState.IN_REVIEW
    assert states(mine) == [SolutionState.SUBMITTED]


def test_reminders_come_after_five_and_ten_working_days_once(people: Any) -> None:
    problem, (team,), (mine,) = under_review()
    today = timezone.localdate()
    assert services.remind_decisions(today + timedelta(days=2)) == 0
    assert services.remind_decisions(today + timedelta(days=10)) > 0
    assert services.remind_decisions(today + timedelta(days=10)) == 0
    assert services.remind_decisions(today + timedelta(days=30)) > 0
    mine_only = Message.objects.filter(event="decision.reminder", recipient=manager_user(team))
    assert mine_only.count() == 2
    decide(problem, team, solution_id=mine.pk)
    assert services.remind_decisions(today + timedelta(days=60)) == 0


def race(works: list[Any]) -> list[Any]:
    """Run the works at the same moment, each on its own connection; results or errors."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(index: int, work: Any) -> None:
        gate.wait()
        try:
            results[index] = work()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_leave_exactly_one_in_force() -> None:
    problem, (team, _rival), (mine, theirs) = under_review(2)
    services.review_criteria()
    results = race(
        [
            lambda: decide(problem, team, solution_id=mine.pk),
            lambda: decide(problem, team, solution_id=theirs.pk),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Decision", "WrongState"]
    assert Decision.objects.in_force().filter(problem=problem).count() == 1
    chosen = Solution.objects.filter(problem=problem, state=SolutionState.SELECTED)
    assert chosen.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_decisions_about_two_problems_do_not_hinder_each_other() -> None:
    """The control: the same race without a shared problem takes both."""
    one, other = under_review(), under_review()
    results = race(
        [
            lambda: decide(one[0], one[1][0], solution_id=one[2][0].pk),
            lambda: decide(other[0], other[1][0], solution_id=other[2][0].pk),
        ]
    )
    assert [type(result).__name__ for result in results] == ["Decision", "Decision"]
    assert Problem.objects.count() == 2
