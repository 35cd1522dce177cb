"""Evaluations, final report, completion, satisfaction."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.notifications.models import Message
from teams.enums import (
    AssessmentState,
    EvaluationKind,
    EvaluationState,
    SatisfactionSide,
    TeamState,
)
from teams.models import Evaluation, Satisfaction, Team
from teams.selectors import work as selectors
from teams.services import evaluation as services
from teams.services import final_report as reports
from teams.signals import evaluation_reopening, evaluation_submitted
from teams.tests.factories import manager_user, member_user
from teams.tests.work_factories import (
    criteria,
    decided,
    final_report,
    points,
    supervisor_user,
)

pytestmark = pytest.mark.django_db
SUPERVISOR, PROFESSOR = EvaluationKind.SUPERVISOR, EvaluationKind.PROFESSOR


@pytest.fixture
def team() -> Any:
    criteria()
    return decided(TeamState.EVALUATING)


def give(team: Any, kind: str, *, submit: bool = True, share: int = 1) -> list[Evaluation]:
    actor = supervisor_user(team) if kind == SUPERVISOR else team.professor.user
    given = {row.pk: points(kind, share) for row in team.memberships.active()}
    return services.evaluate_team(
        team_id=team.pk, actor=actor, kind=kind, points=given, submit=submit
    )


def test_both_forms_make_the_grade(team: Any) -> None:
    heard = []
    evaluation_submitted.connect(
        lambda membership_id, **_: heard.append(membership_id), weak=False, dispatch_uid="t"
    )
    give(team, SUPERVISOR)
    evaluation_submitted.disconnect(dispatch_uid="t")
    row = team.memberships.active().first()
    assert len(heard) == 4
    assert selectors.grade_parts(row).grade is None
    give(team, PROFESSOR, share=2)
    assert selectors.evaluation_totals([row.pk]) == {
        row.pk: {SUPERVISOR: Decimal(40), PROFESSOR: Decimal(30)}
    }
    assert selectors.grade_parts(row).grade == Decimal("14.00")
    assert Message.objects.filter(event="evaluation.given", recipient=row.student.user).count() == 2


def test_the_demo_grade_comes_out() -> None:
    parts = selectors.GradeParts(Decimal("36.50"), 40, 40, Decimal("52.25"), 60, 60)
    assert parts.grade == Decimal("17.75")


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (SUPERVISOR, "professor"),
        (PROFESSOR, "supervisor"),
        (PROFESSOR, "member"),
        (SUPERVISOR, "officer"),
        (PROFESSOR, "manager"),
    ],
)
def test_each_form_has_its_own_evaluator(team: Any, people: Any, kind: str, who: str) -> None:
    actor = {
        "professor": team.professor.user,
        "supervisor": supervisor_user(team),
        "member": member_user(team),
        "officer": people.officer,
        "manager": manager_user(team),
    }[who]
    row = team.memberships.active().first()
    with pytest.raises(NotAllowed):
        services.save_evaluation(membership_id=row.pk, actor=actor, kind=kind, points={})
    assert not Evaluation.objects.exists()


def test_too_many_points_and_missing_ones_are_refused(team: Any) -> None:
    row, most = team.memberships.active().first(), points(SUPERVISOR)
    with pytest.raises(DomainError):
        services.save_evaluation(
            membership_id=row.pk,
            actor=supervisor_user(team),
            kind=SUPERVISOR,
            points={pk: value + 1 for pk, value in most.items()},
        )
    half = services.save_evaluation(
        membership_id=row.pk,
        actor=supervisor_user(team),
        kind=SUPERVISOR,
        points=dict(list(most.items())[:1]),
    )
    with pytest.raises(DomainError):
        services.submit_evaluation(evaluation_id=half.pk, actor=supervisor_user(team))


def test_evaluation_waits_for_its_time() -> None:
    criteria()
    team = decided(TeamState.EXECUTING)
    with pytest.raises(WrongState):
        give(team, SUPERVISOR)


def test_submitted_points_are_final_until_the_office_reopens(team: Any, people: Any) -> None:
    evaluation = give(team, SUPERVISOR)[0]
    assert give(team, SUPERVISOR) == []
    with pytest.raises(WrongState):
        services.save_evaluation(
            membership_id=evaluation.membership_id,
            actor=supervisor_user(team),
            kind=SUPERVISOR,
            points={},
        )
    with pytest.raises(NotAllowed):
        services.reopen_evaluation(
            evaluation_id=evaluation.pk, actor=supervisor_user(team), reason="x"
        )
    with pytest.raises(DomainError):
        services.reopen_evaluation(evaluation_id=evaluation.pk, actor=people.officer)

    def veto(**_: Any) -> None:
        raise DomainError("credit sent")

    evaluation_reopening.connect(veto, dispatch_uid="veto")
    with pytest.raises(DomainError, match="credit sent"):
        services.reopen_evaluation(evaluation_id=evaluation.pk, actor=people.officer, reason="x")
    evaluation_reopening.disconnect(dispatch_uid="veto")
    services.reopen_evaluation(evaluation_id=evaluation.pk, actor=people.officer, reason="اشتباه")
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.DRAFT
    assert Message.objects.filter(
        event="evaluation.reopened", recipient=supervisor_user(team)
    ).exists()
    assert len(give(team, SUPERVISOR)) == 1


def test_the_final_report_goes_to_the_professor_and_back(team: Any) -> None:
    report = reports.write_final_report(team_id=team.pk, actor=member_user(team, 2), summary="الف")
    reports.submit_final_report(final_report_id=report.pk, actor=member_user(team, 2))
    with pytest.raises(WrongState):
        reports.write_final_report(team_id=team.pk, actor=member_user(team), summary="ب")
    with pytest.raises(NotAllowed):
        reports.accept_final_report(final_report_id=report.pk, actor=member_user(team))
    with pytest.raises(DomainError):
        reports.return_final_report(final_report_id=report.pk, actor=team.professor.user)
    reports.return_final_report(
        final_report_id=report.pk, actor=team.professor.user, reason="کوتاه"
    )
    reports.write_final_report(team_id=team.pk, actor=member_user(team), summary="ب")
    reports.submit_final_report(final_report_id=report.pk, actor=member_user(team))
    done = reports.accept_final_report(final_report_id=report.pk, actor=team.professor.user)
    assert done.state == AssessmentState.ACCEPTED
    for event in ("final_report.submitted", "final_report.returned", "final_report.accepted"):
        assert Message.objects.filter(event=event).exists()


def test_completion_names_what_is_missing_then_closes_and_reopens(team: Any, people: Any) -> None:
    with pytest.raises(DomainError):
        services.complete_team(team_id=team.pk, actor=people.officer)
    give(team, SUPERVISOR)
    give(team, PROFESSOR)
    with pytest.raises(DomainError):
        services.complete_team(team_id=team.pk, actor=people.officer)
    final_report(team, state=AssessmentState.ACCEPTED)
    with pytest.raises(NotAllowed):
        services.complete_team(team_id=team.pk, actor=team.professor.user)
    services.complete_team(team_id=team.pk, actor=people.officer)
    assert Team.objects.get(pk=team.pk).state == TeamState.COMPLETED
    assert Message.objects.filter(
        event="evaluation.team_completed", recipient=member_user(team)
    ).exists()
    services.reopen_evaluation_team(team_id=team.pk, actor=people.officer, reason="اعتراض")
    assert Team.objects.get(pk=team.pk).state == TeamState.EVALUATING


def test_evaluators_are_reminded_after_five_and_ten_days_unless_done(team: Any) -> None:
    today = timezone.localdate()
    assert services.remind_evaluations(today + timedelta(days=4)) == 0
    assert services.remind_evaluations(today + timedelta(days=5)) == 2
    assert services.remind_evaluations(today + timedelta(days=6)) == 0
    give(team, SUPERVISOR)
    assert services.remind_evaluations(today + timedelta(days=10)) == 1


def test_each_side_answers_its_own_questions(team: Any, people: Any) -> None:
    unit, student = points(SatisfactionSide.UNIT), points(SatisfactionSide.STUDENT)
    services.rate_team(team_id=team.pk, actor=manager_user(team), scores=dict.fromkeys(unit, 4))
    services.rate_team(team_id=team.pk, actor=member_user(team), scores=dict.fromkeys(student, 5))
    assert set(Satisfaction.objects.values_list("side", flat=True)) == {
        "factory_about_programme",
        "student_about_unit",
    }
    with pytest.raises(DomainError):
        services.rate_team(team_id=team.pk, actor=member_user(team), scores=dict.fromkeys(unit, 5))
    with pytest.raises(DomainError):
        services.rate_team(
            team_id=team.pk, actor=member_user(team), scores=dict.fromkeys(student, 6)
        )
    with pytest.raises(NotAllowed):
        services.rate_team(team_id=team.pk, actor=people.student, scores={})
