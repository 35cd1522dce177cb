"""Questions a lower room asks and a higher or sibling room answers.

A signal tells upward; a hook asks. Who knows the answer registers a reader with
`@hooks.answers("name")` in its `selectors`; who wants it calls `hooks.ask("name", …)` and says
what holds when nobody answers.

| Name | Asked by | Answered by | Gives |
|---|---|---|---|
| `has_undertaken` | industries | students | whether the student’s undertaking is in force |
| `solution_cards` | industries | teams | {problem id: list of solutions the reader may see} |
"""

from collections.abc import Callable
from typing import Any

_readers: dict[str, Callable[..., Any]] = {}


def answers(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the one reader that answers the question."""

    def register(reader: Callable[..., Any]) -> Callable[..., Any]:
        known = _readers.get(name)
        if known is not None and known.__qualname__ != reader.__qualname__:
            raise ValueError(f"Hook {name} is answered twice.")
        _readers[name] = reader
        return reader

    return register


def ask(name: str, *args: Any, default: Any, **options: Any) -> Any:
    """What the room that knows says; `default` when no room does."""
    reader = _readers.get(name)
    return default if reader is None else reader(*args, **options)
