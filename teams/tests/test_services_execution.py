"""Execution, steps, results, and the roads into and out of the evaluation."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from industries.enums import ProblemState
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from teams.enums import MilestoneState, SolutionState, TeamState
from teams.models import Outcome, Solution, Team
from teams.services import decision as decisions
from teams.services import evaluation as evaluations
from teams.services import execution as services
from teams.tests.factories import manager_user, member_user, team_in
from teams.tests.work_factories import (
    criteria,
    decided,
    milestone,
    points,
    supervisor_user,
    under_review,
)

pytestmark = pytest.mark.django_db
RESULT = {"summary": "مرجوعی نصف شد", "benefit_claimed_rial": 5_000_000_000, "kpi_after": 2}


def test_execution_starts_and_the_problem_follows() -> None:
    team = decided()
    services.execute_team(team_id=team.pk, actor=team.professor.user)
    team.refresh_from_db()
    team.problem.refresh_from_db()
    assert (team.state, team.executed) == (TeamState.EXECUTING, True)
    assert team.problem.state == ProblemState.EXECUTING
    for reader in (member_user(team, 2), manager_user(team), supervisor_user(team)):
        assert Message.objects.filter(event="execution.started", recipient=reader).exists()
    assert ActionLog.objects.about(team).filter(verb="teams.team.execute").exists()


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_not_everybody_starts_an_execution(people: Any, who: str) -> None:
    team = decided()
    actor = member_user(team, 1) if who == "member" else people.manager
    with pytest.raises(NotAllowed):
        services.execute_team(team_id=team.pk, actor=actor)


def test_three_members_need_a_waiver(people: Any) -> None:
    team = decided()
    team.memberships.filter(seat=4).update(state="left", seat=None)
    with pytest.raises(DomainError):
        services.execute_team(team_id=team.pk, actor=people.officer)
    Team.objects.filter(pk=team.pk).update(strength_waiver="تأیید مدیر دفتر")
    assert services.execute_team(team_id=team.pk, actor=people.officer).state == TeamState.EXECUTING


def test_a_team_that_was_not_selected_does_not_execute(people: Any) -> None:
    problem, (team, rival), (mine, _theirs) = under_review(2)
    decisions.decide_problem(
        problem_id=problem.pk,
        actor=manager_user(team),
        kind="select",
        solution_id=mine.pk,
        reason="x",
    )
    with pytest.raises(DomainError):
        services.execute_team(team_id=rival.pk, actor=people.officer)
    done = services.evaluate_unselected_team(team_id=rival.pk, actor=people.officer, reason="ذخیره")
    assert (done.state, done.executed) == (TeamState.EVALUATING, False)
    for reader in (supervisor_user(rival), rival.professor.user):
        letter = Message.objects.get(event="evaluation.requested", recipient=reader)
        assert letter.url.startswith("/l/")
    with pytest.raises(DomainError):
        services.evaluate_unselected_team(team_id=team.pk, actor=people.officer, reason="x")
    with pytest.raises(DomainError):
        services.evaluate_unselected_team(team_id=rival.pk, actor=people.officer, reason="")


def test_wrong_state_is_told(people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    with pytest.raises(WrongState):
        services.execute_team(team_id=team.pk, actor=people.officer)
    with pytest.raises(WrongState):
        services.plan_milestone(
            team_id=team.pk, actor=member_user(team), title="x", due_on=timezone.localdate()
        )


def test_a_step_is_planned_reported_returned_accepted_and_dropped() -> None:
    team = decided(TeamState.EXECUTING)
    day = timezone.localdate() + timedelta(days=7)
    with pytest.raises(NotAllowed):
        services.plan_milestone(team_id=team.pk, actor=member_user(team, 1), title="x", due_on=day)
    step = services.plan_milestone(
        team_id=team.pk, actor=member_user(team), title="نصب", due_on=day
    )
    services.change_milestone(
        milestone_id=step.pk, actor=member_user(team), title="نصب تونل", due_on=day
    )
    services.report_milestone(milestone_id=step.pk, actor=member_user(team))
    with pytest.raises(NotAllowed):
        services.accept_milestone(milestone_id=step.pk, actor=member_user(team))
    services.return_milestone(milestone_id=step.pk, actor=supervisor_user(team), reason="ناقص")
    services.report_milestone(milestone_id=step.pk, actor=member_user(team))
    done = services.accept_milestone(milestone_id=step.pk, actor=manager_user(team))
    assert done.state == MilestoneState.ACCEPTED
    other = milestone(team)
    with pytest.raises(DomainError):
        services.drop_milestone(milestone_id=other.pk, actor=member_user(team))
    services.drop_milestone(milestone_id=other.pk, actor=member_user(team), reason="لازم نیست")
    events = set(
        Message.objects.filter(event__startswith="milestone.").values_list("event", flat=True)
    )
    assert events == {
        "milestone.reported",
        "milestone.returned",
        "milestone.accepted",
        "milestone.dropped",
    }


def test_finishing_hands_over_results_and_asks_both_evaluators() -> None:
    team = decided(TeamState.EXECUTING)
    step = milestone(team)
    with pytest.raises(DomainError):
        services.finish_team(team_id=team.pk, actor=member_user(team), **RESULT)
    services.drop_milestone(milestone_id=step.pk, actor=member_user(team), reason="x")
    with pytest.raises(NotAllowed):
        services.finish_team(team_id=team.pk, actor=member_user(team, 1), **RESULT)
    done = services.finish_team(team_id=team.pk, actor=member_user(team), **RESULT)
    assert done.state == TeamState.EVALUATING
    assert Solution.objects.get(team=team).state == SolutionState.IMPLEMENTED
    outcome = Outcome.objects.get(team=team)
    assert outcome.follow_up_3_on < outcome.follow_up_6_on
    assert Message.objects.filter(event="evaluation.requested").count() == 2
    assert Message.objects.filter(event="execution.finished", recipient=manager_user(team)).exists()


def test_results_are_corrected_then_confirmed_then_followed_up(people: Any) -> None:
    team = decided(TeamState.EXECUTING)
    services.finish_team(team_id=team.pk, actor=member_user(team), **RESULT)
    services.record_outcome(team_id=team.pk, actor=member_user(team), summary="بهتر", jobs_saved=3)
    with pytest.raises(NotAllowed):
        services.confirm_benefit(team_id=team.pk, actor=member_user(team), benefit_confirmed_rial=1)
    services.confirm_benefit(
        team_id=team.pk, actor=manager_user(team), benefit_confirmed_rial=4_000_000_000
    )
    with pytest.raises(WrongState):
        services.record_outcome(team_id=team.pk, actor=member_user(team), summary="x")
    services.follow_up_outcome(team_id=team.pk, actor=people.officer, months=3, note="پایدار است")
    with pytest.raises(DomainError):
        services.follow_up_outcome(team_id=team.pk, actor=people.officer, months=4, note="x")
    assert Outcome.objects.get(team=team).follow_up_3_note == "پایدار است"
    assert Message.objects.filter(event="outcome.confirmed", recipient=member_user(team)).exists()


def test_back_to_the_execution_only_before_an_evaluation(people: Any) -> None:
    criteria()
    team = decided(TeamState.EXECUTING)
    services.finish_team(team_id=team.pk, actor=member_user(team), **RESULT)
    services.resume_execution_team(team_id=team.pk, actor=people.officer, reason="ناتمام")
    team.refresh_from_db()
    assert team.state == TeamState.EXECUTING
    assert Solution.objects.get(team=team).state == SolutionState.SELECTED
    services.finish_team(team_id=team.pk, actor=member_user(team), **RESULT)
    member = team.memberships.active().first()
    evaluations.evaluate_team(
        team_id=team.pk,
        actor=supervisor_user(team),
        kind="industrial_supervisor",
        points={member.pk: points("industrial_supervisor")},
        submit=True,
    )
    with pytest.raises(DomainError):
        services.resume_execution_team(team_id=team.pk, actor=people.officer, reason="x")


def test_a_team_without_execution_goes_back_to_where_it_stood(people: Any) -> None:
    team = team_in(TeamState.PROPOSING)
    services.evaluate_unselected_team(team_id=team.pk, actor=people.officer, reason="واحد ساکت است")
    back = services.resume_execution_team(team_id=team.pk, actor=people.officer, reason="پاسخ داد")
    assert back.state == TeamState.PROPOSING
