"""Hand somebody everything the house keeps about them."""

import csv
import io
import json
import zipfile
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import NotAllowed
from partnership.core.models import ActionLog
from partnership.core.personal import OwnFile, Part, collect
from partnership.core.sheets import guard


@transaction.atomic
def export_my_data(*, user_id: int, actor: User) -> bytes:
    """A ZIP of data.json, a readable data.html, a CSV of every part, and the person's own files.

    Words are in the active language. Only oneself; the log keeps that it was taken.
    """
    if actor.pk != user_id:
        raise NotAllowed(_("Everybody takes a copy of their own data only."))
    parts = collect(actor)
    ActionLog.objects.record(actor, verb="accounts.user.export", actor=actor)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", _as_json(actor, parts))
        page = render_to_string(
            "accounts/my_data_file.html",
            {
                "parts": parts,
                "person": actor,
                "taken_at": timezone.now(),
                "LANGUAGE_CODE": translation.get_language(),
                "LANGUAGE_BIDI": translation.get_language_bidi(),
            },
        )
        archive.writestr("data.html", page)
        for part in parts:
            if part.rows:
                archive.writestr(f"csv/{part.key}.csv", _as_csv(part))
            for number, file in enumerate(part.files, start=1):
                _add_file(archive, f"files/{part.key}/{number}-{_plain(file.name)}", file)
    return content.getvalue()


def _as_json(person: User, parts: list[Part]) -> str:
    data: dict[str, Any] = {"taken_at": timezone.now().isoformat(), "person": person.pk}
    for part in parts:
        data[part.key] = {
            "title": str(part.title),
            "kept": str(part.kept),
            "rows": [{fact.key: fact.raw for fact in row} for row in part.rows],
            "files": [file.name for file in part.files],
        }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_csv(part: Part) -> str:
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(part.heads)
    for row in part.rows:
        writer.writerow([guard(fact.shown) for fact in row])
    return text.getvalue()


def _plain(name: str) -> str:
    """A file's name that stays inside its folder."""
    return name.replace("/", "_").replace("\\", "_").lstrip(".") or "file"


def _add_file(archive: zipfile.ZipFile, name: str, file: OwnFile) -> None:
    """The bytes, or a note in their place when the store has lost them."""
    try:
        archive.writestr(name, file.read())
    except FileNotFoundError:
        archive.writestr(f"{name}.txt", _("This file is no longer in the store."))
