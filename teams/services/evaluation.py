"""Evaluations by the supervisor and the professor, completion, satisfaction."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.services.linked import write_with_link
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from partnership.programme.models import EvaluationCriterion
from teams.emails import work as emails
from teams.enums import (
    TEAM_AFTER_LETTER,
    AssessmentState,
    EvaluationKind,
    EvaluationState,
    MembershipState,
    SatisfactionSide,
    TeamState,
)
from teams.models import Evaluation, EvaluationRow, Membership, Satisfaction, Team
from teams.services.work_common import (
    member_ids,
    member_users,
    professor_users,
    require_right,
    said,
    supervisors_of,
)
from teams.signals import evaluation_reopening, evaluation_submitted, progress_changed
from teams.workflow import execution as workflow
from teams.workflow import team as team_moves

REMINDER_DAYS = (5, 10)
#: Evaluations are given while the team is evaluated; a reopened one still is.
EVALUABLE = frozenset({TeamState.EVALUATING})

Points = Mapping[int, Decimal]


def criteria_for(kind: str) -> list[EvaluationCriterion]:
    """The rows of one form, in their order."""
    return list(
        EvaluationCriterion.objects.filter(kind=kind, is_active=True).order_by("order", "pk")
    )


def ask_evaluations(team: Team, reminder: int = 0) -> int:
    """Write to both evaluators, each with a link to one page; once, and once for each reminder."""
    letter = emails.EVALUATION_REMINDER if reminder else emails.EVALUATION_REQUESTED
    key = f"teams.team:{team.pk}" + (f":{reminder}" if reminder else "")
    open_kinds = (
        set(EvaluationKind.values) - _given_kinds(team) if reminder else EvaluationKind.values
    )
    to: list[Any] = []
    if EvaluationKind.SUPERVISOR in open_kinds:
        to += supervisors_of(team)
    if EvaluationKind.PROFESSOR in open_kinds:
        to += professor_users(team)
    return write_with_link(
        letter,
        about=team,
        to=to,
        path=f"/teams/teams/{team.pk}/evaluate/",
        context={"team": said(lambda: team.name)},
        dedupe=key,
    )


def _given_kinds(team: Team) -> set[str]:
    """Forms that are submitted for every present member."""
    members = set(member_ids(team))
    given = Evaluation.objects.filter(membership__in=members, state=EvaluationState.SUBMITTED)
    by_kind: dict[str, set[int]] = {}
    for kind, membership in given.values_list("kind", "membership_id"):
        by_kind.setdefault(kind, set()).add(membership)
    return {kind for kind, done in by_kind.items() if members and members <= done}


@transaction.atomic
def save_evaluation(
    *, membership_id: int, actor: Any, kind: str, points: Points, comment: str = ""
) -> Evaluation:
    """Keep an evaluator's points as a draft. `points` maps criterion ids to points.

    Raises WrongState once submitted or while the team is not under evaluation, DomainError for
    points beyond a criterion's most.
    """
    membership = Membership.objects.select_related("team").get(pk=membership_id)
    team = Team.objects.locked().get(pk=membership.team_id)
    if team.state not in EVALUABLE:
        raise WrongState(_("Members are evaluated once the team is under evaluation."))
    evaluation, _created = Evaluation.objects.get_or_create(membership=membership, kind=kind)
    evaluation = (
        Evaluation.objects.locked().select_related("membership__team").get(pk=evaluation.pk)
    )
    require_right(actor, "teams.write_evaluation", evaluation)
    if evaluation.state != EvaluationState.DRAFT:
        raise WrongState(_("This evaluation has been submitted; the office can reopen it."))
    criteria = {row.pk: row for row in criteria_for(kind)}
    for criterion_id, given in points.items():
        criterion = criteria.get(criterion_id)
        if criterion is None or not 0 <= given <= criterion.max_points:
            raise DomainError(_("Points lie between zero and the most a criterion gives."))
        EvaluationRow.objects.update_or_create(
            evaluation=evaluation, criterion=criterion, defaults={"points": given}
        )
    evaluation.comment, evaluation.evaluator = comment, actor
    evaluation.save(update_fields=["comment", "evaluator", "updated_at"])
    return evaluation


@transaction.atomic
def submit_evaluation(*, evaluation_id: int, actor: Any, reason: str = "") -> Evaluation:
    """Give the points: from now on they count. Raises DomainError while a criterion has none."""
    evaluation = _locked(evaluation_id)
    rows = {row.criterion_id: row.points for row in evaluation.rows.all()}
    evaluation.total = sum(rows.values(), Decimal(0))
    evaluation.submitted_at, evaluation.evaluator = timezone.now(), actor
    log = apply(
        workflow.SUBMIT_EVALUATION,
        evaluation,
        actor=actor,
        also=["total", "submitted_at", "evaluator"],
    )
    team = evaluation.membership.team
    if team.state not in EVALUABLE:
        raise DomainError(_("Members are evaluated once the team is under evaluation."))
    missing = [row.name for row in criteria_for(evaluation.kind) if row.pk not in rows]
    if missing:
        raise DomainError(
            _("Points are missing for: %(criteria)s.") % {"criteria": _(", ").join(missing)}
        )
    queue_letter(
        emails.EVALUATION_GIVEN,
        about=evaluation,
        to=[evaluation.membership.student.user],
        context={"team": said(lambda: team.name)},
        dedupe=f"teams.evaluation:{evaluation.pk}:{log.pk}",
    )
    evaluation_submitted.send(
        sender=Evaluation, evaluation_id=evaluation.pk, membership_id=evaluation.membership_id
    )
    progress_changed.send(sender=Team, membership_ids=[evaluation.membership_id])
    return evaluation


@transaction.atomic
def evaluate_team(
    *,
    team_id: int,
    actor: Any,
    kind: str,
    points: Mapping[int, Points],
    comments: Mapping[int, str] | None = None,
    submit: bool = False,
) -> list[Evaluation]:
    """Save one evaluator's form for all members at once, and submit it when told so.

    `points` maps membership ids to {criterion id: points}; submitted ones are left alone.
    """
    done = []
    given = Evaluation.objects.filter(
        membership__team_id=team_id, kind=kind, state=EvaluationState.SUBMITTED
    )
    settled = set(given.values_list("membership_id", flat=True))
    known = set(
        Membership.objects.filter(team_id=team_id, state=MembershipState.ACTIVE).values_list(
            "pk", flat=True
        )
    )
    for membership_id in sorted(set(points) & known - settled):
        evaluation = save_evaluation(
            membership_id=membership_id,
            actor=actor,
            kind=kind,
            points=points[membership_id],
            comment=(comments or {}).get(membership_id, ""),
        )
        if submit:
            evaluation = submit_evaluation(evaluation_id=evaluation.pk, actor=actor)
        done.append(evaluation)
    return done


@transaction.atomic
def reopen_evaluation(*, evaluation_id: int, actor: Any, reason: str = "") -> Evaluation:
    """The office lets an evaluator correct the points, as long as the credit is not sent.

    Raises whatever a room above raises that has already acted on the points.
    """
    evaluation = _locked(evaluation_id)
    log = apply(workflow.REOPEN_EVALUATION, evaluation, actor=actor, reason=reason)
    team = evaluation.membership.team
    if team.state not in EVALUABLE:
        raise DomainError(_("Reopen the evaluation of the team first."))
    _ask_rooms_above([evaluation.membership_id], actor)
    to = [evaluation.evaluator] if evaluation.evaluator else []
    write_with_link(
        emails.EVALUATION_REOPENED,
        about=evaluation,
        to=to,
        path=f"/teams/teams/{team.pk}/evaluate/",
        context={
            "team": said(lambda: team.name),
            "reason": reason,
            "student": said(lambda: evaluation.membership.student.full_name),
        },
        dedupe=f"teams.evaluation:{evaluation.pk}:{log.pk}",
    )
    progress_changed.send(sender=Team, membership_ids=[evaluation.membership_id])
    return evaluation


@transaction.atomic
def complete_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """Close the work of a team. Raises DomainError naming what is missing."""
    team = Team.objects.locked().select_related("professor__user").get(pk=team_id)
    log = apply(team_moves.COMPLETE, team, actor=actor)
    _require_complete(team)
    members = member_ids(team)
    queue_letter(
        emails.TEAM_COMPLETED,
        about=team,
        to=[*member_users(team), *professor_users(team), *supervisors_of(team)],
        context={"team": said(lambda: team.name)},
        dedupe=f"teams.team:{team.pk}:{log.pk}",
    )
    progress_changed.send(sender=Team, membership_ids=members)
    return team


def _require_complete(team: Team) -> None:
    missing = set(EvaluationKind.values) - _given_kinds(team)
    if missing:
        raise DomainError(
            _("An evaluation is still missing.")
            + " "
            + _(", ").join(str(EvaluationKind(kind).label) for kind in sorted(missing))
        )
    report = getattr(team, "final_report", None)
    if report is None or report.state != AssessmentState.ACCEPTED:
        raise DomainError(_("The professor has not accepted the final report yet."))


@transaction.atomic
def reopen_evaluation_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """Open a completed team again, as long as no credit has been recorded."""
    team = Team.objects.locked().select_related("professor__user").get(pk=team_id)
    log = apply(team_moves.REOPEN_EVALUATION, team, actor=actor, reason=reason)
    members = member_ids(team)
    _ask_rooms_above(members, actor)
    queue_letter(
        emails.TEAM_REOPENED,
        about=team,
        to=[*member_users(team), *professor_users(team)],
        context={"team": said(lambda: team.name), "reason": reason},
        dedupe=f"teams.team:{team.pk}:{log.pk}",
    )
    progress_changed.send(sender=Team, membership_ids=members)
    return team


@transaction.atomic
def rate_team(
    *, team_id: int, actor: Any, scores: Mapping[int, int], comment: str = ""
) -> list[Satisfaction]:
    """Keep answers from 1 to 5; a member rates the unit, a person of the unit the programme."""
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.rate_team", team)
    if team.state not in TEAM_AFTER_LETTER:
        raise WrongState(_("You can answer once the team has begun its work."))
    side = satisfaction_side(team, actor)
    criteria = {row.pk: row for row in criteria_for(side)}
    answers = []
    for criterion_id, score in scores.items():
        if criterion_id not in criteria or not 1 <= score <= 5:
            raise DomainError(_("Answers run from 1 to 5."))
        answer, _created = Satisfaction.objects.update_or_create(
            team=team,
            criterion=criteria[criterion_id],
            given_by=actor,
            defaults={"side": side, "score": score, "comment": comment[:500]},
        )
        answers.append(answer)
    if answers:
        ActionLog.objects.record(team, verb="teams.team.rate", actor=actor)
    return answers


def satisfaction_side(team: Team, user: Any) -> str:
    """Which questions a person is asked."""
    members = team.memberships.filter(student__user=user, state=MembershipState.ACTIVE)
    return SatisfactionSide.STUDENT if members.exists() else SatisfactionSide.UNIT


def remind_evaluations(today: date | None = None) -> int:
    """Remind evaluators who have not submitted, 5 and 10 days after they were asked."""
    day = today or timezone.localdate()
    written = 0
    teams = Team.objects.filter(state__in=EVALUABLE).select_related(
        "problem__unit", "professor__user", "supervisor__user"
    )
    for team in teams:
        asked = timezone.localdate(team.state_changed_at)
        passed = [days for days in REMINDER_DAYS if asked + timedelta(days=days) <= day]
        if passed:
            written += ask_evaluations(team, reminder=passed[-1])
    return written


def _ask_rooms_above(membership_ids: list[int], actor: Any) -> None:
    """Rooms above refuse by raising; what they say reaches the reader."""
    evaluation_reopening.send(sender=Team, membership_ids=membership_ids, actor=actor)


def _locked(evaluation_id: int) -> Evaluation:
    return (
        Evaluation.objects.locked()
        .select_related("membership__team", "membership__student__user", "evaluator")
        .get(pk=evaluation_id)
    )
