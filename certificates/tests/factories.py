"""Members with everything a credit needs, for tests of this room."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from certificates.models import Certificate, Credit
from certificates.services import issue_certificate, prepare_certificate, refresh_credits
from partnership.accounts.enums import Role
from partnership.accounts.tests.factories import UserFactory
from partnership.programme.models import CreditRule
from teams.enums import AssessmentState, EvaluationKind, EvaluationState, ReportState, TeamState
from teams.models import Evaluation, HourEntry, Membership, Team, WeeklyReport
from teams.tests.factories import team_in
from teams.tests.work_factories import criteria, final_report, last_week, stay

HOURS = 60
_DAY = timedelta(days=1)


def officer() -> Any:
    """A programme officer."""
    return UserFactory(roles=(Role.OFFICER,))


def head() -> Any:
    """The head of the office."""
    return UserFactory(roles=(Role.HEAD,))


def education() -> Any:
    """A faculty education officer."""
    return UserFactory(roles=(Role.EDUCATION,))


def evaluated_team(members: int = 4, **fields: Any) -> Team:
    """A completed team whose members still lack hours and evaluations."""
    CreditRule.objects.get_or_create(credits=Decimal("0.5"), defaults={"min_hours": HOURS})
    criteria()
    team = team_in(TeamState.EVALUATING, members=members, executed=True, **fields)
    final_report(team, state=AssessmentState.ACCEPTED)
    for member in team.memberships.active():
        member.student.internship_credits = Decimal("0.5")
        member.student.save()
    return team


def add_hours(member: Membership, hours: int = HOURS) -> None:
    """Confirmed hours in the week that has ended, ten a day at the most."""
    report = WeeklyReport.objects.create(
        membership=member, week_starts_on=last_week(), body="کار", state=ReportState.CONFIRMED
    )
    for day in range(7):
        length = min(10, hours - day * 10)
        if length <= 0:
            break
        came, left = stay(last_week() + day * _DAY, 8, 8 + length)
        HourEntry.objects.create(
            report=report,
            student=member.student,
            starts_at=came,
            ends_at=left,
            confirmed_minutes=length * 60,
        )


def evaluate(member: Membership, supervisor: str = "36.50", professor: str = "52.25") -> None:
    """Both evaluations, submitted."""
    for kind, total in (
        (EvaluationKind.SUPERVISOR, supervisor),
        (EvaluationKind.PROFESSOR, professor),
    ):
        Evaluation.objects.update_or_create(
            membership=member,
            kind=kind,
            defaults={"total": Decimal(total), "state": EvaluationState.SUBMITTED},
        )


def ready_credit(team: Team | None = None, number: int = 0) -> Credit:
    """A credit whose every gate is open."""
    team = team or evaluated_team()
    member = list(team.memberships.active().order_by("seat"))[number]
    add_hours(member)
    evaluate(member)
    refresh_credits(membership_ids=[member.pk])
    return Credit.objects.get(membership=member)


def issued_certificate(credit: Credit | None = None) -> Certificate:
    """Prepared by an officer, issued by the head."""
    credit = credit or ready_credit()
    prepared = prepare_certificate(membership_id=credit.membership_id, actor=officer())
    return issue_certificate(certificate_id=prepared.pk, actor=head())
