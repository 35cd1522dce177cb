"""Writing: only those who may, only with the token, never a crash."""

import pytest
from django.test import Client

from partnership.testing.doors.crawl import knock, prepared, rolled_back, url_of
from partnership.testing.doors.knockers import allowed, refused
from partnership.testing.doors.shape import Door
from partnership.testing.doors.table import DOORS
from partnership.testing.doors.world import World

pytestmark = pytest.mark.django_db
#: The admin's pages are one code for all models: of each model, the list alone is tried.
WRITING = [
    door
    for door in DOORS
    if not door.only_get and not (door.name.startswith("office:") and door.on)
]
EVERY_WRITING_DOOR = pytest.mark.parametrize("door", WRITING, ids=lambda door: door.label)


@EVERY_WRITING_DOOR
def test_refused_person_writes_nothing(door: Door, world: World) -> None:
    """A POST is refused like the GET, and leaves no row."""
    with prepared(door, world):
        for actor in filter(None, ("anonymous" if not door.public else "", refused(door))):
            answer = knock(world, actor, url_of(door, world), method="post")
            # A page without a form says so before it looks for its object.
            assert answer.status in (door.expected(actor), 405), actor
            assert not answer.wrote


@EVERY_WRITING_DOOR
def test_empty_form_is_answered(door: Door, world: World) -> None:
    """Those who may write get an answer to an empty form: done, or what is missing."""
    actor = allowed(door)
    if not actor:
        return
    with prepared(door, world):
        answer = knock(world, actor, url_of(door, world), method="post")
    # The office reads many models whose rows only moves change: their page has no form.
    read_only = (403,) if door.name.startswith("office:") else ()
    assert answer.status in (200, 302, 303, 400, 405, 409, 422, *read_only), answer.status


@EVERY_WRITING_DOOR
def test_no_token_no_writing(door: Door, world: World) -> None:
    """Without the CSRF token every POST is refused before anything else."""
    actor = allowed(door) or "officer"
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = world.client(actor).cookies.copy()
    with prepared(door, world), rolled_back():
        response = client.post(url_of(door, world), {"next": "/"})
    assert response.status_code == 403
