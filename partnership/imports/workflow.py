"""The moves of a list: made by a room for its own model, under its own right and in its words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move
from partnership.imports.enums import ImportState as S
from partnership.imports.enums import ResumableState

NOTHING_CHANGED = _("Follows by itself when the file cannot be read; nothing has been changed.")


@dataclass(frozen=True)
class ImportMoves:
    """Read, check, fail, finish follow by themselves; the others are an officer's."""

    read: Move
    check: Move
    fail: Move
    apply: Move
    finish: Move
    reread: Move
    cancel: Move


@dataclass(frozen=True)
class StopMoves:
    """For a list that is taken over part by part."""

    stop: Move
    resume: Move


def import_moves(
    noun: str,
    *,
    permission: str,
    taking: Any,
    undone: str,
    reread: Any,
    failing: Any = NOTHING_CHANGED,
) -> ImportMoves:
    """The moves of `room.model`.

    `taking` explains what taking over does, `undone` why there is no way back from it (or which
    move is), `reread` is what the button calls what an officer may say about the file.
    """
    again = f"{noun}.reread"
    return ImportMoves(
        read=Move(
            name=f"{noun}.read",
            sources=frozenset({S.QUEUED}),
            target=S.READING,
            permission=permission,
            label=_("Read the list"),
            explains=_("Follows by itself as soon as a worker is free."),
            back=again,
            by_system=True,
        ),
        check=Move(
            name=f"{noun}.check",
            sources=frozenset({S.READING}),
            target=S.CHECKED,
            permission=permission,
            label=_("List checked"),
            explains=_("Follows by itself once every row has been compared."),
            back=again,
            by_system=True,
        ),
        fail=Move(
            name=f"{noun}.fail",
            sources=frozenset({S.QUEUED, S.READING, S.APPLYING}),
            target=S.FAILED,
            permission=permission,
            label=_("List not readable"),
            explains=failing,
            back=again,
            by_system=True,
        ),
        apply=Move(
            name=f"{noun}.apply",
            sources=frozenset({S.CHECKED}),
            target=S.APPLYING,
            permission=permission,
            label=_("Take over"),
            explains=taking,
            tone="primary",
            icon="check2-all",
            back=undone,
            order=10,
        ),
        finish=Move(
            name=f"{noun}.finish",
            sources=frozenset({S.APPLYING}),
            target=S.APPLIED,
            permission=permission,
            label=_("List taken over"),
            explains=_("Follows by itself once every row is written."),
            back=undone,
            by_system=True,
        ),
        reread=_reread(noun, permission, reread),
        cancel=_cancel(noun, permission),
    )


def stop_moves(noun: str, *, permission: str) -> StopMoves:
    """Stopping in between and going on."""
    return StopMoves(
        stop=Move(
            name=f"{noun}.stop",
            sources=frozenset({S.APPLYING}),
            target=ResumableState.STOPPED,
            permission=permission,
            label=_("Stop for now"),
            explains=_(
                "The part being written is finished, then nothing more is written. "
                "What has been taken over stays; going on begins where it stopped."
            ),
            icon="pause",
            back=f"{noun}.resume",
            order=20,
        ),
        resume=Move(
            name=f"{noun}.resume",
            sources=frozenset({ResumableState.STOPPED}),
            target=S.APPLYING,
            permission=permission,
            label=_("Go on taking over"),
            explains=_("Begins with the first row that has not been taken over yet."),
            tone="primary",
            icon="play",
            back=f"{noun}.stop",
            order=10,
        ),
    )


def _reread(noun: str, permission: str, label: Any) -> Move:
    return Move(
        name=f"{noun}.reread",
        sources=frozenset({S.CHECKED, S.FAILED}),
        target=S.QUEUED,
        permission=permission,
        label=label,
        explains=_("Say which column is which; the file is read again and the answer remembered."),
        icon="layout-three-columns",
        back=f"{noun}.cancel",
        order=20,
    )


def _cancel(noun: str, permission: str) -> Move:
    return Move(
        name=f"{noun}.cancel",
        sources=frozenset({S.QUEUED, S.READING, S.CHECKED, S.FAILED}),
        target=S.CANCELLED,
        permission=permission,
        label=_("Cancel the import"),
        explains=_("The list is put aside; nothing has been changed and nothing will be."),
        tone="danger",
        icon="x-lg",
        back="Hand the list in again.",
        order=90,
    )
