"""Solutions: who may write, endorse and submit; the seal; the window; one letter a round."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from industries.enums import ProblemState
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from teams.enums import SolutionState, TeamState
from teams.models import Solution
from teams.services import solution as services
from teams.tests.factories import manager_user, member_user, team_in
from teams.tests.work_factories import TEXT, SolutionFactory

pytestmark = pytest.mark.django_db


def told(event: str, user: Any) -> bool:
    return Message.objects.filter(event=event, recipient=user).exists()


@pytest.fixture
def team() -> Any:
    return team_in(TeamState.PROPOSING)


def endorsed(team: Any) -> Solution:
    solution = SolutionFactory(team=team)
    return services.endorse_solution(solution_id=solution.pk, actor=team.professor.user)


def test_any_member_writes_a_draft_and_the_professor_is_told(team: Any) -> None:
    solution = services.write_solution(team_id=team.pk, actor=member_user(team, 2), **TEXT)
    assert (solution.state, solution.problem) == (SolutionState.DRAFT, team.problem)
    assert told("solution.written", team.professor.user)


@pytest.mark.parametrize("who", ["manager", "professor", "stranger", "officer"])
def test_only_members_write(team: Any, people: Any, who: str) -> None:
    actor = {
        "manager": manager_user(team),
        "professor": team.professor.user,
        "stranger": people.student,
        "officer": people.officer,
    }[who]
    with pytest.raises(NotAllowed):
        services.write_solution(team_id=team.pk, actor=actor, **TEXT)


def test_no_writing_outside_the_design(people: Any) -> None:
    team = team_in(TeamState.FORMED)
    with pytest.raises(WrongState):
        services.write_solution(team_id=team.pk, actor=member_user(team), **TEXT)


def test_a_sixth_open_solution_is_refused(team: Any) -> None:
    SolutionFactory.create_batch(5, team=team)
    with pytest.raises(DomainError):
        services.write_solution(team_id=team.pk, actor=member_user(team), **TEXT)


def test_endorsing_keeps_the_text_and_a_later_change_is_a_new_version(team: Any) -> None:
    solution = endorsed(team)
    assert solution.versions.get().content["title"] == solution.title
    services.unendorse_solution(solution_id=solution.pk, actor=team.professor.user, reason="ریسک")
    changed = services.change_solution(
        solution_id=solution.pk, actor=member_user(team), **{**TEXT, "title": "دیگر"}
    )
    assert changed.version == 2
    again = services.endorse_solution(solution_id=solution.pk, actor=team.professor.user)
    assert {v.number: v.content["title"] for v in again.versions.all()}[2] == "دیگر"
    assert solution.endorsements.filter(withdrawn_at=None).count() == 1
    assert told("solution.endorsed", member_user(team))
    assert told("solution.returned", member_user(team))


def test_unendorse_wants_a_reason(team: Any) -> None:
    solution = endorsed(team)
    with pytest.raises(DomainError):
        services.unendorse_solution(solution_id=solution.pk, actor=team.professor.user)


def test_a_member_does_not_endorse(team: Any) -> None:
    with pytest.raises(NotAllowed):
        services.endorse_solution(
            solution_id=SolutionFactory(team=team).pk, actor=member_user(team)
        )


def test_an_endorsed_solution_is_not_changed(team: Any) -> None:
    with pytest.raises(WrongState):
        services.change_solution(solution_id=endorsed(team).pk, actor=member_user(team), **TEXT)


def test_a_stale_form_is_told(team: Any) -> None:
    solution = SolutionFactory(team=team)
    seen = (solution.updated_at - timedelta(seconds=1)).isoformat()
    with pytest.raises(WrongState):
        services.change_solution(
            solution_id=solution.pk, actor=member_user(team), seen=seen, **TEXT
        )


def test_only_the_leader_submits_and_only_what_is_endorsed(team: Any) -> None:
    draft, ready = SolutionFactory(team=team), endorsed(team)
    with pytest.raises(NotAllowed):
        services.submit_solution(solution_id=ready.pk, actor=member_user(team, 1))
    with pytest.raises(WrongState):
        services.submit_solution(solution_id=draft.pk, actor=member_user(team))


def test_a_lone_team_closes_its_window_by_submitting(team: Any) -> None:
    solution = endorsed(team)
    services.submit_solution(solution_id=solution.pk, actor=member_user(team))
    solution.refresh_from_db()
    team.problem.refresh_from_db()
    assert solution.state == SolutionState.SUBMITTED
    assert solution.shown_at is not None
    assert team.problem.state == ProblemState.IN_REVIEW
    letter = Message.objects.get(event="solutions.ready", recipient=manager_user(team))
    assert letter.url.startswith("/l/")
    assert ActionLog.objects.about(solution).filter(verb="teams.solution.submit").exists()


def test_the_seal_holds_until_the_other_team_submits(team: Any) -> None:
    rival = team_in(TeamState.PROPOSING, problem=team.problem)
    mine, theirs = endorsed(team), endorsed(rival)
    services.submit_solution(solution_id=mine.pk, actor=member_user(team))
    mine.refresh_from_db()
    assert mine.shown_at is None
    for reader in (manager_user(team), member_user(rival), rival.professor.user):
        assert not Solution.objects.visible_to(reader).filter(pk=mine.pk).exists()
    services.submit_solution(solution_id=theirs.pk, actor=member_user(rival))
    assert Solution.objects.visible_to(manager_user(team)).count() == 2
    assert not Solution.objects.visible_to(member_user(rival)).filter(pk=mine.pk).exists()
    assert Message.objects.filter(event="solutions.ready").count() == 1


def test_an_endorsed_sibling_holds_the_window(team: Any) -> None:
    first, second = endorsed(team), endorsed(team)
    services.submit_solution(solution_id=first.pk, actor=member_user(team))
    first.refresh_from_db()
    assert first.shown_at is None
    services.submit_solution(solution_id=second.pk, actor=member_user(team))
    first.refresh_from_db()
    assert first.shown_at is not None


def test_nothing_is_submitted_after_the_window(team: Any) -> None:
    services.submit_solution(solution_id=endorsed(team).pk, actor=member_user(team))
    late = endorsed(team)
    with pytest.raises(DomainError):
        services.submit_solution(solution_id=late.pk, actor=member_user(team))


def test_the_deadline_closes_the_window_once(team: Any) -> None:
    team_in(TeamState.PROPOSING, problem=team.problem)
    services.submit_solution(solution_id=endorsed(team).pk, actor=member_user(team))
    team.problem.submission_deadline = timezone.localdate()
    team.problem.save()
    assert services.close_due_windows() == 0
    assert services.close_due_windows(timezone.localdate() + timedelta(days=1)) == 1
    assert services.close_due_windows(timezone.localdate() + timedelta(days=1)) == 0
    assert Message.objects.filter(event="solutions.ready").count() == 1


def test_an_officer_closes_early_others_do_not(team: Any, people: Any) -> None:
    team_in(TeamState.PROPOSING, problem=team.problem)
    with pytest.raises(DomainError):
        services.close_window(problem_id=team.problem.pk, actor=people.officer)
    services.submit_solution(solution_id=endorsed(team).pk, actor=member_user(team))
    for actor in (manager_user(team), member_user(team), team.professor.user):
        with pytest.raises(NotAllowed):
            services.close_window(problem_id=team.problem.pk, actor=actor)
    problem = services.close_window(problem_id=team.problem.pk, actor=people.officer)
    assert problem.state == ProblemState.IN_REVIEW
    with pytest.raises(WrongState):
        services.close_window(problem_id=team.problem.pk, actor=people.officer)


def test_withdraw_and_restore(team: Any, people: Any) -> None:
    solution = endorsed(team)
    with pytest.raises(NotAllowed):
        services.withdraw_solution(solution_id=solution.pk, actor=member_user(team, 1), reason="x")
    services.withdraw_solution(solution_id=solution.pk, actor=member_user(team), reason="گران است")
    assert told("solution.withdrawn", people.officer)
    solution = services.restore_solution(solution_id=solution.pk, actor=member_user(team))
    assert solution.state == SolutionState.DRAFT
    assert told("solution.restored", team.professor.user)
    services.endorse_solution(solution_id=solution.pk, actor=team.professor.user)


def test_what_the_manager_sees_is_not_withdrawn(team: Any) -> None:
    solution = endorsed(team)
    services.submit_solution(solution_id=solution.pk, actor=member_user(team))
    with pytest.raises(DomainError):
        services.withdraw_solution(solution_id=solution.pk, actor=member_user(team), reason="x")
