"""Rows of a problem: majors, skills, figures."""

from collections.abc import Iterable
from typing import Any

from industries.models import Baseline, Problem, RequiredSkill


def write_rows(
    problem: Problem,
    majors: Iterable[Any] | None,
    skills: Iterable[dict[str, Any]] | None,
    baselines: Iterable[dict[str, Any]] | None,
) -> None:
    """Replace the rows given; None leaves them as they are."""
    if majors is not None:
        problem.majors.set(majors)
    if skills is not None:
        problem.required_skills.all().delete()
        once = {row["skill"].pk: row for row in skills}
        RequiredSkill.objects.bulk_create(
            RequiredSkill(problem=problem, **row) for row in once.values()
        )
    if baselines is not None:
        _replace_baselines(problem, list(baselines))


def _replace_baselines(problem: Problem, rows: list[dict[str, Any]]) -> None:
    """Rewrite the figures in place: figures reached later refer to the rows."""
    old = list(problem.baselines.all())
    for order, row in enumerate(rows):
        baseline = old[order] if order < len(old) else Baseline(problem=problem)
        for name, value in row.items():
            setattr(baseline, name, value)
        baseline.order = order
        baseline.save()
    for gone in old[len(rows) :]:
        gone.delete()
