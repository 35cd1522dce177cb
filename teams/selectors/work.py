"""Reads of the work itself: solutions before a decision, hours, evaluations, what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from industries.models import Problem
from partnership.core.worklist import Task
from partnership.programme.models import EvaluationCriterion
from teams.enums import EvaluationKind, EvaluationState, ReportState, SolutionState
from teams.models import (
    Decision,
    Evaluation,
    HourEntry,
    Membership,
    Solution,
    WeeklyReport,
)
from teams.selectors import worklist

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Hours:
    """Minutes of a membership: reported in all, waiting for confirmation, confirmed."""

    reported: int = 0
    waiting: int = 0
    confirmed: int = 0


@dataclass(frozen=True)
class GradeParts:
    """What a grade is made of; None where an evaluator has not submitted.

    `grade` is out of 20 and exists once both parts do.
    """

    supervisor: Decimal | None
    supervisor_max: int
    supervisor_weight: int
    professor: Decimal | None
    professor_max: int
    professor_weight: int

    @property
    def grade(self) -> Decimal | None:
        """Both parts brought to their weights, out of 20, two decimals."""
        if self.supervisor is None or self.professor is None:
            return None
        if not self.supervisor_max or not self.professor_max:
            return None
        hundred = (
            self.supervisor / self.supervisor_max * self.supervisor_weight
            + self.professor / self.professor_max * self.professor_weight
        )
        return (hundred / 5).quantize(CENT, rounding=ROUND_HALF_UP)


def confirmed_minutes(membership_ids: Iterable[int]) -> dict[int, int]:
    """Confirmed minutes by membership; 0 for those without any."""
    ids = list(membership_ids)
    rows = (
        HourEntry.objects.filter(report__membership__in=ids, report__state=ReportState.CONFIRMED)
        .values_list("report__membership")
        .annotate(total=Coalesce(Sum("confirmed_minutes"), 0))
    )
    return {**dict.fromkeys(ids, 0), **dict(rows)}


def hours_of(membership: Membership) -> Hours:
    """How a member's hours stand, in minutes."""
    reported = waiting = confirmed = 0
    entries = HourEntry.objects.filter(report__membership=membership).select_related("report")
    for entry in entries:
        if entry.report.state == ReportState.DRAFT:
            continue
        reported += entry.minutes
        if entry.report.state == ReportState.SUBMITTED:
            waiting += entry.minutes
        elif entry.report.state == ReportState.CONFIRMED:
            confirmed += entry.confirmed_minutes or 0
    return Hours(reported, waiting, confirmed)


def evaluation_totals(membership_ids: Iterable[int]) -> dict[int, dict[str, Decimal]]:
    """Submitted totals: {membership id: {evaluation kind: points}}."""
    ids = list(membership_ids)
    totals: dict[int, dict[str, Decimal]] = {pk: {} for pk in ids}
    rows = Evaluation.objects.filter(membership__in=ids, state=EvaluationState.SUBMITTED)
    for pk, kind, total in rows.values_list("membership_id", "kind", "total"):
        totals[pk][kind] = total
    return totals


def most_points() -> dict[str, int]:
    """The most points each form gives."""
    rows = (
        EvaluationCriterion.objects.filter(is_active=True, kind__in=EvaluationKind.values)
        .values_list("kind")
        .annotate(most=Sum("max_points"))
    )
    return {**dict.fromkeys(EvaluationKind.values, 0), **dict(rows)}


def grade_parts(membership: Membership) -> GradeParts:
    """The two parts of a member's grade with their weights in the round."""
    totals = evaluation_totals([membership.pk])[membership.pk]
    most, weights = most_points(), membership.team.round
    return GradeParts(
        supervisor=totals.get(EvaluationKind.SUPERVISOR),
        supervisor_max=most[EvaluationKind.SUPERVISOR],
        supervisor_weight=weights.supervisor_weight,
        professor=totals.get(EvaluationKind.PROFESSOR),
        professor_max=most[EvaluationKind.PROFESSOR],
        professor_weight=weights.professor_weight,
    )


def solutions_for_decision(problem: Problem, user: Any) -> QuerySet[Solution]:
    """What lies before the manager now, as far as this person may read it, in a steady order.

    Solutions rejected in an earlier round are history and left out.
    """
    seen = (
        Solution.objects.visible_to(user)
        .before_manager()
        .filter(problem=problem)
        .select_related("team__professor", "baseline", "problem")
        .prefetch_related("reviews__criterion", "endorsements__professor")
        .order_by("team__pk", "pk")
    )
    decision = decision_in_force(problem)
    if decision is None:
        return seen.exclude(state=SolutionState.REJECTED)
    return seen.filter(
        ~Q(state=SolutionState.REJECTED) | Q(state_changed_at__gte=decision.decided_at)
    )


def decision_in_force(problem: Problem) -> Decision | None:
    """The one decision that stands."""
    return (
        Decision.objects.in_force()
        .filter(problem=problem)
        .select_related("solution__team", "decided_by")
        .first()
    )


def sealed_count(problem: Problem) -> int:
    """How many solutions wait behind the seal."""
    return Solution.objects.filter(
        problem=problem, state=SolutionState.SUBMITTED, shown_at=None
    ).count()


def reports_to_confirm(user: Any) -> QuerySet[WeeklyReport]:
    """Weeks this person may confirm on site, by team and student."""
    return (
        WeeklyReport.objects.filter(
            state=ReportState.SUBMITTED,
            membership__team__in=worklist.teams_on_site(user).values("pk"),
        )
        .select_related("membership__student", "membership__team")
        .prefetch_related("entries")
        .order_by("membership__team__pk", "membership__student__sort_name", "week_starts_on")
    )


def waiting_for(user: Any, *, has_panel: bool = False) -> list[Task]:
    """What of the work waits for this person now; a student's own gates only without a panel."""
    return worklist.waiting_for(user, has_panel=has_panel)
