"""Confidentiality as non-interference: two worlds that differ in one secret look the same.

Whoever may not read a text gets the same bytes on every page they can open, whatever it says.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from partnership.core.models import Translatable
from partnership.testing.doors.crawl import knock, prepared, rolled_back, url_of
from partnership.testing.doors.shape import Door
from partnership.testing.doors.table import DOORS
from partnership.testing.doors.world import World

pytestmark = pytest.mark.django_db
DRAFTED = ("رازِ نخست", "رازی دیگر و درازتر از آن")


#: Of the office's pages, the lists and searches in which the texts could stand.
OFFICE_PAGES = ("office:index", "office:industries_", "office:teams_", "office:core_")


def _doors(actor: str) -> Iterator[Door]:
    return (
        door
        for door in DOORS
        if actor in door.ok
        and not door.only_post
        and not door.name.startswith(("account", "mfa"))
        and (not door.name.startswith("office:") or door.name.startswith(OFFICE_PAGES))
        and not door.name.endswith(("_history", "_add", "_delete"))
    )


def _pages(world: World, actor: str, rows: list[Door]) -> dict[str, bytes]:
    seen = {}
    for door in rows:
        with prepared(door, world):
            seen[door.label] = knock(world, actor, url_of(door, world)).bare
    return seen


def _rewrite(thing: Translatable, text: str) -> None:
    """The same row with another text in every field that holds prose, in both languages."""
    fields = {
        field.name: text
        for field in thing._meta.concrete_fields
        if field.name
        in (
            "title",
            "summary",
            "root_cause",
            "description",
            "benefit",
            "risks",
            "needs",
            "detail",
            "public_title",
        )
    }
    english = {"en": dict.fromkeys(fields, text)}
    type(thing)._default_manager.filter(pk=thing.pk).update(**fields, translations=english)


def _differing(world: World, actor: str, thing: str) -> list[str]:
    rows = list(_doors(actor))
    worlds = []
    # The clock stands still: “a minute ago” is no leak.
    with time_machine.travel(datetime.now(UTC), tick=False):
        for text in DRAFTED:
            with rolled_back():
                _rewrite(world.things[thing], text)
                worlds.append(_pages(world, actor, rows))
    return [label for label in worlds[0] if worlds[0][label] != worlds[1][label]]


@pytest.mark.parametrize("actor", ["leader", "professor", "other_manager", "observer"])
def test_competing_solution_leaks_nowhere(actor: str, world: World) -> None:
    """What T02 proposes changes no byte of what T01, its professor or another unit see."""
    assert _differing(world, actor, "rival_solution") == []


@pytest.mark.parametrize("actor", ["officer", "leader", "manager", "rival_professor", "observer"])
def test_secret_problem_leaks_nowhere(actor: str, world: World) -> None:
    """The secret problem changes no byte for whoever is not named, officers included."""
    assert _differing(world, actor, "secret") == []


def test_control_the_entitled_see_the_difference(world: World) -> None:
    """The comparison can tell: those who may read the texts do see them change."""
    assert _differing(world, "rival", "rival_solution")
    assert _differing(world, "other_manager", "secret")
