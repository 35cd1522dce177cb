"""Who looks for a problem: rooms that know a person say what they bring and what they marked.

The market of problems asks here and never learns which room answers. A room registers
`@seeker_reader` for what somebody brings, `@mark_reader` for marks of theirs on problems.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

STUDENT, PROFESSOR = "student", "professor"


@dataclass(frozen=True)
class Seeker:
    """What somebody brings to a problem: keys of skills with levels 1–5, major, free days.

    For professors: skills of their expertise (each at 5), categories of teams they supervised,
    places left, and problems of units they have ties to. `complete_url` leads to where the
    person completes this.
    """

    kind: str
    skills: Mapping[int, int] = field(default_factory=dict)
    major_id: int | None = None
    days: frozenset[str] = frozenset()
    categories: frozenset[int] = frozenset()
    free_places: int = 0
    ties: frozenset[int] = frozenset()
    complete_url: str = ""

    @property
    def is_professor(self) -> bool:
        """Whether they supervise rather than solve."""
        return self.kind == PROFESSOR


@dataclass(frozen=True)
class Mark:
    """What somebody has marked on a problem, in words, and the button that changes it.

    `full_label` names the problem too, for whoever hears the button; `is_post` tells a button
    from a link.
    """

    said: str = ""
    label: str = ""
    full_label: str = ""
    url: str = ""
    icon: str = ""
    is_on: bool = False
    is_post: bool = False


SeekerReader = Callable[[Any], Seeker | None]
MarkReader = Callable[[Any, list[Any]], Mapping[int, Mark]]
_seekers: list[tuple[int, SeekerReader]] = []
_marks: list[tuple[int, MarkReader]] = []


def seeker_reader(order: int) -> Callable[[SeekerReader], SeekerReader]:
    """Register a reader `user -> Seeker | None`; the lowest order that knows the person answers."""

    def register(reader: SeekerReader) -> SeekerReader:
        _seekers.append((order, reader))
        return reader

    return register


def mark_reader(order: int) -> Callable[[MarkReader], MarkReader]:
    """Register a reader `(user, problems) -> {problem pk: Mark}`; a constant number of queries."""

    def register(reader: MarkReader) -> MarkReader:
        _marks.append((order, reader))
        return reader

    return register


def seeker_of(user: Any) -> Seeker | None:
    """What this person brings; None for whoever looks for nothing."""
    if not getattr(user, "is_authenticated", False):
        return None
    for _order, reader in sorted(_seekers, key=lambda entry: entry[0]):
        if (seeker := reader(user)) is not None:
            return seeker
    return None


def marks_of(user: Any, problems: Iterable[Any]) -> dict[int, list[Mark]]:
    """Marks of this person on the problems given, by the problem's key."""
    rows = list(problems)
    marks: dict[int, list[Mark]] = {row.pk: [] for row in rows}
    if not rows or not getattr(user, "is_authenticated", False):
        return marks
    for _order, reader in sorted(_marks, key=lambda entry: entry[0]):
        for pk, mark in reader(user, rows).items():
            marks[pk].append(mark)
    return marks
