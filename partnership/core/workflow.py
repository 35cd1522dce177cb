"""Moves: every arrow between two states is data here, taken through one door, `apply`.

The shape follows the readable phase tables of grant systems; see
`partnership/docs/workflow.md` for the diagram generated from the registry.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog

registry: dict[str, "Move"] = {}

# Words for log rows that are no moves, by their verb; every room adds its own in `workflow`.
deeds: dict[str, Any] = {}

# Words for what log rows hold where other rows hold a state: roles, for instance.
codes: dict[str, Any] = {}

# The word addresses and services use for an object where its model's name is longer.
SHORT_NOUNS = {
    "industrialunit": "unit",
    "unitdocument": "document",
    "documentsigner": "signer",
    "jointmeeting": "meeting",
    "trainingsession": "session",
    "introductionletter": "letter",
    "weeklyreport": "report",
    "finalreport": "final_report",
    "registrarimport": "import",
    "ministrylist": "list",
}


@dataclass(frozen=True)
class Move:
    """One arrow: who may take it, from where, to where, and in which words.

    `name` is `room.noun.verb`; the page of the move is the URL `room:verb_noun`.
    `reason` is "none", "optional" or "required". `back` names the move that undoes
    this one, or says why none does.
    """

    name: str
    sources: frozenset[str]
    target: str
    permission: str
    label: Any
    explains: Any = ""
    reason: str = "none"
    tone: str = "plain"
    icon: str = "arrow-right"
    back: str = ""
    by_system: bool = False
    hidden: bool = False
    order: int = field(default=50, compare=False)

    def __post_init__(self) -> None:
        if self.name in registry:
            raise ValueError(f"Move {self.name} is declared twice.")
        registry[self.name] = self

    @property
    def room(self) -> str:
        """The app label the move belongs to."""
        return self.name.split(".")[0]

    @property
    def noun(self) -> str:
        """The object it moves, as in `teams.team.dispatch`."""
        return self.name.split(".")[1]

    @property
    def verb(self) -> str:
        """What it does."""
        return self.name.split(".")[2]

    @property
    def short_noun(self) -> str:
        """The object's word in addresses and in arguments of services."""
        return SHORT_NOUNS.get(self.noun, self.noun)

    @property
    def url_name(self) -> str:
        """The page on which a person takes the move."""
        return f"{self.room}:{self.verb}_{self.short_noun}"

    def url_for(self, obj: models.Model) -> str:
        """Address of the move's page for one object; empty when it has no page of its own."""
        try:
            return reverse(self.url_name, kwargs={"pk": obj.pk})
        except NoReverseMatch:
            return ""


def moves_of(noun: str) -> list[Move]:
    """All moves of `room.noun`, in the order buttons should stand."""
    found = [move for move in registry.values() if move.name.startswith(f"{noun}.")]
    return sorted(found, key=lambda move: move.order)


def deed_label(verb: str) -> Any:
    """Words for a verb of the log, be it a move or not."""
    move = registry.get(verb)
    return move.label if move else deeds.get(verb, verb)


def state_label(model: type[models.Model] | None, code: str) -> Any:
    """The word for a state of a model as the log keeps it; the code itself when it is none."""
    fields = model._meta.concrete_fields if model is not None else ()
    state = next((field for field in fields if field.name == "state"), None)
    states = dict(state.flatchoices) if state is not None else {}
    return states.get(code) or codes.get(code, code)


def noun_of(obj: models.Model) -> str:
    """`teams.team` for a Team."""
    return obj._meta.label_lower


def is_open(move: Move, obj: models.Model) -> bool:
    """Whether the object's state lets the move start."""
    return obj.state in move.sources  # type: ignore[attr-defined]


def available_moves(obj: models.Model, user: Any) -> list[Move]:
    """Moves this person may take on this object now; feeds buttons and tests alike."""
    return [
        move
        for move in moves_of(noun_of(obj))
        if not move.by_system and is_open(move, obj) and user.has_perm(move.permission, obj)
    ]


def require(move: Move, obj: models.Model, actor: Any) -> None:
    """Raise NotAllowed or WrongState, each with its own sentence, unless the move is open."""
    if actor is None:
        if not move.by_system:
            raise NotAllowed(_("Only a person can take this step."))
    elif not actor.has_perm(move.permission, obj):
        raise NotAllowed(
            _("“%(move)s” is not among the things your role may do here.") % {"move": move.label}
        )
    if not is_open(move, obj):
        raise WrongState(
            _(
                "“%(move)s” is not possible while this is “%(state)s”. "
                "Somebody may have moved it on; please look at it again."
            )
            % {"move": move.label, "state": obj.get_state_display()}  # type: ignore[attr-defined]
        )


def apply(
    move: Move,
    obj: Any,
    *,
    actor: Any,
    reason: str = "",
    also: Iterable[str] = (),
    data: dict[str, Any] | None = None,
    to: str = "",
) -> ActionLog:
    """Take the move: check right and state, write the state and `also`, log who and why.

    The caller holds the row's lock inside a transaction. `to` overrides the target for the
    one kind of move that returns to where the object stood before (resume after a hold).

    Raises NotAllowed, WrongState, or DomainError when the move wants a reason and none is given.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("apply() needs an open transaction and a locked row.")
    require(move, obj, actor)
    reason = (reason or "").strip()
    if move.reason == "required" and not reason:
        raise DomainError(_("Please give the reason: it is part of the record."), field="reason")
    before, obj.state = obj.state, to or move.target
    fields = {"state", "state_changed_at", *also}
    obj.touch_state()
    obj.save(update_fields=[name for name in fields if _has_field(obj, name)])
    return ActionLog.objects.record(
        obj, verb=move.name, actor=actor, before=before, after=obj.state, reason=reason, data=data
    )


def _has_field(obj: models.Model | type[models.Model], name: str) -> bool:
    return any(
        f.name == name or getattr(f, "attname", "") == name for f in obj._meta.concrete_fields
    )
