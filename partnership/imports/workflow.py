"""The moves of a list: made by a room for its own model, under its own right and in its words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move
from partnership.imports.enums import ImportState as S
from partnership.imports.enums import ResumableState

READ_WHEN = _("Follows by itself as soon as a worker is free.")
CHECKED_WHEN = _("Follows by itself once every row has been compared.")
FINISHED_WHEN = _("Follows by itself once every row is written.")
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

    def follows(verb: str, sources: set[str], target: str, label: Any, explains: Any) -> Move:
        """A move the worker takes."""
        return Move(
            name=f"{noun}.{verb}",
            sources=frozenset(sources),
            target=target,
            permission=permission,
            label=label,
            explains=explains,
            back=undone if verb == "finish" else again,
            by_system=True,
        )

    return ImportMoves(
        read=follows("read", {S.QUEUED}, S.READING, _("Read the list"), READ_WHEN),
        check=follows("check", {S.READING}, S.CHECKED, _("List checked"), CHECKED_WHEN),
        fail=follows(
            "fail",
            {S.QUEUED, S.READING, S.APPLYING},
            S.FAILED,
            _("List not readable"),
            failing,
        ),
        apply=_apply(noun, permission, taking, undone),
        finish=follows("finish", {S.APPLYING}, S.APPLIED, _("List taken over"), FINISHED_WHEN),
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


def _apply(noun: str, permission: str, taking: Any, undone: str) -> Move:
    return Move(
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
