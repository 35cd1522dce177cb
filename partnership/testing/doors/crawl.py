"""Knocking: how a door's object gets into its state, and what came back."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse

from partnership.testing.doors.shape import Door
from partnership.testing.doors.world import World

UNKNOWN = 99_999_999
TOKEN = re.compile(
    rb'name="(csrfmiddlewaretoken|(?:[a-z]+-)?form_key)" value="[^"]*"|content="[A-Za-z0-9]{64}"'
)
#: Written by looking alone: sessions, and what a letter or a link is for.
SEEN = frozenset({"django_session", "notifications_message", "accounts_link", "accounts_linkuse"})


@dataclass
class Answer:
    """What came back, and what it cost."""

    status: int
    headers: dict[str, str]
    body: bytes
    queries: int = 0
    wrote: Counter[str] = field(default_factory=Counter)

    @property
    def is_page(self) -> bool:
        """A whole HTML page."""
        return self.headers.get("content-type", "").startswith("text/html")

    @property
    def bare(self) -> bytes:
        """The body without what differs from request to request by design."""
        return TOKEN.sub(b"", self.body)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def thing_of(door: Door, world: World) -> Any:
    """The object the row names; `any room.model` is whatever row of it comes first."""
    if door.on.startswith("any "):
        return apps.get_model(door.on.removeprefix("any "))._default_manager.order_by("pk").first()
    return world.things[door.on]


def url_of(door: Door, world: World, *, unknown: bool = False) -> str:
    """The door's address for its object, or for one that does not exist."""
    kwargs = {
        name: world.words[str(value)[1:]] if str(value).startswith("$") else value
        for name, value in door.kwargs.items()
    }
    if door.on and "public_id" not in kwargs:
        name = "object_id" if door.on.startswith("any ") else "pk"
        kwargs[name] = UNKNOWN if unknown else thing_of(door, world).pk
    elif unknown:
        kwargs["public_id"] = UUID(int=UNKNOWN)
    return reverse(door.name, kwargs=kwargs)


@contextmanager
def prepared(door: Door, world: World) -> Iterator[None]:
    """The world with the door's object in the state the row speaks of, and back again."""
    with rolled_back():
        if door.on:
            thing = thing_of(door, world)
            changes = {**({"state": door.at} if door.at else {}), **door.more}
            if changes:
                type(thing)._default_manager.filter(pk=thing.pk).update(**changes)
        yield


def _written() -> Counter[str]:
    """Rows inserted, updated and deleted so far in this transaction, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables"
            " where n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return Counter(dict(cursor.fetchall()))


class _Tally:
    def __init__(self) -> None:
        self.n = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.n += not sql.startswith(("SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)


def knock(
    world: World,
    actor: str,
    address: str,
    *,
    method: str = "get",
    language: str = "fa",
    data: dict[str, Any] | None = None,
) -> Answer:
    """One request as one person; nothing of it stays."""
    tally, before, client = _Tally(), _written(), world.client(actor)
    cookies = client.cookies.output(header="", sep=";")
    with rolled_back():
        with connection.execute_wrapper(tally):
            send = getattr(client, method)
            response: HttpResponse = send(
                address, data or {}, headers={"accept-language": language}
            )
        wrote = _written()
        wrote.subtract(before)
        body = b"".join(response) if response.streaming else response.content
    # Signed out, signed in anew or given a language: the next one knocks as before.
    client.cookies = SimpleCookie(cookies)
    headers = {name.lower(): value for name, value in response.items()}
    done = Counter({table: n for table, n in wrote.items() if n and table not in SEEN})
    return Answer(response.status_code, headers, body, tally.n, done)
