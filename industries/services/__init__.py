"""Everything that changes units, problems and meetings; one function for each change."""

from industries.services.outcomes import (
    ask_rework,
    assign_problem,
    execute_problem,
    reject_all_solutions,
    release_problem,
    start_review,
    undo_selection,
)

__all__ = [
    "ask_rework",
    "assign_problem",
    "execute_problem",
    "reject_all_solutions",
    "release_problem",
    "start_review",
    "undo_selection",
]
