"""What this room brings to a unit's page: decisions due, teams, figures, letters."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from industries.models import Baseline, IndustrialUnit, Problem
from partnership.core.models import in_persian
from partnership.core.sections import Paper, Section, supplier
from partnership.core.worklist import Task
from teams.enums import LetterState, SolutionState
from teams.models import IntroductionLetter, Solution, Team
from teams.selectors import worklist
from teams.selectors.forming_tasks import letter_tasks

_CHOSEN = (SolutionState.SELECTED, SolutionState.IMPLEMENTED)
SHOWN = 20


@supplier("unit.tasks", order=20)
def unit_work(unit: IndustrialUnit, user: Any) -> Iterator[Task]:
    """Letters to accept, solutions to decide on, hours, steps, teams to evaluate."""
    letters = IntroductionLetter.objects.visible_to(user).filter(
        team__problem__unit=unit, state=LetterState.SIGNED
    )
    yield from letter_tasks(letters.select_related("team").order_by("state_changed_at", "pk"))
    yield from worklist.decisions_of(Problem.objects.visible_to(user).filter(unit=unit))
    if not user.is_office:
        yield from worklist.site_work(worklist.teams_on_site(user).filter(problem__unit=unit))


@supplier("unit.sections", order=20)
def unit_teams(unit: IndustrialUnit, user: Any) -> Iterator[Section]:
    """Teams of the unit's problems, the running ones first."""
    teams = list(
        Team.objects.visible_to(user)
        .filter(problem__unit=unit)
        .select_related("problem__category", "professor", "round")
        .with_strength()
        .order_by("-round__term__code", "name_fa", "pk")[:SHOWN]
    )
    if teams:
        yield Section("teams/parts/unit_teams.html", {"teams": teams})


@supplier("unit.sections", order=30)
def unit_figures(unit: IndustrialUnit, user: Any) -> Iterator[Section]:
    """Figures of the unit's problems: before, aimed at, after the execution."""
    seen = Problem.objects.visible_to(user).filter(unit=unit)
    baselines = list(
        Baseline.objects.filter(problem__in=seen, current__isnull=False)
        .select_related("problem")
        .order_by("problem", "order", "pk")
    )
    if not baselines:
        return
    after = _after(seen, baselines, user)
    rows = [
        {
            "baseline": row,
            "before": row.current,
            "goal": row.goal,
            "after": after.get(row.pk),
            "change": _hundredths(row.current, after.get(row.pk)),
        }
        for row in baselines
    ]
    yield Section("teams/parts/unit_figures.html", {"rows": rows, "chart": _chart(rows)})


def _after(seen: Any, baselines: list[Baseline], user: Any) -> dict[int, Decimal]:
    """What execution made of each figure; a solution that names none stands for the first."""
    first: dict[int, int] = {}
    for row in baselines:
        first.setdefault(row.problem_id, row.pk)
    chosen = (
        Solution.objects.visible_to(user)
        .filter(problem__in=seen, state__in=_CHOSEN, team__outcome__kpi_after__isnull=False)
        .select_related("team__outcome")
        .order_by("pk")
    )
    found: dict[int, Decimal] = {}
    for solution in chosen:
        figure = solution.baseline_id or first.get(solution.problem_id)
        if figure is not None and solution.team is not None:
            found[figure] = solution.team.outcome.kpi_after
    return found


def _hundredths(before: Decimal | None, value: Decimal | None) -> int | None:
    """A value when the figure before is 100; None where that says nothing."""
    if before is None or value is None or before <= 0 or value < 0:
        return None
    return round(value / before * 100)


def _chart(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Every figure with before = 100, so that tonnes and hours stand in one graph."""
    shown = [row for row in rows if row["change"] is not None]
    if not shown:
        return None
    return {
        "rtl": in_persian(),
        "labels": [str(row["baseline"]) for row in shown],
        "before": [100 for _row in shown],
        "goal": [_hundredths(row["before"], row["goal"]) for row in shown],
        "after": [row["change"] for row in shown],
    }


@supplier("unit.papers", order=20)
def unit_letters(unit: IndustrialUnit, user: Any) -> Iterator[Paper]:
    """Letters that introduce teams to the unit."""
    letters = (
        IntroductionLetter.objects.visible_to(user)
        .filter(team__problem__unit=unit, state__in=(LetterState.SIGNED, LetterState.ACCEPTED))
        .select_related("team")
        .order_by("-date", "-pk")[:SHOWN]
    )
    for letter in letters:
        yield Paper(
            title=f"{letter.number} – {letter.team}",
            url=letter.get_absolute_url(),
            kind=letter._meta.verbose_name,
            on=letter.date,
            state=letter,
        )
