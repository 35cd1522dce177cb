"""What `./dev run` prints when everything stands: the address, and whom to sign in as."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from .environment import is_on
from .places import Places

PASSWORD = "hamyar-demo"  # noqa: S105 - the published password of the demonstration
MOST_PER_GROUP = 2


def describe_accounts(places: Places, env: Mapping[str, str]) -> str:
    """Address and, with DEMO=1, a few accounts of every role."""
    lines = ["", f"  Hamyar   {env['SITE_URL']}", ""]
    file = places.root / "partnership" / "demo" / "data" / "demo.json"
    if is_on(env, "DEMO") and file.is_file():
        accounts = list(accounts_of(json.loads(file.read_text(encoding="utf-8"))))
        width = max(len(email) for email, _ in accounts)
        lines += [f"  {email:<{width}}  {who}" for email, who in accounts]
        lines += [
            "",
            f"  Password of all: {PASSWORD}    More accounts: {file.relative_to(places.root)}",
        ]
    lines += ["  Ctrl-C stops everything.", ""]
    return "\n".join(lines)


def accounts_of(demo: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(e-mail, who) of all staff and of the first few of every other role."""
    for person in demo["staff"]:
        yield person["email"], person["title"]["en"]
    for person in islice(demo["professors"], MOST_PER_GROUP):
        yield person["email"], "professor"
    for unit in islice(demo["industrial_units"], MOST_PER_GROUP):
        yield unit["manager"]["email"], f"manager of {unit['name']['en']}"
        yield (
            unit["industrial_supervisor"]["email"],
            f"industrial supervisor of {unit['name']['en']}",
        )
    for person in islice(demo["students"], MOST_PER_GROUP):
        yield person["email"], f"student, {person['application_status']}"
