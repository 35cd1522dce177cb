"""What waits for whom about problems: reviews, details, questions, teams that do not come."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industries.enums import PROBLEM_CLOSED, MessageAudience, ProblemState
from industries.models import IndustrialUnit, Problem, ProblemMessage
from industries.selectors.clocks import Clocks
from industries.selectors.counted import SHOWN, counted
from partnership.accounts.enums import OFFICE_ROLES
from partnership.core.worklist import Task
from partnership.programme.models import Round


def office_tasks(user: Any) -> list[Task]:
    """Reviews (in danger once one is late), questions, problems nobody takes on."""
    submitted = (
        Problem.objects.visible_to(user)
        .filter(state=ProblemState.SUBMITTED)
        .order_by("state_changed_at")
    )
    oldest = submitted.first()
    clock = Clocks([oldest]).of(oldest) if oldest else None
    is_late = clock is not None and clock.is_late
    tasks = counted(
        "problem",
        submitted,
        reverse("industries:manage_problems") + "?state=submitted",
        _("Review"),
        lambda n: ngettext("%(n)s problem awaits review", "%(n)s problems await review", n),
        since="state_changed_at",
        tone="danger" if is_late else "attention",
    )
    return tasks + _without_team(user) + _question_tasks(office_questions(user))


def unit_tasks(user: Any, units: QuerySet[IndustrialUnit]) -> list[Task]:
    """Drafts, details asked for, and questions, of the units the person writes for."""
    if user.is_office:
        return []
    words = {
        ProblemState.DRAFT: (_("This problem is still a draft."), _("Complete and submit")),
        ProblemState.NEEDS_DETAIL: (
            _("The office asks for more detail."),
            _("Complete the problem"),
        ),
    }
    rows = list(
        Problem.objects.filter(unit__in=units, state__in=words).order_by("state_changed_at")[:SHOWN]
    )
    clocks = Clocks(rows)
    tasks = [
        Task(
            kind="problem",
            title=str(problem),
            sentence=words[problem.state][0],
            url=problem.get_absolute_url(),
            action=words[problem.state][1],
            since=problem.state_changed_at,
            due=clock.due if (clock := clocks.of(problem)) else None,
            tone=_tone(problem, clock),
            icon="lightbulb",
        )
        for problem in rows
    ]
    return tasks + _question_tasks(unit_questions(user, units))


def _tone(problem: Problem, clock: Any) -> str:
    if problem.state == ProblemState.DRAFT:
        return "info"
    return "danger" if clock is not None and clock.is_late else "attention"


def office_questions(user: Any) -> QuerySet[ProblemMessage]:
    """Questions from outside the office that nobody has answered; the oldest first."""
    rows = ProblemMessage.objects.visible_to(user).unanswered()
    office = Q(author__role_grants__role__in=OFFICE_ROLES)
    of_office = ProblemMessage.objects.filter(office).values("pk")
    return (
        rows.exclude(pk__in=of_office)
        .exclude(problem__state__in=PROBLEM_CLOSED)
        .select_related("problem__unit", "author")
        .order_by("created_at")
    )


def unit_questions(user: Any, units: QuerySet[IndustrialUnit]) -> QuerySet[ProblemMessage]:
    """Questions from outside the unit that nobody has answered; the oldest first."""
    return (
        ProblemMessage.objects.unanswered()
        .with_side()
        .filter(problem__unit__in=units, is_inside=False)
        .exclude(audience=MessageAudience.OFFICE)
        .exclude(problem__state__in=PROBLEM_CLOSED)
        .select_related("problem__unit", "author")
        .order_by("created_at")
    )


def _question_tasks(questions: QuerySet[ProblemMessage]) -> list[Task]:
    return [
        Task(
            kind="question",
            title=_("A question about “%(title)s”") % {"title": row.problem},
            sentence=str(row),
            url=f"{row.problem.get_absolute_url()}#message-{row.pk}",
            action=_("Read and answer"),
            since=row.created_at,
            tone="attention",
            icon="chat-left-text",
        )
        for row in questions[:SHOWN]
    ]


def _without_team(user: Any) -> list[Task]:
    """Open for longer than the round waits for a team."""
    rules = Round.objects.current() or Round()
    since = timezone.now() - timedelta(days=rules.no_team_days + 1)
    rows = (
        Problem.objects.visible_to(user)
        .filter(state=ProblemState.OPEN, state_changed_at__lt=since)
        .order_by("state_changed_at")
    )
    return counted(
        "problem",
        rows,
        reverse("industries:manage_problems") + "?state=open",
        _("Look at it"),
        lambda n: ngettext("%(n)s problem finds no team", "%(n)s problems find no team", n),
        since="state_changed_at",
        tone="danger",
    )
