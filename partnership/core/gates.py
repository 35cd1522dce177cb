"""Gates on a way somebody walks: every room supplies its own, a page draws them in order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

DONE, OPEN, WAITING, BLOCKED = "done", "open", "waiting", "blocked"

#: What a reader is told about a gate that is not passed, when the room names nobody.
TURNS = {
    "you": _("your turn"),
    "office": _("the office’s turn"),
    "professor": _("the professor’s turn"),
    "unit": _("the unit’s turn"),
    "team": _("your team’s turn"),
    "education": _("the education office’s turn"),
}


@dataclass(frozen=True)
class Gate:
    """One condition: done, open (the reader's turn), waiting (somebody else's) or blocked.

    `turn` is a key of TURNS; `value` of `max` draws a bar; a waived gate is done and says so.
    """

    code: str
    label: Any
    state: str
    note: Any = ""
    turn: str = ""
    url: str = ""
    action: Any = ""
    value: int | None = None
    max: int | None = None

    @property
    def turn_label(self) -> Any:
        """Whose turn it is, in words; empty once it is passed or not yet reached."""
        return TURNS.get(self.turn, "") if self.state in (OPEN, WAITING) else ""


@dataclass(frozen=True)
class Stage:
    """Gates that belong together, under one name."""

    code: str
    label: Any
    gates: list[Gate] = field(default_factory=list)

    @property
    def state(self) -> str:
        """As far as its gates are: done, someone's turn, or still closed."""
        states = {gate.state for gate in self.gates}
        if states <= {DONE}:
            return DONE
        return next((state for state in (OPEN, WAITING) if state in states), BLOCKED)

    @property
    def done(self) -> int:
        """How many gates are passed."""
        return sum(gate.state == DONE for gate in self.gates)


@dataclass(frozen=True)
class Way:
    """All stages from beginning to end, with what comes next on top.

    `headline` and `text` take the place of the next action where there is none to take.
    """

    stages: list[Stage]
    headline: Any = ""
    text: Any = ""

    @classmethod
    def of(cls, stages: Iterable[Stage], *, headline: Any = "", text: Any = "") -> "Way":
        """A way of the stages that have gates."""
        return cls([stage for stage in stages if stage.gates], headline, text)

    @property
    def gates(self) -> list[Gate]:
        """Every gate in order."""
        return [gate for stage in self.stages for gate in stage.gates]

    @property
    def next(self) -> Gate | None:
        """The first gate the reader can open now, else the first that waits for somebody."""
        return next(
            (gate for gate in self.gates if gate.state == OPEN and gate.url),
            next((gate for gate in self.gates if gate.state in (OPEN, WAITING)), None),
        )

    @property
    def is_open(self) -> bool:
        """Whether the reader can do something now."""
        return self.next is not None and self.next.state == OPEN

    @property
    def end(self) -> Gate | None:
        """Where the way stops when it is nobody's turn: the first closed gate that says why."""
        if self.next is not None:
            return None
        return next((gate for gate in self.gates if gate.state == BLOCKED and gate.note), None)

    @property
    def top(self) -> Gate | None:
        """What a page says first: the next gate, or why there is none."""
        return self.next or self.end

    @property
    def current(self) -> Stage | None:
        """The stage of the gate on top, which a page shows unfolded; None when all is done."""
        gate = self.top
        return next((stage for stage in self.stages if gate in stage.gates), None)

    @property
    def result(self) -> Gate | None:
        """What the whole way led to, once nothing is left: its last gate."""
        return self.gates[-1] if self.gates and self.is_done else None

    @property
    def done(self) -> int:
        """How many gates are passed."""
        return sum(stage.done for stage in self.stages)

    @property
    def total(self) -> int:
        """How many gates there are."""
        return len(self.gates)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.done == self.total
