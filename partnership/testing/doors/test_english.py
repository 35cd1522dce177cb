"""The same pages in English: whole, left to right, without a Persian leftover in the frame."""

import pytest

from partnership.testing.doors.crawl import knock, prepared, url_of
from partnership.testing.doors.knockers import allowed
from partnership.testing.doors.pages import page_faults
from partnership.testing.doors.shape import Door
from partnership.testing.doors.table import DOORS
from partnership.testing.doors.world import World

pytestmark = pytest.mark.django_db
OPEN = list(
    {
        door.name: door
        for door in DOORS
        if allowed(door)
        and not door.only_post
        and not (door.name.startswith("office:") and door.on)
    }.values()
)


@pytest.mark.parametrize("door", OPEN, ids=lambda door: door.label)
def test_page_reads_in_english(door: Door, world: World) -> None:
    """One heading, `lang` and `dir`, nothing inline."""
    with prepared(door, world):
        answer = knock(world, allowed(door), url_of(door, world), language="en")
    assert answer.status == 200
    assert page_faults(answer, "en") == []
