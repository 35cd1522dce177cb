"""Clocks of problems: until when a review, a detail or a team is expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import ProblemState
from industries.models import Problem
from partnership.core.jalali import add_working_days, format_date
from partnership.programme.models import Holiday, Round


@dataclass(frozen=True)
class Clock:
    """What is expected of whom until when; `kind` is "review", "detail" or "team"."""

    kind: str
    since: date
    due: date
    today: date

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.due < self.today

    @property
    def tone(self) -> str:
        """Danger once somebody is late; a team that does not come is nobody's fault."""
        if self.is_late:
            return "attention" if self.kind == "team" else "danger"
        return "attention" if self.due == self.today else "info"

    @property
    def short(self) -> str:
        """The same in two words, for lists."""
        return _("Without a team") if self.kind == "team" else _("Overdue")

    @property
    def sentence(self) -> str:
        """What the reader of a list or a page is told."""
        words = {
            ("review", False): _("To be reviewed by %(date)s"),
            ("review", True): _("The review was due on %(date)s"),
            ("detail", False): _("The detail is expected by %(date)s"),
            ("detail", True): _("The detail was expected by %(date)s"),
            ("team", False): _("A team is looked for until %(date)s"),
            ("team", True): _("Still without a team; one was expected by %(date)s"),
        }
        return words[self.kind, self.is_late] % {"date": format_date(self.due, style="day")}


class Clocks:
    """Reads rules and holidays once, then tells the clock of any number of problems."""

    def __init__(self, problems: Iterable[Problem], today: date | None = None) -> None:
        self.today = today or timezone.localdate()
        rows = [row for row in problems if row.state in _DAYS]
        self._current: Round = (Round.objects.current() if rows else None) or Round()
        first = min((timezone.localdate(row.state_changed_at) for row in rows), default=self.today)
        self._holidays = (
            set(Holiday.objects.filter(date__gte=first).values_list("date", flat=True))
            if rows
            else set()
        )
        rounds = {row.round_id for row in rows} - {None, self._current.pk}
        self._rounds = Round.objects.in_bulk(rounds) if rounds else {}

    def rules_of(self, problem: Problem) -> Round:
        """The round whose days count: the problem's own, else the running one."""
        return self._rounds.get(problem.round_id) or self._current

    def after(self, start: date, days: int) -> date:
        """So many working days later."""
        return add_working_days(start, days, self._holidays)

    def of(self, problem: Problem) -> Clock | None:
        """The clock that runs for a problem now; None when none does."""
        found = _DAYS.get(problem.state)
        if found is None:
            return None
        kind, field = found
        since, days = (
            timezone.localdate(problem.state_changed_at),
            getattr(self.rules_of(problem), field),
        )
        due = since + timedelta(days=days) if kind == "team" else self.after(since, days)
        return Clock(kind, since, due, self.today)


#: Which clock runs in which state, and the round's field with its days.
_DAYS = {
    ProblemState.SUBMITTED: ("review", "triage_days"),
    ProblemState.NEEDS_DETAIL: ("detail", "detail_days"),
    ProblemState.OPEN: ("team", "no_team_days"),
}


def with_clocks(problems: Iterable[Problem], today: date | None = None) -> list[Any]:
    """The rows, each with its `clock`; three queries however many they are."""
    rows = list(problems)
    clocks = Clocks(rows, today)
    for row in rows:
        row.clock = clocks.of(row)  # type: ignore[attr-defined]
    return rows
