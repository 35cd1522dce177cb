"""The words problems are found by, kept true when a name, a skill or a place changes."""

from typing import Any

from django.db import transaction

from industries.models import Problem
from industries.models.words import SEARCH_COLUMNS, desk_words_of, words_of

_A_TIME = 500
_KEYS: list[Any] = [Problem._meta.get_field(name) for name in ("search", "desk_search")]
_READ = ("category", "secondary_category", "unit__place", "unit__isic")


def renew_words(problem: Problem) -> bool:
    """Set the words from the rows they come from; True when they differ from what was there."""
    before = (problem.public_words, problem.desk_words)
    problem.public_words, problem.desk_words = words_of(problem), desk_words_of(problem)
    return before != (problem.public_words, problem.desk_words)


def keep_words(problem: Problem) -> None:
    """Write the words of a problem whose rows were just written."""
    fresh = Problem.objects.select_related(*_READ).get(pk=problem.pk)
    if renew_words(fresh):
        problem.public_words, problem.desk_words = fresh.public_words, fresh.desk_words
        problem.save(update_fields=SEARCH_COLUMNS)


def refresh_words(**wanted: Any) -> int:
    """Renew the words of problems (`unit_id=…`, `category_id=…`; all without a condition).

    Returns how many had changed. Only these are locked, some at a time, so that writers hardly
    wait; safe to run twice.
    """
    keys = list(Problem.objects.filter(**wanted).order_by("pk").values_list("pk", flat=True))
    return sum(
        _refresh_some(keys[first : first + _A_TIME]) for first in range(0, len(keys), _A_TIME)
    )


@transaction.atomic
def _refresh_some(keys: list[int]) -> int:
    stale = [row.pk for row in _with_names(Problem.objects.all(), keys) if renew_words(row)]
    if not stale:
        return 0
    rows = [row for row in _with_names(Problem.objects.locked(), stale) if renew_words(row)]
    for row in rows:
        for column in _KEYS:
            column.pre_save(row, add=False)
    Problem.objects.bulk_update(rows, SEARCH_COLUMNS)
    return len(rows)


def _with_names(rows: Any, keys: list[int]) -> Any:
    rows = rows.filter(pk__in=keys).select_related(*_READ)
    return rows.prefetch_related("majors", "required_skills__skill")
