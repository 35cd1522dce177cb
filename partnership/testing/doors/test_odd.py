"""Odd addresses and questions: an answer, never a crash."""

from urllib.parse import quote

import pytest

from partnership.testing.doors.crawl import knock, prepared, url_of
from partnership.testing.doors.knockers import allowed
from partnership.testing.doors.shape import Door
from partnership.testing.doors.table import DOORS
from partnership.testing.doors.world import World

pytestmark = pytest.mark.django_db
ODD = ("\0", "<script>", "99999999999999999999", "-1", "2026-13-45", "' or 1=1--", "۹۹", "𝟗", "%")
OFFICE_ODD = ("\0", "99999999999999999999")
NAMES = (
    "page",
    "q",
    "o",
    "p",
    "state",
    "kind",
    "team",
    "round",
    "term",
    "unit",
    "problem",
    "major",
    "category",
    "from",
    "to",
    "when",
    "week",
    "role",
    "group",
    "next",
    "mine",
    "id",
)
LISTS = [
    door
    for door in DOORS
    if allowed(door) and not door.on and not door.only_post and not door.public
]
NUMBERED = list(
    {door.name: door for door in DOORS if door.on and not door.on.startswith("any ")}.values()
)


@pytest.mark.parametrize("door", LISTS, ids=lambda door: door.label)
def test_odd_questions_are_answered(door: Door, world: World) -> None:
    """Filters, orders and page numbers that make no sense are ignored or refused."""
    address = url_of(door, world)
    for value in OFFICE_ODD if door.name.startswith("office:") else ODD:
        query = "&".join(f"{name}={quote(value)}" for name in NAMES)
        if door.name.startswith("office:"):
            query = f"q={quote(value)}&o={quote(value)}&p={quote(value)}&id={quote(value)}"
        answer = knock(world, allowed(door), f"{address}?{query}")
        assert answer.status < 500, value
        assert b"<script>&" not in answer.body and b'value="<script>' not in answer.body


@pytest.mark.parametrize(
    "query",
    [
        "created_at__year=99999999999",
        "state__exact=%00",
        "id__in=a,b",
        "_to_field=x",
        "student__user__password__startswith=p",
        "team__id__exact=9" * 3,
        "e=1",
        "_popup=1",
    ],
)
@pytest.mark.parametrize(
    "which", ["students_student", "teams_team", "accounts_user", "core_actionlog"]
)
def test_office_lists_survive_odd_lookups(which: str, query: str, world: World) -> None:
    """Lookups the list never offered are refused or ignored, above all those into passwords."""
    room, model = which.split("_")
    answer = knock(world, "officer", f"/office/{room}/{model}/?{query}")
    assert answer.status in (200, 302, 400, 403)


@pytest.mark.parametrize("door", NUMBERED, ids=lambda door: door.name)
def test_odd_numbers_find_nothing(door: Door, world: World) -> None:
    """A number no database holds is an unknown one."""
    with prepared(door, world):
        address = url_of(door, world, unknown=True)
    for number in ("9223372036854775808", "9" * 40):
        odd = address.replace("99999999", number)
        answer = knock(world, "officer", odd, method="post" if door.only_post else "get")
        assert answer.status < 500
