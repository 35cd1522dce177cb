"""Who tries which door: everybody it concerns, and of the many it does not concern, some.

A bystander's answer depends on nothing but being one, so each tries every third door; which
ones follows from the door's name, not from chance.
"""

from zlib import crc32

from partnership.testing.doors.people import EVERYBODY, OFFICE, SIGNED_IN
from partnership.testing.doors.shape import Door

BYSTANDERS = (
    "education",
    "liaison",
    "observer",
    "other_manager",
    "other_professor",
    "other_supervisor",
    "president",
    "stranger",
    "deactivated",
)


def knockers(door: Door, *, again: bool = False) -> list[str]:
    """The actors who try this door, in a fixed order.

    `again`: the door was tried with another state before; now only those it names try it.
    """
    if door.name.startswith("office:"):
        return ["leader", "officer"] if door.on else ["anonymous", "leader", "officer"]
    named = door.ok | door.no | door.late | door.sent | door.shut
    if named >= SIGNED_IN - OFFICE:
        named = frozenset()
    if again:
        return sorted(named | {"anonymous", "rival"})
    turn = crc32(door.label.encode()) % 3
    some = {actor for place, actor in enumerate(BYSTANDERS) if place % 3 == turn}
    return sorted((EVERYBODY - set(BYSTANDERS)) | named | some)


def allowed(door: Door) -> str:
    """Somebody who gets in; empty when nobody does."""
    for actor in ("leader", "manager", "professor", "officer"):
        if actor in door.ok:
            return actor
    return min(door.ok, default="")


def refused(door: Door) -> str:
    """Somebody signed in who does not get in; empty when everybody does."""
    for actor in ("rival", "member", "supervisor", "officer", "leader"):
        if actor not in door.ok and door.expected(actor) in (403, 404):
            return actor
    return ""
