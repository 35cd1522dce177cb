"""The minutes as one frozen thing: what is kept, and what a paper shows of it to whom."""

import hashlib
import json
from collections.abc import Container
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from industries.enums import ResolutionState, Rsvp
from industries.models import AgendaItem, Invitee, JointMeeting, Problem, Resolution

FORMAT = 1
LANGUAGES = ("fa", "en")
_STATES = dict(ResolutionState.choices)
#: Signature boxes that stand side by side.
BOXES = 3


def snapshot_of(meeting: JointMeeting) -> dict[str, Any]:
    """Everything the paper says, in both languages; dates as ISO, states as codes."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "number": meeting.number,
        "version": meeting.version,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat() if meeting.ends_at else "",
    }
    for language in LANGUAGES:
        with override(language):
            content[language] = _words_of(meeting)
    return content


def digest_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 of a snapshot in one fixed spelling."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def signers_of(meeting: JointMeeting) -> list[tuple[str, Invitee | None]]:
    """Who signs: chair, secretary, everybody who was there; nobody twice.

    Each is ("chair", …), ("secretary", …) or ("", invitee); the order is the same in any language.
    """
    with override("fa"):
        found: dict[str, tuple[str, Invitee | None]] = {}
        for role in ("chair", "secretary"):
            if name := getattr(meeting, role):
                found[name] = (role, None)
        for row in _listed(meeting).filter(was_present=True):
            name = _attendee(row)["name"]
            role = found[name][0] if name in found else ""
            found[name if role else f"{name}#{row.pk}"] = (role, row)
    return list(found.values())


def signer_words(meeting: JointMeeting, role: str, row: Invitee | None) -> dict[str, str]:
    """What stands over one signature box, in the active language."""
    if role or row is None:
        titles = {"chair": _("chair"), "secretary": _("secretary")}
        return {"title": capfirst(titles[role]), "name": meeting.text(role)}
    person = _attendee(row)
    return {"title": person["about"] or capfirst(_("present")), "name": person["name"]}


def paper_of(
    snapshot: dict[str, Any], language: str, readable: Container[int], *, sha256: str = ""
) -> dict[str, Any]:
    """Context of the paper for one reader: of other problems only their public titles.

    Without `sha256` it is a draft.
    """
    words = snapshot[language]
    return {
        "minutes": words,
        "number": snapshot["number"],
        "version": snapshot["version"],
        "date": datetime.fromisoformat(snapshot["starts_at"]),
        "starts_at": datetime.fromisoformat(snapshot["starts_at"]),
        "ends_at": _moment(snapshot["ends_at"]),
        "items": [{**row, "title": _shown(row, readable)} for row in words["items"]],
        "resolutions": [_resolution(row, readable) for row in words["resolutions"]],
        "followed": [_resolution(row, readable) for row in words["followed"]],
        "signature_rows": [
            words["signers"][start : start + BOXES]
            for start in range(0, len(words["signers"]), BOXES)
        ],
        "fingerprint": sha256[:16],
    }


def _listed(meeting: JointMeeting) -> Any:
    return meeting.invitees.current().select_related("user", "unit").order_by("pk")


def _words_of(meeting: JointMeeting) -> dict[str, Any]:
    rows = list(_listed(meeting))
    resolutions = meeting.resolutions.select_related(
        "owner_user", "owner_unit", "problem__category"
    )
    items = meeting.items.select_related("problem__category")
    followed = meeting.follow_ups.select_related(
        "resolution__owner_user", "resolution__owner_unit", "resolution__problem__category"
    )
    return {
        "kind": meeting.get_kind_display(),
        "title": meeting.text("title"),
        "place": meeting.text("place"),
        "chair": meeting.text("chair"),
        "secretary": meeting.text("secretary"),
        "discussion": meeting.text("discussion"),
        "present": [_attendee(row) for row in rows if row.was_present],
        "absent": [_attendee(row) for row in rows if row.was_present is False],
        "items": [_item(item) for item in items]
        or [{"title": line} for line in meeting.text("agenda").splitlines() if line.strip()],
        "resolutions": [_written(row, row.state) for row in resolutions],
        "followed": [
            {
                **_written(row.resolution, row.state or row.resolution.state),
                "said": row.said,
            }
            for row in followed
        ],
        "signers": [signer_words(meeting, *signer) for signer in signers_of(meeting)],
    }


def _attendee(row: Invitee) -> dict[str, Any]:
    """A name as the minutes bear it; who came for somebody says for whom."""
    about = row.described
    if row.unit_id:
        about = _("industrial unit")
    elif row.user_id:
        about = ""
    name = str(row)
    if row.was_present and row.rsvp == Rsvp.DEPUTY and row.deputy_name:
        about = _("in place of %(name)s") % {"name": name}
        name = row.deputy_name
    return {
        "name": name,
        "about": capfirst(about),
        "late": row.came_late,
        "uninvited": row.came_uninvited,
        "note": row.rsvp_note if row.was_present is False else "",
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "title": item.text("title"),
        "presenter": item.presenter,
        "minutes": item.minutes,
        "discussion": item.text("discussion"),
        **_problem(item.problem),
    }


def _written(row: Resolution, state: str) -> dict[str, Any]:
    problem = _problem(row.problem)
    return {
        "pk": row.pk,
        "serial": row.serial,
        "number": row.number,
        "body": row.text("body"),
        "owner": str(row.owner or ""),
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "state": state,
        "about": row.problem.text("title") if row.problem else "",
        **problem,
    }


def _problem(problem: Problem | None) -> dict[str, Any]:
    return {"problem": problem.pk, "public": problem.shown_title} if problem else {}


def _shown(row: dict[str, Any], readable: Container[int]) -> str:
    hidden = row.get("problem") is not None and row["problem"] not in readable
    return row["public"] if hidden else row["title"]


def _resolution(row: dict[str, Any], readable: Container[int]) -> dict[str, Any]:
    hidden = row.get("problem") is not None and row["problem"] not in readable
    return {
        **row,
        "about": row["public"] if hidden else row["about"],
        "due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        "state": _STATES.get(row["state"], row["state"]),
    }


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
