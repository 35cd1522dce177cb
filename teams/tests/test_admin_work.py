"""The office finds every object of the work; jobs run twice without harm."""

from typing import Any

import pytest
from django.urls import reverse

from partnership.core import jobs
from teams import tasks
from teams.enums import TeamState
from teams.services import execution, hours
from teams.tests.factories import member_user
from teams.tests.work_factories import (
    criteria,
    decided,
    final_report,
    last_week,
    long_running,
    milestone,
    stay,
    under_review,
)

pytestmark = pytest.mark.django_db
MODELS = (
    "solution", "solutionversion", "decision", "milestone", "weeklyreport", "finalreport",
    "evaluation", "outcome", "satisfaction",
)  # fmt: skip


@pytest.mark.parametrize("model", MODELS)
def test_the_office_lists_and_searches(as_user: Any, people: Any, model: str) -> None:
    criteria()
    under_review()
    team = decided(TeamState.EXECUTING)
    milestone(team)
    execution.drop_milestone(
        milestone_id=team.milestones.get().pk, actor=member_user(team), reason="x"
    )
    execution.finish_team(team_id=team.pk, actor=member_user(team), summary="خوب")
    final_report(team)
    on_site = long_running()
    row = on_site.memberships.active().first()
    hours.save_report(
        membership_id=row.pk, actor=row.student.user, week_starts_on=last_week(), body="کار",
        entries=[stay(last_week(), 8, 12)], send=True,
    )  # fmt: skip
    client = as_user(people.officer)
    page = client.get(reverse(f"office:teams_{model}_changelist"))
    assert page.status_code == 200
    assert client.get(reverse(f"office:teams_{model}_changelist"), {"q": "گره"}).status_code == 200
    found = page.context["cl"].queryset.first()
    if found is not None:
        change = reverse(f"office:teams_{model}_change", args=[found.pk])
        assert client.get(change).status_code == 200


def test_the_jobs_are_known_and_harmless_twice() -> None:
    under_review()
    for name in ("close_windows", "remind_decisions", "remind_reports"):
        assert f"teams.{name}" in jobs.names
        getattr(tasks, name)()
        getattr(tasks, name)()
