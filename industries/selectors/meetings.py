"""Reads about meetings: what letters say, who is to hear what, what a next meeting carries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from industries.enums import MEETING_FINAL, PROBLEM_CLOSED, WRITERS, ResolutionState
from industries.models import AgendaItem, Invitee, JointMeeting, Problem, Resolution
from partnership.core import jalali
from partnership.notifications.services import Address

#: What a posting is: a first invitation, news about it, word that it no longer holds, nothing.
INVITATION, UPDATE, REMOVAL, NOTHING = "invitation", "update", "removal", "nothing"


@dataclass(frozen=True)
class Posting:
    """What one row of the list is to hear, and the people it reaches."""

    invitee: Invitee
    kind: str
    readers: tuple[Any, ...]

    @property
    def is_due(self) -> bool:
        """Whether a letter goes out."""
        return self.kind != NOTHING and bool(self.readers)

    @property
    def must_be_called(self) -> bool:
        """Whether there is news and no address to write it to."""
        return self.kind != NOTHING and not self.readers


@dataclass(frozen=True)
class Change:
    """A point of the plan that is no longer as announced; both sides in the reader's words."""

    label: Any
    before: Any
    after: Any


def agenda_lines(meeting: JointMeeting) -> list[Any]:
    """The agenda as any letter may carry it: of a problem never more than its public title."""
    items = list(meeting.items.select_related("problem__category"))
    if items:
        return [public_line(item) for item in items]
    return [line.strip() for line in meeting.agenda.splitlines() if line.strip()]


def public_line(item: AgendaItem) -> Any:
    """One item for everybody's eyes, in the language in which it is read."""
    return lazy(lambda: item.title_for(()), str)()


def agenda_for(meeting: JointMeeting, user: Any) -> list[dict[str, Any]]:
    """The items as this person may read them."""
    readable = set(meeting.problems.visible_to(user).values_list("pk", flat=True))
    items = meeting.items.select_related("problem__category", "problem__unit")
    return [
        {
            "item": item,
            "title": item.title_for(readable),
            "problem": item.problem if item.problem_id in readable else None,
        }
        for item in items
    ]


def announcement_of(meeting: JointMeeting) -> dict[str, Any]:
    """The points of the plan that letters tell, as they stand now."""
    return {
        "title": meeting.title,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat() if meeting.ends_at else "",
        "place": meeting.place,
        "agenda": [str(line) for line in agenda_lines(meeting)],
    }


def changes_of(meeting: JointMeeting) -> list[Change]:
    """What has changed since the latest letters; nothing before the first."""
    before, now = meeting.announced, announcement_of(meeting)
    if not before:
        return []
    found = []
    for name, label, said in (
        ("title", _("title"), str),
        ("starts_at", _("begins"), _said_moment),
        ("ends_at", _("ends"), _said_moment),
        ("place", _("place"), str),
        ("agenda", _("agenda"), _said_lines),
    ):
        old, new = _comparable(name, before.get(name)), _comparable(name, now[name])
        if old != new:
            found.append(Change(label, said(before.get(name) or ""), said(now[name])))
    return found


def mailing_of(meeting: JointMeeting) -> list[Posting]:
    """What everybody on the list, or just taken off it, would hear if the letters left now."""
    changed = bool(changes_of(meeting))
    postings = []
    rows = meeting.invitees.select_related("user", "unit", "meeting")
    for row in rows.prefetch_related("unit__persons__user"):
        told = row.told_sequence is not None
        if row.came_uninvited or (row.removed_at and not told):
            continue
        if row.removed_at:
            kind = REMOVAL
        elif not told:
            kind = INVITATION
        else:
            kind = UPDATE if changed else NOTHING
        postings.append(Posting(row, kind, tuple(readers_of_row(row))))
    return postings


def readers_of_row(row: Invitee) -> list[Any]:
    """Accounts and addresses one row stands for; empty when nobody can be written to."""
    if row.user_id:
        return [row.user] if row.user.is_active else []
    if row.unit_id:
        people = [p for p in row.unit.persons.all() if p.is_active and p.role in WRITERS]
        return [
            person.user if person.user_id else Address(person.email, person.name_fa)
            for person in people
            if (person.user_id and person.user.is_active) or (not person.user_id and person.email)
        ]
    return [Address(row.email, row.name)] if row.email else []


def open_resolutions_of(meeting: JointMeeting) -> QuerySet[Resolution]:
    """What the next meeting takes over: still open, decided here or followed up here."""
    here = Q(meeting=meeting) & Q(meeting__state__in=MEETING_FINAL)
    return (
        Resolution.objects.filter(here | Q(followed_in=meeting))
        .filter(state=ResolutionState.IN_FOLLOW_UP)
        .select_related("owner_user", "owner_unit", "meeting")
        .distinct()
        .order_by("serial", "pk")
    )


def open_problems_of(meeting: JointMeeting, user: Any) -> QuerySet[Problem]:
    """Problems of the meeting that are not closed, among those this person reads."""
    return (
        Problem.objects.visible_to(user)
        .filter(pk__in=meeting.problems.values("pk"))
        .exclude(state__in=PROBLEM_CLOSED)
        .select_related("unit")
    )


def _comparable(name: str, value: Any) -> Any:
    """Moments compare as moments, whatever their offset is written like."""
    if name in ("starts_at", "ends_at"):
        return datetime.fromisoformat(value) if value else None
    return value


def _said_moment(value: str) -> Any:
    if not value:
        return "–"
    moment = datetime.fromisoformat(value)
    return lazy(lambda: jalali.format_datetime(moment, style="long"), str)()


def _said_lines(lines: Any) -> Any:
    return " · ".join(lines or ()) or "–"
