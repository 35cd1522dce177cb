"""A team's own steps: opened, formed, at work, and with fewer members than it should have."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import services as industries
from industries.enums import ProblemState
from industries.models import Problem
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from partnership.core.text import normalise_text
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from teams import emails
from teams.enums import (
    TEAM_RUNNING,
    AssessmentState,
    LetterState,
    MembershipRole,
    MembershipState,
    SupervisionState,
    TeamState,
)
from teams.models import Assessment, Professor, Team
from teams.services import audience
from teams.services.strength import (
    LEAST_WITH_WAIVER,
    active_count,
    require_strength,
    update_strength,
)
from teams.workflow import assessment as assessment_moves
from teams.workflow import team as workflow

#: A problem in one of these may be given to a team that forms.
PROBLEM_TAKES_TEAMS = frozenset({ProblemState.OPEN, ProblemState.ASSIGNED})


@transaction.atomic
def create_team(
    *, round_id: int, actor: Any, name_fa: str, name_en: str = "", problem_id: int | None = None
) -> Team:
    """Open a team that forms. Raises DomainError for a taken name or a closed problem."""
    require_right(actor, "teams.form_team")
    problem = _open_problem(problem_id)
    team = Team(
        round_id=round_id,
        name_fa=_free_name(name_fa, round_id),
        name_en=normalise_text(name_en),
        problem=problem,
    )
    team.save()
    ActionLog.objects.record(team, verb="teams.team.create", actor=actor, after=team.state)
    return team


@transaction.atomic
def edit_team(
    *, team_id: int, actor: Any, name_fa: str, name_en: str = "", problem_id: int | None = None
) -> Team:
    """Change names, and the problem while the team forms."""
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.form_team", team)
    if problem_id != team.problem_id:
        if team.state != TeamState.FORMING:
            raise DomainError(
                _("The problem can be changed only while the team forms."), field="problem"
            )
        team.problem = _open_problem(problem_id)
        require_other_professor(team, team.professor)
    team.name_fa = _free_name(name_fa, team.round_id, but=team.pk)
    team.name_en = normalise_text(name_en)
    team.save(update_fields=["name_fa", "name_en", "problem", "updated_at"])
    ActionLog.objects.record(team, verb="teams.team.edit", actor=actor)
    return team


@transaction.atomic
def form_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """Confirm the team and give it the problem; members, professor and staff are told.

    Raises WrongState unless it forms, DomainError unless 4 to 6 members, a leader, a problem with
    room for the team and a professor who accepted are there.
    """
    team = lock_with_problem(team_id)
    team.formation_version += 1
    apply(workflow.FORM, team, actor=actor, reason=reason, also=["formation_version"])
    require_strength(team)
    _require_leader(team)
    _require_place_at_problem(team)
    _require_professor(team)
    industries.assign_problem(problem_id=team.problem_id, actor=actor)
    tell(
        team,
        emails.team.TEAM_FORMED,
        officers=True,
        dedupe=f"team:{team.pk}:{team.formation_version}",
    )
    return team


@transaction.atomic
def reopen_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """Back to forming, as long as no letter is on its way."""
    team = lock_with_problem(team_id)
    apply(workflow.REOPEN, team, actor=actor, reason=reason)
    if team.letters.exclude(state=LetterState.VOID).exists():
        raise DomainError(
            _("A letter of introduction is being prepared or out. Please void it first.")
        )
    update_strength(team)
    release_if_last(team, actor=actor)
    tell(team, emails.team.TEAM_REOPENED, reason=reason, dedupe=moment_of(team))
    return team


@transaction.atomic
def begin_assessment(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """The team has reported to the unit; professor and unit are told."""
    team = Team.objects.locked().get(pk=team_id)
    also = [] if team.starts_on else ["starts_on"]
    team.starts_on = team.starts_on or timezone.localdate()
    apply(workflow.BEGIN_ASSESSMENT, team, actor=actor, reason=reason, also=also)
    queue_letter(
        emails.team.ASSESSMENT_BEGUN,
        about=team,
        to=[*audience.professor_users(team), *audience.unit_users(team), *audience.officers()],
        context={"team": team, "unit": team.problem.unit},
    )
    return team


@transaction.atomic
def reassess_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """The professor sends the team back to look deeper; the accepted assessment opens again."""
    team = Team.objects.locked().get(pk=team_id)
    apply(workflow.REASSESS, team, actor=actor, reason=reason)
    paper = Assessment.objects.locked().filter(team=team, state=AssessmentState.ACCEPTED).first()
    if paper is not None:
        paper.version += 1
        apply(
            assessment_moves.REOPEN,
            paper,
            actor=None,
            reason=reason,
            also=["version"],
            data={"by": actor.pk},
        )
    queue_letter(
        emails.team.ASSESSMENT_RETURNED,
        about=team,
        to=audience.member_users(team),
        context={"team": team, "reason": reason},
        dedupe=moment_of(team),
    )
    return team


@transaction.atomic
def waive_strength(*, team_id: int, actor: Any, reason: str) -> Team:
    """The head allows three members, in writing; the clock stops. Never below three."""
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.waive_strength", team)
    if not normalise_text(reason):
        raise DomainError(_("Please give the reason: it is part of the record."), field="reason")
    if not team.is_under_strength:
        raise DomainError(_("The team is not under strength; no waiver is needed."))
    if active_count(team) < LEAST_WITH_WAIVER:
        raise DomainError(_("No waiver is possible with fewer than three members."))
    team.strength_waiver = normalise_text(reason, multiline=True)
    team.save(update_fields=["strength_waiver", "updated_at"])
    ActionLog.objects.record(
        team,
        verb="teams.team.waive_strength",
        actor=actor,
        before=team.state,
        after=team.state,
        reason=team.strength_waiver,
    )
    update_strength(team)
    tell(team, emails.team.STRENGTH_WAIVED, officers=True, reason=reason, dedupe=moment_of(team))
    return team


def tell(
    team: Team,
    letter: Any,
    *,
    unit: bool = False,
    officers: bool = False,
    reason: str = "",
    dedupe: str = "",
) -> None:
    """One letter to members and professor, where it concerns them to unit and office too."""
    to = [*audience.member_users(team), *audience.professor_users(team)]
    to += audience.unit_users(team) if unit else []
    to += audience.officers() if officers else []
    queue_letter(
        letter,
        about=team,
        to=to,
        context={"team": team, "problem": audience.problem_words(team), "reason": reason},
        dedupe=dedupe,
    )


def release_if_last(team: Team, *, actor: Any) -> None:
    """Open the problem to others when no confirmed team holds it any more."""
    if team.problem_id is None:
        return
    others = confirmed_teams(team.problem_id).exclude(pk=team.pk)
    problem = Problem.objects.locked().get(pk=team.problem_id)
    if problem.state == ProblemState.ASSIGNED and not others.exists():
        industries.release_problem(problem_id=problem.pk, actor=actor)


def confirmed_teams(problem_id: int) -> Any:
    """Teams that hold the problem: formed and not dissolved."""
    return (
        Team.objects.filter(problem_id=problem_id)
        .exclude(state__in=[TeamState.FORMING, TeamState.DISSOLVED])
        .exclude(state=TeamState.ON_HOLD, held_from=TeamState.FORMING)
    )


def require_other_professor(team: Team, professor: Professor | None) -> None:
    """Competing teams have different professors."""
    if professor is None or team.problem_id is None:
        return
    rivals = Team.objects.filter(
        problem_id=team.problem_id, state__in=TEAM_RUNNING, professor=professor
    ).exclude(pk=team.pk)
    if rivals.exists():
        raise DomainError(
            _(
                "%(professor)s supervises the competing team of this problem. "
                "Please ask somebody else."
            )
            % {"professor": professor}
        )


def moment_of(team: Team) -> str:
    """A letter about a step that may be taken again is said once each time."""
    return f"team:{team.pk}:{timezone.now().isoformat()}"


def require_right(actor: Any, permission: str, obj: Any = None) -> None:
    if not actor.has_perm(permission, obj):
        raise NotAllowed(_("This is for other roles."))


def lock_with_problem(team_id: int) -> Team:
    """Lock the team after its problem, so that two teams of one problem wait for each other."""
    problem_id = Team.objects.values_list("problem_id", flat=True).get(pk=team_id)
    if problem_id:
        Problem.objects.locked().get(pk=problem_id)
    team = Team.objects.locked().get(pk=team_id)
    if team.problem_id != problem_id:
        raise DomainError(_("Someone else changed this record; please review."))
    return team


def _open_problem(problem_id: int | None) -> Problem | None:
    if problem_id is None:
        return None
    problem = Problem.objects.select_related("unit").get(pk=problem_id)
    if problem.state not in PROBLEM_TAKES_TEAMS:
        raise DomainError(
            _("This problem is “%(state)s” and takes no teams.")
            % {"state": problem.get_state_display()},
            field="problem",
        )
    return problem


def _free_name(name: str, round_id: int, but: int | None = None) -> str:
    clean = normalise_text(name)
    if not clean:
        raise DomainError(_("The team needs a name."), field="name_fa")
    same = Team.objects.filter(round_id=round_id, name_fa=clean).exclude(pk=but)
    if same.exclude(state=TeamState.DISSOLVED).exists():
        raise DomainError(_("Another team of this round has this name."), field="name_fa")
    return clean


def _require_leader(team: Team) -> None:
    leaders = team.memberships.filter(state=MembershipState.ACTIVE, role=MembershipRole.LEADER)
    if not leaders.exists():
        raise DomainError(_("The team has no leader yet. Please choose one of the members."))


def _require_place_at_problem(team: Team) -> None:
    if team.problem_id is None:
        raise DomainError(_("The team has no problem yet. Please choose one."))
    problem = team.problem
    if problem.state not in PROBLEM_TAKES_TEAMS:
        raise DomainError(
            _("This problem is “%(state)s” and takes no teams.")
            % {"state": problem.get_state_display()}
        )
    others = confirmed_teams(problem.pk).exclude(pk=team.pk).count()
    if others >= problem.teams_wanted:
        raise DomainError(_("This problem already has as many teams as the unit wants."))


def _require_professor(team: Team) -> None:
    accepted = team.supervisions.filter(
        state=SupervisionState.ACCEPTED, professor_id=team.professor_id
    )
    if team.professor_id is None or not accepted.exists():
        raise DomainError(_("No professor has accepted the team yet."))
    require_other_professor(team, team.professor)
