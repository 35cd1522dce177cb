"""Seats, and the clock that runs while a team has too few members."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from partnership.core.numbers import format_number
from partnership.notifications.services import queue_letter
from partnership.programme.selectors import working_days_after
from teams import emails
from teams.enums import MembershipState, TeamState
from teams.models import Team
from teams.services import audience

#: No team has more seats, whatever a round says.
SEATS = 6
#: A waiver lets a team go on with three, never with fewer.
LEAST_WITH_WAIVER = 3
#: States in which too few members start the clock.
CLOCK_RUNS = frozenset(
    {
        TeamState.FORMED,
        TeamState.DISPATCHED,
        TeamState.ASSESSING,
        TeamState.PROPOSING,
        TeamState.DECIDED,
        TeamState.EXECUTING,
        TeamState.ON_HOLD,
    }
)


def free_seat(team: Team) -> int:
    """The lowest free seat of a locked team. Raises DomainError when all are taken."""
    most = min(SEATS, team.round.team_max)
    taken = set(
        team.memberships.filter(state=MembershipState.ACTIVE).values_list("seat", flat=True)
    )
    free = [seat for seat in range(1, most + 1) if seat not in taken]
    if not free:
        raise DomainError(
            _("The team already has %(n)s members; there is no free place.")
            % {"n": format_number(most)}
        )
    return free[0]


def active_count(team: Team) -> int:
    """How many members are present."""
    return team.memberships.filter(state=MembershipState.ACTIVE).count()


def is_strong_enough(team: Team) -> bool:
    """Enough members, or three with the head's waiver."""
    count = active_count(team)
    if team.strength_waiver and count >= LEAST_WITH_WAIVER:
        return True
    return count >= team.round.team_min


def require_strength(team: Team) -> None:
    """Raise DomainError unless the team may form, be introduced, or start an execution."""
    count = active_count(team)
    if count > SEATS or not is_strong_enough(team):
        raise DomainError(
            _("A team needs %(least)s to %(most)s members; this one has %(n)s.")
            % {
                "least": format_number(team.round.team_min),
                "most": format_number(min(SEATS, team.round.team_max)),
                "n": format_number(count),
            }
        )


def update_strength(team: Team) -> None:
    """Start or stop the replacement clock of a locked team; the only place that does."""
    weak = team.state in CLOCK_RUNS and not is_strong_enough(team)
    if weak == team.is_under_strength:
        return
    if weak:
        today = timezone.localdate()
        team.under_strength_since = today
        team.replace_by = working_days_after(today, team.round.under_strength_days)
    else:
        team.under_strength_since = team.replace_by = None
    team.save(update_fields=["under_strength_since", "replace_by", "updated_at"])
    ActionLog.objects.record(
        team,
        verb="teams.team.under_strength" if weak else "teams.team.full_strength",
        actor=None,
        before=team.state,
        after=team.state,
    )
    if weak:
        queue_letter(
            emails.team.TEAM_UNDER_STRENGTH,
            about=team,
            to=[
                *audience.member_users(team),
                *audience.professor_users(team),
                *audience.officers(),
            ],
            context={"team": team, "date": audience.said_date(team.replace_by, "long")},
            dedupe=f"team:{team.pk}:{team.under_strength_since.isoformat()}",
        )


def episode_of(team: Team) -> dict[str, Any]:
    """The running episode of too few members, for pages; empty when there is none."""
    if not team.is_under_strength:
        return {}
    return {
        "since": team.under_strength_since,
        "until": team.replace_by,
        "is_late": team.replace_by is not None and team.replace_by < timezone.localdate(),
    }
