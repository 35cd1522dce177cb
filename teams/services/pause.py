"""A team pauses, goes on, or ends."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import PROBLEM_CLOSED, ProblemState, UnitState
from partnership.core.errors import DomainError
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from teams import emails
from teams.enums import (
    TEAM_ON_SITE,
    LeavingCause,
    LetterState,
    MembershipState,
    SupervisionState,
    TeamState,
    VisitState,
)
from teams.models import IntroductionLetter, Team
from teams.services import audience
from teams.services.strength import update_strength
from teams.services.team import lock_with_problem, moment_of, release_if_last, tell
from teams.workflow import letter as letter_moves
from teams.workflow import membership as membership_moves
from teams.workflow import team as workflow


@transaction.atomic
def hold_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """Pause; where the team stood is remembered. Members, professor and unit are told."""
    team = Team.objects.locked().get(pk=team_id)
    team.held_from = team.state
    apply(workflow.HOLD, team, actor=actor, reason=reason, also=["held_from"])
    _tell_held(team, reason)
    return team


@transaction.atomic
def resume_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """Go on where the team stood before the pause.

    Raises DomainError while the unit is suspended or the problem closed.
    """
    team = lock_with_problem(team_id)
    before = team.held_from or TeamState.FORMED
    team.held_from = ""
    apply(workflow.RESUME, team, actor=actor, reason=reason, also=["held_from"], to=before)
    if before != TeamState.FORMING:
        _require_problem_alive(team)
    update_strength(team)
    on_site = before in TEAM_ON_SITE
    tell(team, emails.team.TEAM_RESUMED, unit=on_site, reason=reason, dedupe=moment_of(team))
    return team


@transaction.atomic
def dissolve_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """End the team: members and professor are free, the problem too if nobody else has it."""
    team = lock_with_problem(team_id)
    told = [*audience.member_users(team), *audience.professor_users(team), *audience.officers()]
    if team.state in TEAM_ON_SITE or team.held_from in TEAM_ON_SITE:
        told += audience.unit_users(team)
    apply(workflow.DISSOLVE, team, actor=actor, reason=reason)
    _free_members(team, actor, reason)
    _free_professor(team, actor, reason)
    _void_papers(team, actor, reason)
    update_strength(team)
    release_if_last(team, actor=actor)
    queue_letter(
        emails.team.TEAM_DISSOLVED,
        about=team,
        to=told,
        context={"team": team, "reason": reason},
        url="/me/",
    )
    return team


@transaction.atomic
def hold_teams_of_problem(*, problem_id: int, actor: Any, reason: str) -> int:
    """Pause every running team of a problem that was withdrawn; returns how many."""
    pks = list(
        Team.objects.filter(problem_id=problem_id, state__in=workflow.HOLD.sources).values_list(
            "pk", flat=True
        )
    )
    return _hold_by_system(pks, actor, reason)


@transaction.atomic
def hold_teams_of_unit(*, unit_id: int, actor: Any, reason: str) -> int:
    """Pause every running team of a suspended unit; returns how many."""
    pks = list(
        Team.objects.filter(problem__unit_id=unit_id, state__in=workflow.HOLD.sources).values_list(
            "pk", flat=True
        )
    )
    return _hold_by_system(pks, actor, reason)


def _hold_by_system(team_ids: list[int], actor: Any, reason: str) -> int:
    """Follow what happened to the problem or unit, whoever caused it there."""
    for team in Team.objects.locked().filter(pk__in=team_ids, state__in=workflow.PAUSE.sources):
        team.held_from = team.state
        apply(
            workflow.PAUSE,
            team,
            actor=None,
            reason=reason,
            also=["held_from"],
            data={"by": actor.pk} if actor is not None else None,
        )
        _tell_held(team, reason)
    return len(team_ids)


def _tell_held(team: Team, reason: str) -> None:
    on_site = team.held_from in TEAM_ON_SITE
    tell(team, emails.team.TEAM_HELD, unit=on_site, reason=reason, dedupe=moment_of(team))


def _require_problem_alive(team: Team) -> None:
    problem = team.problem
    if problem is None:
        return
    if problem.state in PROBLEM_CLOSED or problem.state == ProblemState.ON_HOLD:
        raise DomainError(
            _("The team’s problem is “%(state)s”; the team cannot go on with it.")
            % {"state": problem.get_state_display()}
        )
    if problem.unit.state != UnitState.ACTIVE:
        raise DomainError(
            _("The industrial unit is “%(state)s”; the team cannot go on there.")
            % {"state": problem.unit.get_state_display()}
        )


def _free_members(team: Team, actor: Any, reason: str) -> None:
    rows = team.memberships.locked().filter(
        state__in=[MembershipState.ACTIVE, MembershipState.INVITED]
    )
    for row in rows:
        row.left_at, row.leaving_cause, row.seat = timezone.now(), LeavingCause.DISSOLVED, None
        apply(
            membership_moves.LEAVE,
            row,
            actor=actor,
            reason=reason,
            also=["left_at", "leaving_cause", "seat", "updated_at"],
        )


def _free_professor(team: Team, actor: Any, reason: str) -> None:
    open_ = [SupervisionState.ASKED, SupervisionState.ACCEPTED]
    for row in team.supervisions.locked().filter(state__in=open_):
        apply(membership_moves.END_SUPERVISION, row, actor=actor, reason=reason)


def _void_papers(team: Team, actor: Any, reason: str) -> None:
    for row in (
        IntroductionLetter.objects.locked().filter(team=team).exclude(state=LetterState.VOID)
    ):
        apply(letter_moves.VOID, row, actor=actor, reason=reason)
    for visit in team.visits.locked().filter(state=VisitState.PLANNED):
        apply(letter_moves.CANCEL_VISIT, visit, actor=actor, reason=reason)
