"""What two records of a unit becoming one mean for its teams."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from partnership.core.models import ActionLog
from teams.enums import TEAM_RUNNING
from teams.models import Team


@transaction.atomic
def follow_merged_units(
    *, unit_id: int, people: Mapping[int, int], problem_ids: Iterable[int], actor: Any
) -> int:
    """Give teams the row of their supervisor that stays, and note it; returns how many were told.

    `people` leads from the row that is left to the one that stays; teams of the problems that
    moved are noted in their history while they run.
    """
    for team in Team.objects.locked().filter(supervisor__in=list(people)):
        team.supervisor_id = people[team.supervisor_id]
        team.save(update_fields=["supervisor", "updated_at"])
    running = Team.objects.locked().filter(problem__in=list(problem_ids), state__in=TEAM_RUNNING)
    for team in running:
        ActionLog.objects.record(
            team, verb="teams.team.follow_unit", actor=actor, data={"unit": unit_id}
        )
    return len(running)
