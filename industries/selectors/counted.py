"""Lines of “my work”: one for many rows, or the row itself when it is the only one."""

from typing import Any

from django.db.models import QuerySet

from partnership.core.numbers import format_number
from partnership.core.worklist import Task

_ICONS = {"unit": "buildings", "problem": "lightbulb", "list": "file-earmark-spreadsheet"}
#: How many single tasks of one kind stand in somebody's list; the rest is behind its page.
SHOWN = 5


def counted(
    kind: str,
    rows: QuerySet,
    url: str,
    action: Any,
    sentence: Any,
    since: str = "created_at",
    tone: str = "attention",
) -> list[Task]:
    """One line for many rows, or the row itself when it is the only one."""
    found = list(rows[:2])
    if not found:
        return []
    number = 1 if len(found) == 1 else rows.count()
    return [
        Task(
            kind=kind,
            title=sentence(number) % {"n": format_number(number)},
            sentence=str(found[0]),
            url=found[0].get_absolute_url() if number == 1 else url,
            action=action,
            since=getattr(found[0], since),
            tone=tone,
            icon=_ICONS[kind],
        )
    ]
