"""Rows of a list of the working group: read, compared with the sessions recorded, judged."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from industries.enums import ListVerdict, MeetingKind, ResolutionState, UnitState
from industries.models import IndustrialUnit, JointMeeting, MinistryList, Resolution
from industries.selectors.duplicates import LEGAL_ID, Described, units_like_each
from industries.services.lists.cells import Cells, Reader, read_legal, said, text_reader
from industries.services.lists.words import STATES
from partnership.core.jalali import to_tehran
from partnership.core.sheets import key_of
from partnership.core.sheets.values import Unreadable, read_code, read_day, read_integer, read_text
from partnership.core.text import search_key, to_ascii_digits
from partnership.imports.services import Judge, Verdict

MOST = 32_000
_DIGITS = re.compile(r"[0-9]+")


class ResolutionJudge(Judge):
    """Added to its session, merged with the resolution recorded, or refused."""

    begins = ListVerdict.ADDED
    needed = frozenset({"body", "session_no", "session_date", "number"})

    def __init__(self, handed: MinistryList | None) -> None:
        super().__init__()
        self.session_no = handed.session_no if handed else ""
        self.session_date = handed.session_date if handed else None
        self.is_taking = False
        self.days: dict[str, tuple[date, int]] = {}
        self.numbers: dict[tuple[str, int], int] = {}
        self.bodies: dict[tuple[str, str], int] = {}

    def readers(self) -> Iterable[tuple[str, Reader]]:
        """The session first."""
        return (
            ("body", _body),
            ("session_no", self._session),
            ("session_date", self._day),
            ("number", self._number),
            ("legal_id", read_legal),
            ("unit", _unit),
            ("owner", text_reader("owner", 160)),
            ("due_on", _due),
            ("state", _state),
            ("twice", self._twice),
        )

    def is_private(self, code: str) -> bool:
        """Nothing of a person stands here but a number in the wrong column."""
        return code == "legal_id_person"

    def _session(self, verdict: Verdict, cells: Cells) -> None:
        typed = said(cells, "session_no", 100)
        digits = _DIGITS.findall(to_ascii_digits(typed))
        number = self.session_no
        if typed:
            number = digits[0] if len(digits) == 1 else read_code(typed)
        if not number:
            raise Unreadable("missing")
        if len(number) > 30:
            raise Unreadable("long")
        verdict.values["session"] = number

    def _day(self, verdict: Verdict, cells: Cells) -> None:
        typed, number = said(cells, "session_date", 60), verdict.values.get("session", "")
        day = read_day(typed) if typed else self.session_date
        if day is None and number in self.days:
            day = self.days[number][0]
        if day is None:
            raise Unreadable("missing")
        known, row = self.days.setdefault(number, (day, verdict.row))
        if number and known != day:
            self.refuse(verdict, "session_dates", str(row))
        verdict.values["day"] = day

    def _number(self, verdict: Verdict, cells: Cells) -> None:
        typed = said(cells, "number", 60)
        if not typed:
            return
        digits = _DIGITS.findall(to_ascii_digits(typed))
        # «بند ۳» is three; «۳-۲» is nothing we could count.
        number = read_integer(digits[0] if len(digits) == 1 else typed, MOST)
        if not number:
            raise Unreadable("number")
        verdict.values["number"] = number

    def _twice(self, verdict: Verdict, _cells: Cells) -> None:
        if verdict.is_refused:
            return
        session, number = verdict.values["session"], verdict.values.get("number")
        verdict.number = f"{session}/{number}" if number else session
        first = self.numbers.setdefault((session, number), verdict.row) if number else verdict.row
        if first == verdict.row and not number:
            key = (session, search_key(verdict.values["body"]))
            first = self.bodies.setdefault(key, verdict.row)
        if first != verdict.row:
            self.refuse(verdict, "resolution_twice", str(first))

    def compare(self, chunk: list[Verdict]) -> None:
        """One query for sessions, one for their resolutions, one for units."""
        good = [verdict for verdict in chunk if not verdict.is_refused]
        numbers = {verdict.values["session"] for verdict in good}
        rows = JointMeeting.objects.locked() if self.is_taking else JointMeeting.objects.all()
        meetings = {meeting.number: meeting for meeting in rows.filter(number__in=numbers)}
        held = Resolution.objects.locked() if self.is_taking else Resolution.objects.all()
        known: dict[str, list[Resolution]] = {}
        for row in held.filter(meeting__in=meetings.values()).select_related("meeting"):
            known.setdefault(row.meeting.number, []).append(row)
        self._find_units(good)
        for verdict in good:
            session = verdict.values["session"]
            meeting = meetings.get(session)
            if meeting is not None and not self._fits(verdict, meeting):
                continue
            verdict.values["meeting"] = meeting
            self._match(verdict, known.get(session, []))

    def _fits(self, verdict: Verdict, meeting: JointMeeting) -> bool:
        if meeting.kind != MeetingKind.WORKING_GROUP:
            self.refuse(verdict, "session_ours", meeting.number)
        elif to_tehran(meeting.starts_at).date() != verdict.values["day"]:
            self.refuse(verdict, "session_other_day", meeting.number)
        return not verdict.is_refused

    def _match(self, verdict: Verdict, rows: list[Resolution]) -> None:
        """The resolution with this number, or without one the same words in the same session."""
        given = verdict.values
        number, body = given.get("number"), search_key(given["body"])
        found = next(
            (
                row
                for row in rows
                if (row.number == number if number else search_key(row.body) == body)
            ),
            None,
        )
        if found is None:
            return
        verdict.kind = ListVerdict.MERGED
        given["resolution"] = found
        filled, differs = {}, {}
        for name, ours, theirs in (
            ("due_on", found.due_on, given.get("due_on")),
            ("owner", found.owner_text, given.get("owner")),
            ("unit", found.about_unit_id, getattr(given.get("about"), "pk", None)),
        ):
            if theirs and not ours:
                filled[name] = str(theirs) if name != "unit" else str(given["about"])
            elif theirs and ours != theirs and key_of(str(ours)) != key_of(str(theirs)):
                differs[name] = None
        if search_key(found.body) != body:
            differs["body"] = [found.body[:200], given["body"][:200]]
        state = given.get("state")
        if state and state != found.state:
            verdict.changes["state"] = [found.state, state]
            verdict.reasons.append(["state_changed", ""])
        verdict.changes |= {"filled": filled, "differs": differs}
        for code, names in (("filled", filled), ("differs", differs)):
            if names:
                verdict.reasons.append([code, ",".join(names)])

    def _find_units(self, good: list[Verdict]) -> None:
        """The unit a resolution is about, when one is meant beyond doubt."""
        named = [v for v in good if v.values.get("legal_id") or v.values.get("unit")]
        described = [
            Described(v.values.get("legal_id", ""), "", v.values.get("unit", "")) for v in named
        ]
        rows = IndustrialUnit.objects.exclude(state=UnitState.CLOSED)
        for verdict, likes in zip(named, units_like_each(described, rows), strict=True):
            sure = [like for like in likes if like.by == LEGAL_ID] or likes
            if len(sure) == 1 or (sure and sure[0].by == LEGAL_ID):
                verdict.values["about"] = sure[0].unit
            else:
                code = "unit_ambiguous" if sure else "unit_unknown"
                said_of = verdict.values.get("unit") or verdict.values["legal_id"]
                verdict.reasons.append([code, said_of])


def _body(verdict: Verdict, cells: Cells) -> None:
    text = said(cells, "body", 5000)
    if not text:
        raise Unreadable("missing")
    if len(text) > 1000:
        raise Unreadable("long")
    verdict.values["body"] = text
    verdict.name = text if len(text) <= 90 else text[:90].rsplit(" ", 1)[0] + " …"


def _unit(verdict: Verdict, cells: Cells) -> None:
    if name := read_text(said(cells, "unit", 200), 200):
        verdict.values["unit"] = name


def _due(verdict: Verdict, cells: Cells) -> None:
    if typed := said(cells, "due_on", 60):
        verdict.values["due_on"] = read_day(typed)


def _state(verdict: Verdict, cells: Cells) -> None:
    typed = said(cells, "state", 1000)
    if not typed:
        return
    state = STATES.get(key_of(typed))
    if state is None:
        raise Unreadable("unknown")
    verdict.values["state"] = ResolutionState(state)


def open_state(verdict: Verdict) -> Any:
    """The state a new resolution begins in."""
    return verdict.values.get("state") or ResolutionState.IN_FOLLOW_UP
