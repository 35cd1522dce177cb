"""Versions of a problem: kept at every save that changes something, and brought back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from industries.models import Problem, ProblemRevision
from industries.selectors.revisions import LINKS, PLAIN, content_of
from industries.services.common import require_right, require_unchanged
from industries.services.rows import write_rows
from industries.services.words import keep_words
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.programme.models import Major, ObstacleCategory, Skill


def version_of(problem: Problem) -> int:
    """The number of the newest version; 0 before the first was kept."""
    return problem.revisions.aggregate(last=Max("version"))["last"] or 0


def keep_revision(
    problem: Problem, actor: Any, *, restored_from: int | None = None
) -> ProblemRevision | None:
    """Keep what the saved and locked problem says now; None when nothing has changed."""
    content, last = content_of(problem), problem.revisions.first()
    if last is not None and last.content == content:
        if last.stamp != problem.updated_at.isoformat():
            last.stamp = problem.updated_at.isoformat()
            last.save(update_fields=["stamp"])
        return None
    return ProblemRevision.objects.create(
        problem=problem,
        version=(last.version if last else 0) + 1,
        content=content,
        stamp=problem.updated_at.isoformat(),
        author=actor if getattr(actor, "pk", None) else None,
        restored_from=restored_from,
    )


@transaction.atomic
def restore_version(*, problem_id: int, actor: Any, version: int, seen: str = "") -> Problem:
    """Write the words of an earlier version again, as a new version; nothing is thrown away.

    Raises NotAllowed unless the actor may write now, WrongState when somebody saved meanwhile,
    DomainError when the version is the present one or its category is no longer there.
    """
    problem = Problem.objects.locked().get(pk=problem_id)
    require_right(actor, "industries.edit_problem", problem)
    require_unchanged(problem, seen)
    kept = problem.revisions.filter(version=version).first()
    if kept is None:
        raise DomainError(_("There is no such version of this problem."))
    if kept.content == content_of(problem):
        raise WrongState(_("The problem already says what this version says."))
    _write_content(problem, kept.content)
    keep_words(problem)
    keep_revision(problem, actor, restored_from=version)
    ActionLog.objects.record(
        problem,
        verb="industries.problem.restore",
        actor=actor,
        data={"version": version},
    )
    return problem


def _write_content(problem: Problem, content: dict[str, Any]) -> None:
    """Columns and rows as a version holds them; what was deleted since is left out."""
    for name in PLAIN:
        if name in content:
            setattr(problem, name, content[name])
    categories = set(ObstacleCategory.objects.values_list("pk", flat=True))
    for name in LINKS:
        key = content.get(name)
        setattr(problem, f"{name}_id", key if key in categories else None)
    if problem.category_id is None:
        raise DomainError(_("The category of that version is no longer there."))
    due = content.get("submission_deadline")
    problem.submission_deadline = date.fromisoformat(due) if due else None
    problem.save()
    skills = Skill.objects.in_bulk([pk for pk, _level, _weight in content.get("skills", ())])
    write_rows(
        problem,
        majors=list(Major.objects.filter(pk__in=content.get("majors", ()))),
        skills=[
            {"skill": skills[pk], "min_level": level, "weight": weight}
            for pk, level, weight in content.get("skills", ())
            if pk in skills
        ],
        baselines=[
            {"kpi": kpi, "unit_label": unit, "current": current, "goal": goal}
            for kpi, unit, current, goal in content.get("baselines", ())
        ],
    )
