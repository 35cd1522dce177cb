"""The team's own moves: each with its acceptance, refusals, log and letters."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from industries.enums import ProblemState, UnitState
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from teams import receivers
from teams.enums import LetterState, MembershipState, SupervisionState, TeamState
from teams.models import Team
from teams.services import clock, pause, supervision
from teams.services import team as services
from teams.tests.factories import (
    LetterFactory,
    ProfessorFactory,
    SupervisionFactory,
    TeamFactory,
    manager_user,
    member_user,
    team_in,
)

pytestmark = pytest.mark.django_db


def told(event: str, user: Any) -> bool:
    return Message.objects.filter(event=event, recipient=user).exists()


def logged(obj: Any, verb: str) -> bool:
    return ActionLog.objects.about(obj).filter(verb=verb).exists()


def test_create_needs_a_free_name_and_an_open_problem(people: Any) -> None:
    first = team_in(professor=False, members=0)
    team = services.create_team(
        round_id=first.round_id, actor=people.officer, name_fa="آوند", problem_id=first.problem_id
    )
    assert (team.state, team.problem_id) == (TeamState.FORMING, first.problem_id)
    with pytest.raises(DomainError):
        services.create_team(round_id=first.round_id, actor=people.officer, name_fa=" آوند ")
    first.problem.state = ProblemState.CANCELLED
    first.problem.save()
    with pytest.raises(DomainError):
        services.create_team(
            round_id=first.round_id,
            actor=people.officer,
            name_fa="دیگر",
            problem_id=first.problem_id,
        )
    with pytest.raises(NotAllowed):
        services.create_team(round_id=first.round_id, actor=people.professor, name_fa="نو")


def test_form_tells_everybody_and_assigns_the_problem(people: Any) -> None:
    team = team_in()
    services.form_team(team_id=team.pk, actor=people.officer)
    team.refresh_from_db()
    assert (team.state, team.problem.state) == (TeamState.FORMED, ProblemState.ASSIGNED)
    assert logged(team, "teams.team.form")
    for user in (member_user(team, 3), team.professor.user, people.officer, people.head):
        assert told("team.formed", user)


@pytest.mark.parametrize(
    ("fields", "spoil"),
    [
        ({"members": 3}, None),
        ({"problem": None}, None),
        ({"professor": False}, None),
        ({}, "leader"),
        ({}, "place"),
    ],
)
def test_form_refuses_what_is_incomplete(
    people: Any, fields: dict[str, Any], spoil: str | None
) -> None:
    team = team_in(**fields)
    if spoil == "leader":
        team.memberships.update(role="member")
    if spoil == "place":
        team_in(TeamState.ASSESSING, problem=team.problem)
    with pytest.raises(DomainError):
        services.form_team(team_id=team.pk, actor=people.officer)
    assert Team.objects.get(pk=team.pk).state == TeamState.FORMING
    assert not Message.objects.filter(event="team.formed").exists()


def test_form_is_the_offices_and_only_from_forming(people: Any) -> None:
    team = team_in()
    with pytest.raises(NotAllowed):
        services.form_team(team_id=team.pk, actor=member_user(team))
    team = team_in(TeamState.FORMED)
    with pytest.raises(WrongState):
        services.form_team(team_id=team.pk, actor=people.officer)


def test_competing_teams_need_two_places_and_two_professors(people: Any) -> None:
    first = team_in(TeamState.FORMED)
    problem = first.problem
    problem.teams_wanted = 2
    problem.save()
    second = team_in(problem=problem)
    services.form_team(team_id=second.pk, actor=people.officer)
    third = team_in(problem=problem)
    with pytest.raises(DomainError):
        services.form_team(team_id=third.pk, actor=people.officer)
    with pytest.raises(DomainError):
        supervision.ask_professor(
            team_id=TeamFactory(problem=problem).pk,
            professor_id=first.professor_id,
            actor=people.officer,
        )


def test_reopen_releases_the_problem_unless_a_letter_is_there(people: Any) -> None:
    team = team_in(TeamState.FORMED)
    services.reopen_team(team_id=team.pk, actor=people.officer, reason="تغییر استاد")
    team.refresh_from_db()
    assert (team.state, team.problem.state) == (TeamState.FORMING, ProblemState.OPEN)
    other = team_in(TeamState.FORMED)
    LetterFactory(team=other)
    with pytest.raises(DomainError):
        services.reopen_team(team_id=other.pk, actor=people.officer, reason="x")
    with pytest.raises(DomainError):
        services.reopen_team(team_id=other.pk, actor=people.officer, reason="")


def test_begin_assessment_by_leader_or_office(people: Any) -> None:
    team = team_in(TeamState.DISPATCHED)
    with pytest.raises(NotAllowed):
        services.begin_assessment(team_id=team.pk, actor=member_user(team, 2))
    services.begin_assessment(team_id=team.pk, actor=member_user(team, 0))
    team.refresh_from_db()
    assert team.state == TeamState.ASSESSING
    assert told("assessment.begun", manager_user(team))
    with pytest.raises(WrongState):
        services.begin_assessment(team_id=team.pk, actor=people.officer)


def test_hold_and_resume_return_to_the_same_place(people: Any) -> None:
    team = team_in(TeamState.PROPOSING)
    pause.hold_team(team_id=team.pk, actor=people.officer, reason="تعمیرات")
    team.refresh_from_db()
    assert (team.state, team.held_from) == (TeamState.ON_HOLD, TeamState.PROPOSING)
    assert told("team.held", manager_user(team)) and told("team.held", member_user(team))
    with pytest.raises(WrongState):
        pause.hold_team(team_id=team.pk, actor=people.officer, reason="x")
    with pytest.raises(NotAllowed):
        pause.resume_team(team_id=team.pk, actor=team.professor.user)
    pause.resume_team(team_id=team.pk, actor=people.officer)
    team.refresh_from_db()
    assert (team.state, team.held_from) == (TeamState.PROPOSING, "")
    assert told("team.resumed", member_user(team))


def test_resume_waits_for_an_active_unit(people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    receivers.hold_teams_of_unit(
        sender=None, signal=None, unit_id=team.problem.unit_id, actor_id=manager_user(team).pk
    )
    team.refresh_from_db()
    assert team.state == TeamState.ON_HOLD
    team.problem.unit.state = UnitState.SUSPENDED
    team.problem.unit.save()
    with pytest.raises(DomainError):
        pause.resume_team(team_id=team.pk, actor=people.officer)


def test_withdrawn_problem_pauses_its_teams(people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    receivers.hold_teams_of_problem(
        sender=None, signal=None, problem_id=team.problem_id, actor_id=people.officer.pk
    )
    team.refresh_from_db()
    assert team.state == TeamState.ON_HOLD and team.held_from == TeamState.ASSESSING


def test_dissolve_frees_members_professor_and_problem(people: Any) -> None:
    team = team_in(TeamState.FORMED)
    LetterFactory(team=team)
    student = team.memberships.get(seat=2).student
    pause.dissolve_team(team_id=team.pk, actor=people.officer, reason="انصراف جمعی")
    team.refresh_from_db()
    assert team.state == TeamState.DISSOLVED
    assert not team.memberships.filter(state=MembershipState.ACTIVE).exists()
    assert team.supervisions.get().state == SupervisionState.ENDED
    assert team.letters.get().state == LetterState.VOID
    assert team.problem.state == ProblemState.OPEN
    assert told("team.dissolved", student.user)


def test_dissolving_after_the_letter_is_the_heads(people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    with pytest.raises(NotAllowed):
        pause.dissolve_team(team_id=team.pk, actor=people.officer, reason="x")
    pause.dissolve_team(team_id=team.pk, actor=people.head, reason="x")
    assert told("team.dissolved", manager_user(team))


def test_reassess_is_the_professors(people: Any) -> None:
    team = team_in(TeamState.PROPOSING)
    with pytest.raises(NotAllowed):
        services.reassess_team(team_id=team.pk, actor=people.officer, reason="x")
    with pytest.raises(DomainError):
        services.reassess_team(team_id=team.pk, actor=team.professor.user, reason="")
    services.reassess_team(team_id=team.pk, actor=team.professor.user, reason="عمیق‌تر")
    team.refresh_from_db()
    assert team.state == TeamState.ASSESSING


def _weak(**fields: Any) -> Team:
    day = timezone.localdate() - timedelta(days=20)
    return team_in(
        TeamState.ASSESSING, under_strength_since=day, replace_by=day + timedelta(days=14), **fields
    )


def test_waiver_is_the_heads_for_three_and_never_for_two(people: Any) -> None:
    team = _weak(members=3)
    with pytest.raises(NotAllowed):
        services.waive_strength(team_id=team.pk, actor=people.officer, reason="x")
    with pytest.raises(DomainError):
        services.waive_strength(team_id=team.pk, actor=people.head, reason=" ")
    services.waive_strength(team_id=team.pk, actor=people.head, reason="پایان کار نزدیک است")
    team.refresh_from_db()
    assert not team.is_under_strength and team.strength_waiver
    assert told("team.strength_waived", team.professor.user)
    two = _weak(members=2)
    with pytest.raises(DomainError):
        services.waive_strength(team_id=two.pk, actor=people.head, reason="x")


def test_clock_reminds_once(people: Any) -> None:
    weak = _weak(members=3)
    sent = team_in(TeamState.DISPATCHED)
    sent.letters.update(date=timezone.localdate() - timedelta(days=3))
    asked = SupervisionFactory()
    type(asked).objects.filter(pk=asked.pk).update(created_at=timezone.now() - timedelta(days=4))
    assert all(clock.watch_clocks().values())
    assert told("dispatch.reminder", member_user(sent))
    assert told("professor.reminder", asked.professor.user)
    assert told("team.strength_overdue", people.officer)
    assert not any(clock.watch_clocks().values())
    assert weak.is_under_strength


def test_professor_accepts_with_the_declaration_only(people: Any) -> None:
    team = team_in(professor=False)
    row = supervision.ask_professor(
        team_id=team.pk, professor_id=ProfessorFactory().pk, actor=people.officer
    )
    professor = row.professor.user
    assert told("professor.requested", professor)
    with pytest.raises(DomainError):
        supervision.accept_supervision(supervision_id=row.pk, actor=professor)
    with pytest.raises(NotAllowed):
        supervision.accept_supervision(
            supervision_id=row.pk, actor=people.professor, no_conflict_declared=True
        )
    supervision.accept_supervision(
        supervision_id=row.pk, actor=professor, no_conflict_declared=True
    )
    team.refresh_from_db()
    assert team.professor_id == row.professor_id
    assert told("supervision.answered", people.officer)
    with pytest.raises(WrongState):
        supervision.decline_supervision(supervision_id=row.pk, actor=professor, reason="x")


def test_declined_or_ended_supervision_makes_room_for_another(people: Any) -> None:
    team = team_in(professor=False)
    row = supervision.ask_professor(
        team_id=team.pk, professor_id=ProfessorFactory().pk, actor=people.officer
    )
    with pytest.raises(DomainError):
        supervision.ask_professor(
            team_id=team.pk, professor_id=ProfessorFactory().pk, actor=people.officer
        )
    supervision.decline_supervision(
        supervision_id=row.pk, actor=row.professor.user, reason="فرصت مطالعاتی"
    )
    again = supervision.ask_professor(
        team_id=team.pk, professor_id=ProfessorFactory().pk, actor=people.officer
    )
    supervision.accept_supervision(
        supervision_id=again.pk, actor=again.professor.user, no_conflict_declared=True
    )
    supervision.end_supervision(supervision_id=again.pk, actor=people.officer, reason="بازنشستگی")
    team.refresh_from_db()
    assert team.professor_id is None
    assert told("supervision.ended", again.professor.user)


def test_full_professor_is_not_asked(people: Any) -> None:
    professor = ProfessorFactory(capacity=1)
    SupervisionFactory(professor=professor, state=SupervisionState.ACCEPTED)
    with pytest.raises(DomainError):
        supervision.ask_professor(
            team_id=TeamFactory().pk, professor_id=professor.pk, actor=people.officer
        )


def test_professor_is_entered_with_account_and_role(people: Any) -> None:
    major = ProfessorFactory().major
    professor = supervision.create_professor(
        actor=people.officer,
        email="new@qut.example",
        first_name_fa="نو",
        last_name_fa="آمده",
        major=major,
        capacity=3,
    )
    assert professor.user.has_role("professor") and professor.capacity == 3
    supervision.edit_professor(
        professor_id=professor.pk, actor=people.officer, capacity=1, is_active=False
    )
    professor.refresh_from_db()
    assert (professor.capacity, professor.is_active) == (1, False)
    with pytest.raises(NotAllowed):
        supervision.edit_professor(professor_id=professor.pk, actor=professor.user, capacity=4)
