"""Forms under hostile hands: odd words, foreign ids, columns nobody offered, files that lie.

Forms are discovered: every door that opens with a form is tried with the fields its own page
offers, by somebody who may use it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from partnership.documents.models import StoredFile
from partnership.testing.doors.crawl import _written, knock, prepared, rolled_back, url_of
from partnership.testing.doors.hostile import CORPUS, Found, forms_on, rows_of, unclean_rows
from partnership.testing.doors.knockers import allowed
from partnership.testing.doors.shape import Door
from partnership.testing.doors.table import DOORS
from partnership.testing.doors.world import World

pytestmark = pytest.mark.django_db
FORMS = [
    door
    for door in DOORS
    if allowed(door)
    and not door.only_get
    and not door.only_post
    and not door.name.startswith(("office:", "mfa"))
    and door.name not in ("account_logout", "account_signup")
]
EVERY_FORM = pytest.mark.parametrize("door", FORMS, ids=lambda door: door.label)
#: Differ from one sending to the next by design.
VOLATILE = frozenset(
    {
        "id", "uuid", "public_id", "key", "digest", "code", "token_hash", "password", "file",
        "created_at", "updated_at", "state_changed_at", "at", "submitted_at", "due_at", "dedupe",
        "about_pk", "object_id", "owner_id", "message_id", "addressee", "location", "body", "html",
        "words", "url", "pgh_id", "pgh_created_at", "pgh_context_id", "pgh_obj_id", "number",
        "session_key", "session_data", "expire_date", "key_hash", "expires_at", "attachments",
        "enrolment_id", "student_id", "user_id", "problem_id", "recipient_id", "metadata", "to",
        "document_id", "evaluation_id", "grade_list_id", "snapshot", "pdf_claimed_at",
        "last_login", "snapshot_hash", "sort_key", "name", "email", "leased_until", "claim",
    }
)  # fmt: skip
#: Written beside every step; a draft keeps whatever was typed.
BESIDE = frozenset(
    {
        "students_enrolmentdraft",
        "django_session",
        "pghistory_context",
        "core_formreceipt",
        "core_counter",
    }
)
SAVE = {"action": "send"}


def _forms(door: Door, world: World) -> Iterator[tuple[str, str, Found]]:
    """Who may send it, its address, and each form of its page."""
    actor, address = allowed(door), url_of(door, world)
    for form in forms_on(knock(world, actor, address).body):
        yield actor, address, form


def _send(world: World, actor: str, address: str, data: dict[str, Any]) -> HttpResponse:
    return world.client(actor).post(address, data)


def _tables() -> dict[str, int]:
    return dict(_written())


def _changed(before: dict[str, int]) -> list[str]:
    now = _tables()
    return [name for name, n in now.items() if n != before.get(name, 0) and name not in BESIDE]


@EVERY_FORM
def test_odd_words_are_refused_or_stored_clean(door: Door, world: World) -> None:
    """Each text of the corpus in every field one types into: no crash, nothing unclean kept."""
    wrong = []
    with prepared(door, world):
        for actor, address, form in _forms(door, world):
            names = form.texts()
            if not names:
                continue
            for label, text in CORPUS.items():
                cookies = world.client(actor).cookies.output(header="", sep=";")
                with rolled_back():
                    before = _tables()
                    data = form.filled(**dict.fromkeys(names, text), **SAVE)
                    try:
                        response = _send(world, actor, address, data)
                    except UnicodeEncodeError:
                        # No browser can send half a character; the test client cannot either.
                        data = form.filled(**dict.fromkeys(names, "\ufffd"), **SAVE)
                        response = _send(world, actor, address, data)
                    if response.status_code >= 500:
                        wrong.append(f"{label}: {response.status_code}")
                    else:
                        wrong += [f"{label}: in {t}" for t in unclean_rows(_changed(before))]
                world.client(actor).cookies = SimpleCookie(cookies)
    assert not wrong, "\n".join(wrong)


@EVERY_FORM
def test_columns_nobody_offered_are_ignored(door: Door, world: World) -> None:
    """Mass assignment: every column's name of every model added to the form changes nothing."""
    extra = _every_column()
    wrong = []
    with prepared(door, world), time_machine.travel(datetime.now(UTC), tick=False):
        for actor, address, form in _forms(door, world):
            offered = set(form.inputs)
            poison = {name: value for name, value in extra.items() if name not in offered}
            plain, changed = _outcome(world, actor, address, form.filled(**SAVE), [])
            laced, _more = _outcome(
                world, actor, address, {**poison, **form.filled(**SAVE)}, changed
            )
            if _more != changed:
                wrong.append(f"wrote {sorted(set(_more) ^ set(changed))}")
            wrong += [f"{table} differs" for table in plain if plain[table] != laced.get(table)]
    assert not wrong, wrong


def _outcome(
    world: World, actor: str, address: str, data: dict[str, Any], also: list[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """What the tables written hold after this sending."""
    cookies = world.client(actor).cookies.output(header="", sep=";")
    with rolled_back():
        before = _tables()
        response = _send(world, actor, address, data)
        assert response.status_code < 500
        changed = _changed(before)
        rows = rows_of(sorted(set(changed) | set(also)), VOLATILE)
    world.client(actor).cookies = SimpleCookie(cookies)
    return rows, changed


def _every_column() -> dict[str, Any]:
    """Column names of the rooms, with values that would be noticed."""
    rooms = {"accounts", "students", "teams", "industries", "certificates", "programme"}
    names = {
        name
        for model in apps.get_models()
        if model._meta.app_label in rooms
        for column in model._meta.concrete_fields
        for name in (column.name, column.attname)
    }
    # Words that choose a button or a way, which pages read on purpose.
    return dict.fromkeys(sorted(names - {"next", "language", "action"}), "1")


@EVERY_FORM
def test_ids_nobody_offered_are_refused(door: Door, world: World) -> None:
    """A choice swapped for an id the page did not offer changes nothing."""
    wrong = []
    with prepared(door, world):
        for actor, address, form in _forms(door, world):
            for name, box in form.inputs.items():
                offered = [one for one in box.options if one.isdigit()]
                if box.kind not in ("select", "radio", "checkbox") or not offered:
                    continue
                foreign = str(max(map(int, offered)) + 1), "99999999"
                for one in foreign:
                    with rolled_back():
                        before = _tables()
                        data = form.filled(**SAVE)
                        data[name] = one
                        response = _send(world, actor, address, data)
                        if response.status_code >= 500:
                            wrong.append(f"{name}={one}: {response.status_code}")
                        elif set(_changed(before)) - {"students_enrolmentdraft"}:
                            wrong.append(f"{name}={one} was taken: {_changed(before)}")
    assert not wrong, "\n".join(wrong)


LIES = {
    "page.pdf": b"<html><script>document.title='owned'</script>",
    "picture.png": b"GIF89a<script>alert(1)</script>",
    "empty.pdf": b"",
    "double.pdf.exe": b"MZ\x90\x00" + b"\0" * 64,
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "list.xlsx": b"PK\x03\x04" + b"\0" * 40,
    "../../etc/passwd.pdf": b"%PDF-1.7 not really",
}


@EVERY_FORM
def test_files_that_lie_are_not_kept(door: Door, world: World) -> None:
    """A file that is not what it says is refused with the form kept; none is stored."""
    with prepared(door, world):
        for actor, address, form in _forms(door, world):
            for name in form.files():
                for title, content in LIES.items():
                    with rolled_back():
                        kept = StoredFile.objects.count()
                        upload = SimpleUploadedFile(title, content, "application/pdf")
                        data = {**form.filled(**SAVE), name: upload}
                        response = _send(world, actor, address, data)
                        assert response.status_code in (200, 302, 409, 413, 422), title
                        assert StoredFile.objects.count() == kept, (name, title)
