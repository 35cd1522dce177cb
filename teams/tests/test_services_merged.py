"""What two records of a unit becoming one mean for its teams."""

import pytest

from industries.enums import PersonRole
from industries.services import merge_units
from industries.tests.factories import UnitFactory, UnitPersonFactory
from partnership.accounts.tests.factories import UserFactory
from partnership.core.models import ActionLog
from teams.enums import TeamState
from teams.models import Team
from teams.tests.factories import team_in

pytestmark = pytest.mark.django_db


def test_team_keeps_its_supervisor_when_two_records_of_the_unit_become_one() -> None:
    team = team_in(TeamState.DISPATCHED)
    merged = team.problem.unit
    kept = UnitFactory(name_fa=merged.name_fa, legal_id="")
    row = UnitPersonFactory(unit=merged, role=PersonRole.SUPERVISOR)
    own = UnitPersonFactory(unit=kept, role=PersonRole.SUPERVISOR, user=row.user)
    team.supervisor = row
    team.save()
    officer = UserFactory(roles=("officer",))
    merge_units(keep_id=kept.pk, merge_id=merged.pk, actor=officer)
    team = Team.objects.get(pk=team.pk)
    assert (team.supervisor, team.problem.unit) == (own, kept)
    assert team.supervisor.is_active
    assert ActionLog.objects.about(team).filter(verb="teams.team.follow_unit").count() == 1
