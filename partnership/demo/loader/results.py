"""Weekly reports with hours, evaluations, outcomes and satisfaction."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from partnership.demo.loader.base import Cohort, at, english, walk
from partnership.programme.models import EvaluationCriterion
from teams.enums import EvaluationKind, EvaluationState
from teams.models import (
    Evaluation,
    EvaluationRow,
    HourEntry,
    Outcome,
    Satisfaction,
    WeeklyReport,
)
from teams.workflow import execution as moves

SUMMER_START = date(2026, 7, 11)
DAY_HOURS = 8
QUARTER = Decimal("0.25")


def load(cohort: Cohort) -> None:
    """Hours behind every result, the two reports of the file, both evaluations, outcomes."""
    hours = {row["student"]: row["verified_hours"] for row in cohort.data["results"]}
    for key in ("S20", "S21", "S22", "S23", "S24", "S25", "S26", "S27", "S28"):
        _confirmed_weeks(cohort, key, hours.get(key, 240))
    for item in cohort.data["weekly_reports"]:
        _report(cohort, item)
    for row in cohort.data["results"]:
        _evaluations(cohort, row)
    _outcomes(cohort)


def _confirmed_weeks(cohort: Cohort, key: str, total: int) -> None:
    """Saturday to Wednesday, eight hours a day, until the confirmed total is reached."""
    membership = cohort[f"membership:{key}"]
    supervisor = membership.team.supervisor.user
    left, week = total, SUMMER_START
    while left > 0:
        report = WeeklyReport.objects.create(
            membership=membership,
            week_starts_on=week,
            body="حضور در خط، ثبت داده و پیگیری برنامهٔ اجرا با سرپرست صنعتی.",
            translations={
                "en": {
                    "body": "On the line: logging data and following the plan with the supervisor."
                }
            },
            professor_read_at=at(week + timedelta(days=9)),
        )
        entries = []
        for offset in range(5):
            length = min(left, DAY_HOURS)
            if length <= 0:
                break
            day = week + timedelta(days=offset)
            entries.append(_entry(report, membership.student, at(day, "08:00"), length * 60))
            left -= length
        HourEntry.objects.bulk_create(entries)
        walk(
            report,
            (moves.SUBMIT_REPORT, membership.student.user, at(week + timedelta(days=5))),
            (moves.CONFIRM_REPORT, supervisor, at(week + timedelta(days=7))),
        )
        week += timedelta(days=7)


def _entry(report: WeeklyReport, student: Any, start: datetime, minutes: int) -> HourEntry:
    return HourEntry(
        report=report,
        student=student,
        starts_at=start,
        ends_at=start + timedelta(minutes=minutes),
        confirmed_minutes=minutes,
    )


def _report(cohort: Cohort, item: dict[str, Any]) -> None:
    membership = cohort[f"membership:{item['student']}"]
    comment = item["professor_comment"]
    report = WeeklyReport.objects.create(
        membership=membership,
        week_starts_on=item["from"],
        body=item["text"]["fa"],
        translations=english(body=item["text"], professor_comment=comment),
        professor_comment=comment["fa"] if comment else "",
        professor_read_at=at("2026-11-08") if comment else None,
    )
    returned = item["industrial_supervisor"] == "returned"
    for day in item["days"]:
        starts, ends = at(day["date"], day["in"]), at(day["date"], day["out"])
        minutes = int((ends - starts).total_seconds() // 60)
        HourEntry.objects.create(
            report=report,
            student=membership.student,
            starts_at=starts,
            ends_at=ends,
            confirmed_minutes=None if returned else minutes,
        )
    supervisor = membership.team.supervisor.user
    steps: list[Any] = [(moves.SUBMIT_REPORT, membership.student.user, at("2026-11-06"))]
    if returned:
        why = "ساعت ورود با برگ نگهبانی نمی‌خواند؛ لطفاً اصلاح کنید."
        steps.append((moves.RETURN_REPORT, supervisor, at("2026-11-08"), why))
    else:
        steps.append((moves.CONFIRM_REPORT, supervisor, at("2026-11-07")))
    walk(report, *steps)


def _evaluations(cohort: Cohort, row: dict[str, Any]) -> None:
    membership = cohort[f"membership:{row['student']}"]
    team = membership.team
    sides = [
        (EvaluationKind.SUPERVISOR, row["industrial_score_of_40"], team.supervisor.user),
        (EvaluationKind.PROFESSOR, row["professor_score_of_60"], team.professor.user),
    ]
    for kind, points, evaluator in sides:
        if points is None:
            continue
        evaluation = Evaluation.objects.create(
            membership=membership,
            kind=kind,
            total=Decimal(points),
            evaluator=evaluator,
            submitted_at=at("2026-09-30"),
            state=EvaluationState.DRAFT,
        )
        EvaluationRow.objects.bulk_create(
            EvaluationRow(evaluation=evaluation, criterion=criterion, points=share)
            for criterion, share in _shares(kind, Decimal(points))
        )
        walk(evaluation, (moves.SUBMIT_EVALUATION, evaluator, at("2026-09-30")))


def _shares(kind: str, total: Decimal) -> list[tuple[EvaluationCriterion, Decimal]]:
    """Spread a total over the form's rows in quarter points, none above its most."""
    rows = list(EvaluationCriterion.objects.filter(kind=kind))
    most = sum(row.max_points for row in rows)
    shares = [
        min(
            Decimal(row.max_points),
            (total * row.max_points / most / QUARTER).to_integral_value(ROUND_HALF_UP) * QUARTER,
        )
        for row in rows
    ]
    rest = total - sum(shares)
    for place, row in enumerate(rows):
        room = Decimal(row.max_points) - shares[place] if rest > 0 else -shares[place]
        step = min(rest, room) if rest > 0 else max(rest, room)
        shares[place] += step
        rest -= step
    return list(zip(rows, shares, strict=True))


OUTCOMES = {"T03": "P06", "T06": "P03", "T05": "P16"}
#: The problem's first figure, measured after the execution.
MEASURED = {"P06": Decimal("4.6"), "P03": Decimal("41"), "P16": Decimal("1.5")}


def _outcomes(cohort: Cohort) -> None:
    rows = {row["problem"]: row for row in cohort.data["working_group_report"]["rows"]}
    for team_key, problem in OUTCOMES.items():
        row, team = rows[problem], cohort[team_key]
        done = row["status"] == "done"
        Outcome.objects.create(
            team=team,
            summary=row["action"]["fa"],
            translations=english(summary=row["action"]),
            kpi_after=MEASURED[problem],
            benefit_claimed_rial=row["benefit_rial"],
            benefit_confirmed_rial=row["benefit_rial"] if done else None,
            jobs_saved=row["jobs_saved"],
            jobs_created=row["jobs_created"],
            follow_up_3_on=date(2026, 12, 21) if done else None,
            follow_up_6_on=date(2027, 3, 20) if done else None,
            recorded_by=cohort["ST2"],
        )
    team = cohort["T05"]
    for criterion in EvaluationCriterion.objects.filter(kind="factory_about_programme"):
        Satisfaction.objects.create(
            team=team,
            side="factory_about_programme",
            criterion=criterion,
            score=5,
            given_by=cohort["manager-user:U12"],
        )
