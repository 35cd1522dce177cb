"""Earlier problems like one being written or reviewed, and what came of them."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Exists, OuterRef, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from industries.enums import ProblemState
from industries.models import Problem
from partnership.core import hooks
from partnership.core.text import search_key

SHOWN = 5


@dataclass(frozen=True)
class Hint:
    """One earlier problem: as much of it as the reader may know."""

    problem: Problem
    is_full: bool
    solutions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Its own title for those who see it in full, else the public one."""
        return str(self.problem) if self.is_full else self.problem.shown_title

    @property
    def is_solved(self) -> bool:
        """Whether the obstacle was removed."""
        return self.problem.state == ProblemState.CLOSED_SOLVED

    @property
    def sentence(self) -> str:
        """What came of it, for somebody who may not read it."""
        if self.is_solved:
            return _("Solved before: ask the Office what helped.")
        return _("Another unit has stated something like it.")


def problems_like(user: Any, title: str, *, but: int | None = None) -> list[Hint]:
    """Problems with a title like this one, the likest first, by two index scans of one query.

    Solutions come from the teams' room, and only those the reader may read.
    """
    key = search_key(title)
    if len(key) < 5:
        return []
    full = Problem.objects.visible_to(user).filter(pk=OuterRef("pk"))
    public = TrigramSimilarity("public_key", key)
    rows = list(
        Problem.objects.alike(user, title)
        .exclude(pk=but)
        .annotate(is_full=Exists(full))
        # What the reader cannot see in full is placed by its public title alone.
        .annotate(
            likeness=Case(
                When(is_full=True, then=Greatest(TrigramSimilarity("title_key", key), public)),
                default=public,
            )
        )
        .select_related("unit", "category")
        .order_by("-likeness", "-pk")[:SHOWN]
    )
    seen = [row.pk for row in rows if row.is_full]
    solutions = hooks.ask("solution_cards", seen, user, default={}) if seen else {}
    return [Hint(row, row.is_full, solutions.get(row.pk, [])) for row in rows]
