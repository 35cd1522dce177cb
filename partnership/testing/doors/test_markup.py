"""Planted markup: a sting in every text of the students' room, and every page of every role read.

What was planted must come out escaped wherever it comes out, in pages and in letters, and must
not have been taken for a template.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import models

from partnership.notifications.models import Message
from partnership.testing.doors.crawl import knock, prepared, rolled_back, url_of
from partnership.testing.doors.people import EVERYBODY
from partnership.testing.doors.table import DOORS
from partnership.testing.doors.world import World

pytestmark = pytest.mark.django_db
STING = '"><xq onx=1>{{7*7}}%(x)s'
#: What it must never have become.
LIVE = (b"<xq", b'"><xq', b"&quot;&gt;<xq", b">49%(x)s", b"&gt;49%(x)s")
VIEWERS = sorted(EVERYBODY - {"deactivated"})
#: Codes with a meaning: with another text in them the rows would not be what they are.
CODES = frozenset(
    {"code", "state", "national_id", "student_number", "mobile", "checkin_key", "key_hash", "link",
     "undertaking_version", "search", "sort_name", "language", "back", "seen"}
)  # fmt: skip


@contextmanager
def stung(world: World) -> Iterator[None]:
    """Every free text of the students' room, and the people's names, hold the sting."""
    with rolled_back():
        for model in apps.get_app_config("students").get_models():
            if model._meta.model_name.endswith("event"):
                continue
            texts = {
                column.name: STING[: column.max_length or None]
                for column in model._meta.concrete_fields
                if isinstance(column, models.CharField | models.TextField)
                and not column.choices
                and column.name not in CODES
            }
            if texts:
                model._default_manager.update(**texts)
        leader = world.users["leader"]
        names = {
            f"{which}_name_{language}": STING
            for which in ("first", "last")
            for language in ("fa", "en")
        }
        type(leader).objects.filter(pk=leader.pk).update(**names)
        yield


@pytest.mark.parametrize("viewer", VIEWERS)
def test_planted_markup_stays_text(viewer: str, world: World) -> None:
    """No page of this person holds the sting alive."""
    wrong = []
    with stung(world):
        for door in DOORS:
            if viewer not in door.ok or door.only_post:
                continue
            with prepared(door, world):
                answer = knock(world, viewer, url_of(door, world))
            if answer.status >= 500:
                wrong.append(f"{door.label}: {answer.status}")
            wrong += [
                f"{door.label}: {live!r}" for live in LIVE if answer.is_page and live in answer.body
            ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "name",
    ["approve_enrolment", "wait_enrolment", "return_enrolment", "reject_enrolment"],
)
def test_planted_markup_stays_text_in_letters(name: str, world: World) -> None:
    """What the office writes and what the student is called reach the mail escaped."""
    door = next(d for d in DOORS if d.name == f"students:{name}" and d.at == "submitted")
    with stung(world), prepared(door, world):
        last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with rolled_back():
            data = {"reason": STING, "note": STING, "decision_note": STING, "fields": "motivation"}
            world.client("officer").post(url_of(door, world), data)
            for message in Message.objects.filter(pk__gt=last):
                page = message.html.encode()
                assert not [live for live in LIVE if live in page], message.event
                assert "\n" not in message.subject
