"""What happens by itself when a review, a detail or a team does not come in time."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from industries import emails
from industries.enums import ProblemState
from industries.models import Problem
from industries.selectors.clocks import Clocks
from industries.services.common import office_readers, said_title, unit_readers
from industries.workflow import problem as workflow
from partnership.accounts.enums import Role
from partnership.accounts.selectors import people_with_role
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter

_WATCHED = (ProblemState.SUBMITTED, ProblemState.NEEDS_DETAIL, ProblemState.OPEN)


def watch_problems(today: date | None = None) -> int:
    """Remind, escalate and put aside whatever is due; returns how many letters were written.

    Each problem in a transaction of its own; a letter is known by problem, state and which time
    it is, so running twice writes nothing twice.
    """
    day = today or timezone.localdate()
    rows = list(Problem.objects.filter(state__in=_WATCHED).order_by("pk"))
    clocks = Clocks(rows, day)
    return sum(_watch(row.pk, row.state, clocks) for row in rows)


@transaction.atomic
def _watch(problem_id: int, state: str, clocks: Clocks) -> int:
    problem = Problem.objects.locked().filter(pk=problem_id, state=state).first()
    if problem is None:
        return 0
    if state == ProblemState.SUBMITTED:
        return _escalate_review(problem, clocks)
    if state == ProblemState.NEEDS_DETAIL:
        return _remind_detail(problem, clocks)
    return _tell_without_team(problem, clocks)


def _escalate_review(problem: Problem, clocks: Clocks) -> int:
    """The head is told when the review is late, and again every so many working days."""
    days = max(1, clocks.rules_of(problem).triage_days)
    times = _times_passed(problem, clocks, days)
    if not times:
        return 0
    return len(
        queue_letter(
            emails.PROBLEM_LATE,
            about=problem,
            to=list(people_with_role(Role.HEAD)),
            context={
                "title": said_title(problem),
                "unit": problem.unit,
                "date": timezone.localdate(problem.state_changed_at),
            },
            dedupe=_key(problem, times),
        )
    )


def _remind_detail(problem: Problem, clocks: Clocks) -> int:
    """The unit is reminded; long after that the problem rests, and the unit may take it up."""
    rules, since = clocks.rules_of(problem), timezone.localdate(problem.state_changed_at)
    until = clocks.after(since, rules.detail_lapse_days)
    if until < clocks.today:
        entry = apply(workflow.LAPSE, problem, actor=None)
        return len(
            queue_letter(
                emails.PROBLEM_LAPSED,
                about=problem,
                to=unit_readers(problem.unit),
                context={"title": said_title(problem)},
                dedupe=f"{problem.pk}:{entry.pk}",
            )
        )
    times = _times_passed(problem, clocks, max(1, rules.detail_days))
    if not times:
        return 0
    return len(
        queue_letter(
            emails.DETAIL_REMINDER,
            about=problem,
            to=unit_readers(problem.unit),
            context={"title": said_title(problem), "until": until},
            dedupe=_key(problem, times),
        )
    )


def _tell_without_team(problem: Problem, clocks: Clocks) -> int:
    """The office is told once for every stretch of days without a team."""
    days = max(1, clocks.rules_of(problem).no_team_days)
    open_for = (clocks.today - timezone.localdate(problem.state_changed_at)).days
    if open_for <= days:
        return 0
    return len(
        queue_letter(
            emails.PROBLEM_WITHOUT_TEAM,
            about=problem,
            to=office_readers(problem),
            context={"title": said_title(problem), "unit": problem.unit, "days": open_for},
            dedupe=_key(problem, open_for // days),
        )
    )


def _times_passed(problem: Problem, clocks: Clocks, days: int) -> int:
    """How many stretches of so many working days have wholly passed since the state began."""
    times, at = 0, timezone.localdate(problem.state_changed_at)
    while (at := clocks.after(at, days)) < clocks.today:
        times += 1
    return times


def _key(problem: Problem, times: int) -> str:
    """The same problem, the same stay in its state, the same time of telling."""
    return f"{problem.pk}:{problem.state_changed_at:%Y%m%d%H%M%S}:{times}"


@transaction.atomic
def take_up_problem(*, problem_id: int, actor: Any, reason: str = "") -> Problem:
    """The unit goes on with a problem that was put aside for want of an answer."""
    problem = Problem.objects.locked().get(pk=problem_id)
    entry = apply(workflow.TAKE_UP, problem, actor=actor, reason=reason)
    queue_letter(
        emails.PROBLEM_RESUMED,
        about=problem,
        to=[reader for reader in office_readers(problem) if reader != actor],
        context={"title": said_title(problem), "unit": problem.unit},
        dedupe=f"{problem.pk}:{entry.pk}",
    )
    return problem
