"""What one row of the table says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from partnership.testing.doors.people import ANON, EVERYBODY, NOBODY

Roles = frozenset[str]


@dataclass(frozen=True)
class Door:
    """One address, tried with one object in one state.

    `name` is the URL's name; `on` the object of the world it is opened for, `at` the state it is
    put in first. Who is not named in `ok`, `no` (403), `late` (409), `sent` (302) or `shut` (404)
    gets 404 where there is an object and 403 where there is none; strangers without an account
    are sent to the sign-in page. `post` is who may also write: by default whoever may look.
    """

    name: str
    on: str = ""
    at: str = ""
    ok: Roles = NOBODY
    no: Roles = NOBODY
    late: Roles = NOBODY
    sent: Roles = NOBODY
    shut: Roles = NOBODY
    only_post: bool = False
    only_get: bool = False
    public: bool = False
    kwargs: Mapping[str, Any] = field(default_factory=dict, hash=False)
    more: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def label(self) -> str:
        """How test reports call it."""
        return f"{self.name}[{self.on}{'@' if self.at else ''}{self.at}]" if self.on else self.name

    def expected(self, actor: str) -> int:
        """The status this actor's GET (POST, where there is no GET) is answered with."""
        for roles, status in (
            (self.ok, 200),
            (self.no, 403),
            (self.late, 409),
            (self.sent, 302),
            (self.shut, 404),
        ):
            if actor in roles:
                return status
        if actor in ANON and not self.public:
            return 302
        return 404 if self.on else 403

    def may_write(self, actor: str) -> bool:
        """Whether a POST of this actor reaches the form."""
        return actor in self.ok or (self.only_post and actor in self.sent)


def check(doors: Iterable[Door]) -> list[Door]:
    """The rows as a list; a misspelt role or a door twice is a mistake in the table."""
    rows = list(doors)
    for row in rows:
        named = row.ok | row.no | row.late | row.sent | row.shut
        if unknown := named - EVERYBODY:
            raise ValueError(f"{row.label}: who are {sorted(unknown)}?")
    labels = [row.label for row in rows]
    if twice := {label for label in labels if labels.count(label) > 1}:
        raise ValueError(f"Twice in the table: {sorted(twice)}")
    return rows
