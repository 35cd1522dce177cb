"""What helped before: chosen solutions of earlier problems, for those who may read them."""

from collections.abc import Iterable
from typing import Any

from partnership.core import hooks
from partnership.core.numbers import format_rial, format_toman
from teams.enums import SolutionState
from teams.models import Solution


@hooks.answers("solution_cards")
def solution_cards(problem_ids: Iterable[int], user: Any) -> dict[int, list[dict[str, Any]]]:
    """{problem id: [{title, cost, cost_note, benefit, state, url}]}; one query.

    Only chosen ones, and only those this person may read: the office and the unit's own.
    """
    rows = (
        Solution.objects.visible_to(user)
        .filter(
            problem__in=list(problem_ids),
            state__in=(SolutionState.SELECTED, SolutionState.IMPLEMENTED),
        )
        .order_by("pk")
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.problem_id, []).append(
            {
                "title": row.text("title"),
                "cost": format_rial(row.cost_rial, words=False),
                "cost_note": format_toman(row.cost_rial),
                "benefit": row.text("benefit"),
                "state": row.get_state_display(),
                "url": row.get_absolute_url(),
            }
        )
    return found
