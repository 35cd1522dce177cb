"""Solutions, weeks, criteria and whole situations of the work, for tests."""

from datetime import datetime, time, timedelta
from typing import Any

import factory
from django.utils import timezone

from industries.enums import ProblemState
from partnership.core.jalali import TEHRAN
from partnership.programme.enums import CriterionKind
from partnership.programme.models import EvaluationCriterion
from teams.enums import EvaluationKind, SolutionState, TeamState
from teams.models import FinalReport, Milestone, Solution, Team
from teams.services.hours import week_of
from teams.tests.factories import team_in

TEXT = {
    "title": "پیش‌گرمایش رویه",
    "summary": "تونل پیش‌گرم و رطوبت‌سنج انبار.",
    "root_cause": "رطوبت انبار",
    "description": "نصب تونل ۵۵ درجه.",
    "cost_rial": 1_850_000_000,
    "weeks": 5,
    "benefit": "کاهش مرجوعی",
    "risks": "فضای سه متری",
    "needs": "برق سه‌فاز",
}


class SolutionFactory(factory.django.DjangoModelFactory):
    """A draft of its team."""

    class Meta:
        model = Solution

    team = factory.LazyFunction(lambda: team_in(TeamState.PROPOSING))
    problem = factory.SelfAttribute("team.problem")
    title = factory.Sequence(lambda n: f"راه‌حل {n}")
    summary, benefit = "خلاصه", "منفعت"
    cost_rial = factory.Sequence(lambda n: 1_000_000_000 + n)
    weeks = 5


def shown(team: Team, **fields: Any) -> Solution:
    """A solution that lies before the manager."""
    now = timezone.now()
    return SolutionFactory(
        team=team, state=SolutionState.SUBMITTED, submitted_at=now, shown_at=now, **fields
    )


def under_review(teams: int = 1, each: int = 1) -> tuple[Any, list[Team], list[Solution]]:
    """A problem whose manager compares; its teams, and their solutions in order."""
    first = team_in(TeamState.PROPOSING)
    rest = [team_in(TeamState.PROPOSING, problem=first.problem) for _n in range(teams - 1)]
    all_teams = [first, *rest]
    solutions = [shown(team) for team in all_teams for _n in range(each)]
    problem = first.problem
    problem.state = ProblemState.IN_REVIEW
    problem.save()
    return problem, all_teams, solutions


def decided(state: str = TeamState.DECIDED) -> Team:
    """A team whose solution is selected; with `state` it executes already."""
    problem, (team,), (solution,) = under_review()
    Solution.objects.filter(pk=solution.pk).update(state=SolutionState.SELECTED)
    Team.objects.filter(pk=team.pk).update(state=state, executed=state != TeamState.DECIDED)
    if state != TeamState.DECIDED:
        problem.state = ProblemState.EXECUTING
        problem.save()
    return Team.objects.get(pk=team.pk)


def criteria() -> None:
    """Two rows on each evaluation form, 40 and 60 points in all, and a question for each side."""
    rows = [
        ("EV-A", CriterionKind.SUPERVISOR, 5),
        ("EV-B", CriterionKind.SUPERVISOR, 35),
        ("EP-A", CriterionKind.PROFESSOR, 10),
        ("EP-B", CriterionKind.PROFESSOR, 50),
        ("SF-A", CriterionKind.UNIT, 5),
        ("SU-A", CriterionKind.STUDENT, 5),
    ]
    for order, (code, kind, most) in enumerate(rows):
        EvaluationCriterion.objects.get_or_create(
            code=code,
            defaults={
                "kind": kind,
                "max_points": most,
                "order": order,
                "name_fa": code,
                "name_en": code,
            },
        )


def points(kind: str, share: int = 1) -> dict[int, int]:
    """Full points on every criterion of a form, divided by `share`."""
    rows = EvaluationCriterion.objects.filter(kind=kind)
    return {row.pk: row.max_points // share for row in rows}


def final_report(team: Team, **fields: Any) -> FinalReport:
    """A draft of the final report."""
    return FinalReport.objects.create(team=team, summary="همه چیز انجام شد.", **fields)


def milestone(team: Team, **fields: Any) -> Milestone:
    """A step of the plan."""
    return Milestone.objects.create(
        team=team, title="نصب تونل", due_on=timezone.localdate() + timedelta(days=7), **fields
    )


def last_week() -> Any:
    """The Saturday of the week that has ended."""
    return week_of(timezone.localdate()) - timedelta(days=7)


def stay(day: Any, came: int, left: int) -> tuple[datetime, datetime]:
    """A stay on site, whole hours in Tehran."""
    return (
        datetime.combine(day, time(came), tzinfo=TEHRAN),
        datetime.combine(day, time(left), tzinfo=TEHRAN),
    )


def long_running(state: str = TeamState.ASSESSING) -> Team:
    """A team that has been on site for a month."""
    team = team_in(state)
    month_ago = timezone.now() - timedelta(days=30)
    team.starts_on = month_ago.date()
    team.save()
    team.memberships.update(joined_at=month_ago)
    return team


def supervisor_user(team: Team) -> Any:
    """Account of the named supervisor."""
    return team.supervisor.user


BOTH = (EvaluationKind.SUPERVISOR, EvaluationKind.PROFESSOR)
