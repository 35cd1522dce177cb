"""The production obstacles in the working group's own buckets."""

from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from industries.enums import MEETING_RECORDED, Confidentiality, ProblemState, ResolutionState
from industries.models import JointMeeting, Problem, Resolution
from partnership.core.numbers import format_toman
from teams.models import Outcome

DONE = frozenset({ProblemState.CLOSED_SOLVED})
NOT_DONE = frozenset({ProblemState.CLOSED_UNSOLVED, ProblemState.CANCELLED})


def obstacle_report(user: Any) -> dict[str, Any]:
    """Totals and one row a problem.

    Secret problems are counted and never shown; a unit without consent is shown by its trade
    and place only.
    """
    seen = Problem.objects.exclude(state__in=[ProblemState.DRAFT])
    open_rows = seen.exclude(confidentiality=Confidentiality.SECRET)
    rows = [
        _row(problem)
        for problem in open_rows.select_related("unit__place", "unit__isic", "category")
        .prefetch_related("teams__professor", "teams__outcome")
        .order_by("-created_at")
    ]
    return {
        "rows": rows,
        "secret": seen.filter(confidentiality=Confidentiality.SECRET).count(),
        "totals": _totals(seen),
        "resolutions": _resolutions(),
    }


def bucket_of(problem: Problem) -> tuple[str, Any]:
    """Tone and words of the working group's bucket a problem falls into."""
    if problem.state in DONE:
        return "success", _("Done")
    if problem.state in NOT_DONE:
        return "danger", _("Not done")
    if problem.state == ProblemState.REFERRED:
        return "attention", _("Referred")
    return "info", _("In follow-up")


def _row(problem: Problem) -> dict[str, Any]:
    unit = problem.unit
    trade = unit.isic.name if unit.isic else _("Industrial unit")
    teams = [team for team in problem.teams.all() if team.state != "dissolved"]
    outcomes = [team.outcome for team in teams if hasattr(team, "outcome")]
    tone, label = bucket_of(problem)
    return {
        "title": problem.shown_title,
        "unit": unit.name if unit.named_in_reports else trade,
        "place": unit.place.name if unit.place else "",
        "category": problem.category.name,
        "teams": "، ".join(team.name for team in teams),
        "tone": tone,
        "bucket": label,
        "benefit": sum(o.benefit_confirmed_rial or o.benefit_claimed_rial or 0 for o in outcomes),
        "confirmed": any(o.benefit_confirmed_rial for o in outcomes),
        "jobs": sum(o.jobs_saved + o.jobs_created for o in outcomes),
        "at": problem.created_at,
    }


def _totals(seen: Any) -> dict[str, Any]:
    counts = seen.aggregate(
        problems=Count("pk"),
        units=Count("unit", distinct=True),
        done=Count("pk", filter=Q(state__in=DONE)),
        not_done=Count("pk", filter=Q(state__in=NOT_DONE)),
        referred=Count("pk", filter=Q(state=ProblemState.REFERRED)),
    )
    counts["in_follow_up"] = (
        counts["problems"] - counts["done"] - counts["not_done"] - counts["referred"]
    )
    benefit = Outcome.objects.aggregate(
        confirmed=Sum("benefit_confirmed_rial"), saved=Sum("jobs_saved"), made=Sum("jobs_created")
    )
    meetings = JointMeeting.objects.filter(state__in=MEETING_RECORDED)
    jobs = (benefit["saved"] or 0) + (benefit["made"] or 0)
    # the figure large, its unit small: «۱٫۱۹» «میلیارد تومان»
    words = format_toman(benefit["confirmed"] or 0).split()
    cut = next(i for i, word in enumerate(words) if word[0].isdigit()) + 1
    return {
        **counts,
        **benefit,
        "amount": " ".join(words[:cut]),
        "amount_unit": " ".join(words[cut:]),
        "jobs": jobs,
        "meetings": meetings.count(),
    }


def _resolutions() -> dict[str, int]:
    return Resolution.objects.aggregate(
        done=Count("pk", filter=Q(state=ResolutionState.DONE)),
        in_follow_up=Count("pk", filter=Q(state=ResolutionState.IN_FOLLOW_UP)),
        not_done=Count("pk", filter=Q(state=ResolutionState.NOT_DONE)),
    )
