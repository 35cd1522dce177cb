"""``{% load team_work %}``: the work of a team on its page, and hours as people say them."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import ProblemState
from partnership.core import workflow as core_workflow
from partnership.core.numbers import format_number
from teams.enums import (
    TEAM_AFTER_LETTER,
    TEAM_ON_SITE,
    EvaluationState,
    MembershipState,
    MilestoneState,
    TeamState,
)
from teams.models import Evaluation, FinalReport, Membership, Outcome, Solution, Team
from teams.selectors import work as selectors
from teams.services.final_report import WRITABLE
from teams.services.hours import week_of
from teams.services.solution import WINDOW_OPEN, WRITING

register = template.Library()
COMPARABLE = frozenset({ProblemState.IN_REVIEW, ProblemState.EXECUTING, ProblemState.ALL_REJECTED})
#: Rights that depend on the team alone, asked once for the whole page.
RIGHTS = (
    "write_solution",
    "plan_execution",
    "work_for_team",
    "accept_milestone",
    "evaluate_team",
    "write_final_report",
    "rate_team",
    "manage_team",
)


@register.filter
def duration(minutes: int | None) -> str:
    """Show minutes as hours and minutes: «۶ ساعت و ۳۰ دقیقه»; a dash for nothing."""
    if not minutes:
        return "–"
    hours, rest = divmod(int(minutes), 60)
    if not rest:
        return _("%(h)s h") % {"h": format_number(hours)}
    if not hours:
        return _("%(m)s min") % {"m": format_number(rest)}
    return _("%(h)s h %(m)s min") % {"h": format_number(hours), "m": format_number(rest)}


@register.inclusion_tag("teams/parts/work.html", takes_context=True)
def team_work(context: Context, team: Team) -> dict[str, Any]:
    """Solutions, plan, hours, final report, evaluations and results, as the reader may see them."""
    user = context["user"]
    rights = _rights(team, user)
    shows = team.state in TEAM_AFTER_LETTER or team.state == TeamState.ON_HOLD
    return {
        "team": team,
        "user": user,
        "shows": shows,
        "rights": rights,
        "solutions": _solutions(team, user) if shows else [],
        "new_solution_url": _url("write_solution", team)
        if rights["write_solution"] and team.state in WRITING and team.problem_id
        else "",
        "compare_url": _compare_url(team, user, rights),
        "steps": _steps(team, rights) if shows else [],
        "plan_url": _url("plan_milestone", team)
        if rights["plan_execution"] and team.state in (TeamState.DECIDED, TeamState.EXECUTING)
        else "",
        "hours": _hours(team, user) if shows else [],
        "final_report": _final_report(team, user, rights) if shows else {},
        "evaluations": _evaluations(team, user) if team.state in _JUDGED else [],
        "evaluate_url": _url("evaluate_team", team)
        if rights["evaluate_team"] and team.state == TeamState.EVALUATING
        else "",
        "outcome_url": _url("show_outcome", team)
        if team.state in _JUDGED and Outcome.objects.filter(team=team).exists()
        else "",
        "rate_url": _url("rate_team", team)
        if rights["rate_team"] and team.state in _JUDGED
        else "",
    }


_JUDGED = frozenset({TeamState.EVALUATING, TeamState.COMPLETED})


@register.inclusion_tag("teams/parts/next_step.html", takes_context=True)
def team_next_step(context: Context, team: Team, own: Membership | None = None) -> dict[str, Any]:
    """The one thing this reader can do for the team's work now, if there is one."""
    user = context["user"]
    rights = _rights(team, user)
    if (
        team.problem is not None
        and team.problem.state == ProblemState.IN_REVIEW
        and user.has_perm("teams.decide_problem", team.problem)
    ):
        return {"step": "decide", "url": _url("decide_problem", team.problem)}
    if team.state == TeamState.EVALUATING and rights["evaluate_team"] and _owes_points(team, user):
        return {"step": "evaluate", "url": _url("evaluate_team", team)}
    working = own is not None and own.state == MembershipState.ACTIVE
    if working and team.state in TEAM_ON_SITE - {TeamState.ASSESSING, TeamState.EVALUATING}:
        week = week_of(timezone.localdate()).isoformat()
        return {
            "step": "hours",
            "url": reverse("teams:write_report", kwargs={"pk": own.pk, "week": week}),
        }
    return {"step": "", "url": ""}


def _rights(team: Team, user: Any) -> dict[str, bool]:
    """The reader's rights over the team, asked once a page."""
    known = getattr(team, "_rights_of_reader", None)
    if known is None or known[0] != user.pk:
        known = (user.pk, {name: user.has_perm(f"teams.{name}", team) for name in RIGHTS})
        team._rights_of_reader = known  # type: ignore[attr-defined]
    return known[1]


def _owes_points(team: Team, user: Any) -> bool:
    """Whether a member still lacks this evaluator's submitted points."""
    given = Evaluation.objects.filter(
        membership__team=team, evaluator=user, state=EvaluationState.SUBMITTED
    ).values("membership_id")
    return team.memberships.active().exclude(pk__in=given).exists()


def _url(name: str, obj: Any) -> str:
    return reverse(f"teams:{name}", kwargs={"pk": obj.pk})


def _solutions(team: Team, user: Any) -> list[Solution]:
    return list(Solution.objects.visible_to(user).filter(team=team).order_by("pk"))


def _compare_url(team: Team, user: Any, rights: dict[str, bool]) -> str:
    """The comparison, for everybody but the competing students."""
    if rights["write_solution"]:
        return ""
    if team.problem is None or team.problem.state not in COMPARABLE | WINDOW_OPEN:
        return ""
    known = rights["evaluate_team"] or rights["accept_milestone"] or rights["manage_team"]
    if not known and not user.has_perm("teams.compare_solutions", team.problem):
        return ""
    return reverse("teams:decide_problem", kwargs={"pk": team.problem_id})


def _steps(team: Team, rights: dict[str, bool]) -> list[dict[str, Any]]:
    """Steps with the moves the reader may take; rights are those of the team."""
    moves = core_workflow.moves_of("teams.milestone")
    steps = []
    for step in team.milestones.all():
        allowed = [
            {"label": move.label, "url": move.url_for(step), "tone": "plain", "icon": move.icon}
            for move in moves
            if step.state in move.sources and rights.get(move.permission.split(".")[1])
        ]
        if rights["plan_execution"] and step.state in (
            MilestoneState.PLANNED,
            MilestoneState.RETURNED,
        ):
            url = _url("change_milestone", step)
            allowed.append({"label": _("Edit"), "url": url, "tone": "plain", "icon": "pencil"})
        steps.append({"step": step, "moves": allowed})
    return steps


def _hours(team: Team, user: Any) -> list[dict[str, Any]]:
    """Confirmed hours of each member; a student sees their own."""
    members = list(team.memberships.active().select_related("student"))
    mine = [member for member in members if member.student.user_id == user.pk]
    shown = mine or members
    minutes = selectors.confirmed_minutes([member.pk for member in shown])
    return [{"member": member, "minutes": minutes[member.pk]} for member in shown]


def _final_report(team: Team, user: Any, rights: dict[str, bool]) -> dict[str, Any]:
    report = FinalReport.objects.visible_to(user).filter(team=team).first()
    if report is not None:
        return {"report": report, "url": report.get_absolute_url()}
    if rights["write_final_report"] and team.state in WRITABLE:
        return {"report": None, "url": _url("write_final_report", team)}
    return {}


def _evaluations(team: Team, user: Any) -> list[Evaluation]:
    return list(
        Evaluation.objects.visible_to(user)
        .filter(membership__team=team, state=EvaluationState.SUBMITTED)
        .select_related("membership__student")
        .order_by("membership__seat", "kind")
    )
