"""Every door × everybody: who gets in, and that looking changes nothing."""

from urllib.parse import quote

import pytest

from partnership.testing.doors.crawl import knock, prepared, url_of
from partnership.testing.doors.knockers import knockers
from partnership.testing.doors.pages import header_faults, page_faults
from partnership.testing.doors.people import ANON
from partnership.testing.doors.shape import Door
from partnership.testing.doors.table import DOORS
from partnership.testing.doors.walk import url_names
from partnership.testing.doors.world import World

pytestmark = pytest.mark.django_db
#: Pages above it are listed with their reason.
MOST_QUERIES = 25
MANY_QUERIES = {
    # The dashboard counts everything that waits in the house.
    "office:index": 50,
    # Every room is asked what waits for an officer: one question a kind, however many rows.
    "portal:show_me": 38,
    # Two units side by side, and of each room what would move.
    "industries:merge_units[unit]": 30,
    # One button that approves: rules, places, letter and log of a whole decision.
    "students:promote_first[round]": 50,
    # Every drawer of every room that may hold something about the reader is opened once.
    "accounts:show_my_data": 45,
    # All of a unit on one page: problems, teams, figures, meetings, papers, contacts, people.
    "industries:show_unit[unit]": 34,
}
#: There only where the site was started for developers.
WITH_DEBUG = {"portal:show_styleguide"}
FIRST = list({door.name: door for door in reversed(DOORS)}.values())
BY_LABEL = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.label)


def test_table_names_every_address() -> None:
    """An address nobody has said who may use fails, and so does a row without its address."""
    there, said = set(url_names()) - WITH_DEBUG, {door.name for door in DOORS}
    assert not there - said, f"Say in table/ who may open: {sorted(there - said)}"
    assert not said - there, f"Gone from the URLconf: {sorted(said - there)}"


@BY_LABEL
def test_door_opens_to_those_named_only(door: Door, world: World) -> None:
    """The status each actor gets; every answer keeps the house rules; no GET writes."""
    wrong = []
    with prepared(door, world):
        address = url_of(door, world)
        for actor in knockers(door, again=door not in FIRST):
            answer = knock(world, actor, address, method="post" if door.only_post else "get")
            if answer.status != door.expected(actor):
                wrong.append(f"{actor}: {answer.status}, expected {door.expected(actor)}")
            if answer.wrote and not door.only_post:
                wrong.append(f"{actor}: looking wrote {dict(answer.wrote)}")
            if answer.queries > MANY_QUERIES.get(door.label, MOST_QUERIES):
                wrong.append(f"{actor}: {answer.queries} queries")
            signed_in = actor not in ANON
            faults = header_faults(answer, signed_in=signed_in) + page_faults(
                answer, "fa", office=door.name.startswith("office:")
            )
            wrong += [f"{actor}: {fault}" for fault in faults]
    assert not wrong, "\n".join([door.label, *wrong])


@pytest.mark.parametrize(
    "door",
    [door for door in DOORS if door.on and not door.on.startswith("any ")],
    ids=lambda door: door.label,
)
def test_hidden_object_looks_like_none(door: Door, world: World) -> None:
    """Whoever may not know of an object gets, byte for byte, the answer of an unknown number."""
    hidden = [actor for actor in knockers(door) if door.expected(actor) == 404]
    if not hidden:
        return
    method = "post" if door.only_post else "get"
    with prepared(door, world):
        answers = []
        for unknown in (False, True):
            address = url_of(door, world, unknown=unknown)
            answer = knock(world, hidden[-1], address, method=method)
            body = answer.bare
            for form in (address, quote(address, safe="")):
                body = body.replace(form.encode(), b"")
            answers.append((answer.status, body))
    assert answers[0] == answers[1]
