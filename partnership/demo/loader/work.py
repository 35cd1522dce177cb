"""Letters, assessments, solutions with scores, decisions, execution plans."""

from datetime import date, timedelta
from typing import Any

from partnership.demo.loader.base import Cohort, at, english, walk
from partnership.programme.models import EvaluationCriterion
from teams.enums import DecisionKind, SolutionState
from teams.models import (
    Assessment,
    Decision,
    Endorsement,
    FinalReport,
    Finding,
    IntroductionLetter,
    Milestone,
    Solution,
    SolutionReview,
)
from teams.services.letter_text import hash_of, snapshot_of
from teams.services.solution import keep_version
from teams.workflow import assessment as papers
from teams.workflow import execution
from teams.workflow import letter as letters
from teams.workflow import solution as moves

SCORES = {"technical": "RV-TECH", "cost": "RV-COST", "risk": "RV-RISK", "benefit": "RV-BEN"}
REASONS = {
    "P03": "کم‌هزینه و سریع است و بدون توقف خط اجرا می‌شود.",
    "P06": "علت را کنترل می‌کند و هزینهٔ آن در بودجهٔ امسال می‌گنجد.",
    "P16": "نیاز ممیزی را برآورده می‌کند و اپراتورها آن را پذیرفتند.",
    "P04": "هر دو راه‌حل یا بسیار پرهزینه‌اند یا ضایعات را کافی کم نمی‌کنند.",
}
DECIDED = {"P03": "2026-07-28", "P06": "2026-11-07", "P16": "2026-07-28", "P04": "2026-11-08"}
SHOWN = {
    "P01": "2026-11-15",
    "P03": "2026-07-25",
    "P06": "2026-11-04",
    "P16": "2026-07-25",
    "P04": "2026-11-01",
}


def load(cohort: Cohort) -> None:
    """Papers of every team that is under way, then solutions and decisions."""
    for index, item in enumerate(cohort.data["teams"]):
        if item["stage"] != "forming":
            _letter(cohort, item, index)
            _assessment(cohort, item)
        if item["stage"] in ("executing", "evaluating", "certified"):
            _plan(cohort, item)
        if item["stage"] in ("evaluating", "certified"):
            _final_report(cohort, item)
    for item in cohort.data["proposals"]:
        _solution(cohort, item)
    for key, reason in REASONS.items():
        _decision(cohort, key, reason)


def _letter(cohort: Cohort, item: dict[str, Any], index: int) -> None:
    team, summer = cohort[item["id"]], item["term"] == "14043"
    day = date(2026, 7, 5) if summer else date(2026, 10, 7)
    letter = IntroductionLetter.objects.create(
        team=team,
        starts_on=team.starts_on,
        ends_on=team.ends_on,
        weekdays=["sat", "mon", "tue"],
        hours_each=240,
        date=day,
        number=f"HS-L-1405-{index + 1:04d}",
        valid_until=day + timedelta(days=30),
    )
    letter.snapshot = snapshot_of(letter, team)
    letter.snapshot_hash = hash_of(letter.snapshot)
    letter.save()
    head = cohort["ST1"]
    manager = cohort[f"manager-user:{item['unit']}"]
    walk(
        letter,
        (letters.NUMBER, cohort["ST2"], at(day)),
        (letters.SIGN, head, at(day, "12:00")),
        (letters.ACCEPT, manager, at(day + timedelta(days=1))),
    )


def _assessment(cohort: Cohort, item: dict[str, Any]) -> None:
    team, problem = cohort[item["id"]], cohort[item["problem"]]
    figure = problem.baselines.first()
    paper = Assessment.objects.create(
        team=team,
        summary=problem.detail,
        method="اندازه‌گیری در خط، مصاحبه با سرپرستان شیفت و مرور دادهٔ سه ماه اخیر.",
        root_cause="ترکیب تنظیم دستگاه و نبود ثبت منظم شرایط تولید؛ شواهد در یافته‌ها آمده است.",
        translations={
            "en": {
                "summary": problem.translations["en"]["detail"],
                "method": "Measured on the line, talks with supervisors, three months of data.",
                "root_cause": "Machine settings together with conditions that nobody logged; "
                "the findings carry the evidence.",
            }
        },
    )
    Finding.objects.create(
        assessment=paper,
        category=problem.category,
        body=f"{figure.kpi} در سه هفتهٔ پیاپی اندازه‌گیری شد.",
        measured=f"{figure.current.normalize()} {figure.unit_label}",
        cause="نبود کنترل پیوستهٔ فرایند",
        translations={
            "en": {
                "body": f"{figure.translations['en']['kpi']} measured for three weeks in a row.",
                "cause": "No continuous control of the process",
            }
        },
    )
    if item["stage"] == "assessing":
        return
    leader, professor = cohort[item["leader"]].user, cohort[item["professor"]].user
    sent, read = (
        ("2026-07-16", "2026-07-18") if item["term"] == "14043" else ("2026-10-22", "2026-10-24")
    )
    walk(paper, (papers.SUBMIT, leader, at(sent)), (papers.ACCEPT, professor, at(read)))


def _plan(cohort: Cohort, item: dict[str, Any]) -> None:
    team, summer = cohort[item["id"]], item["term"] == "14043"
    start = date(2026, 8, 1) if summer else date(2026, 11, 14)
    leader = cohort[item["leader"]].user
    supervisor = cohort[f"supervisor-user:{item['unit']}"]
    steps = [
        ("خرید و آماده‌سازی", "Purchase and preparation"),
        ("نصب و راه‌اندازی آزمایشی", "Installation and trial run"),
        ("اندازه‌گیری نتیجه و تحویل", "Measuring the result, handover"),
    ]
    for place, (fa, en) in enumerate(steps):
        step = Milestone.objects.create(
            team=team,
            title=fa,
            translations={"en": {"title": en}},
            due_on=start + timedelta(days=14 * (place + 1)),
        )
        if summer:
            walk(
                step,
                (execution.REPORT_MILESTONE, leader, at(step.due_on)),
                (execution.ACCEPT_MILESTONE, supervisor, at(step.due_on + timedelta(days=2))),
            )


def _final_report(cohort: Cohort, item: dict[str, Any]) -> None:
    report = FinalReport.objects.create(
        team=cohort[item["id"]],
        summary="راه‌حل منتخب اجرا شد، نتیجه در چهار هفته اندازه‌گیری و به واحد تحویل گردید.",
        lessons="ثبت روزانهٔ داده ادامه یابد و هر سه ماه بازبینی شود.",
        translations={
            "en": {
                "summary": "The selected solution was executed, measured and handed over.",
                "lessons": "Keep the daily log and review it every three months.",
            }
        },
    )
    leader, professor = cohort[item["leader"]].user, cohort[item["professor"]].user
    walk(
        report,
        (papers.SUBMIT_FINAL, leader, at("2026-09-23")),
        (papers.ACCEPT_FINAL, professor, at("2026-09-27")),
    )


def _solution(cohort: Cohort, item: dict[str, Any]) -> None:
    problem, team = cohort[item["problem"]], cohort.get(item["team"])
    figure = problem.baselines.first()
    shown = item["status"] != "draft"
    solution = cohort.put(
        item["id"],
        Solution.objects.create(
            problem=problem,
            team=team,
            title=item["title"]["fa"],
            summary=item["summary"]["fa"],
            benefit=item["expected_benefit"]["fa"],
            risks=item["risks"]["fa"],
            translations=english(
                title=item["title"],
                summary=item["summary"],
                benefit=item["expected_benefit"],
                risks=item["risks"],
            ),
            cost_rial=item["estimated_cost_rial"],
            weeks=item["duration_weeks"],
            baseline=figure,
            benefit_before=figure.current,
            submitted_at=at(SHOWN[item["problem"]]) - timedelta(days=1) if shown else None,
            shown_at=at(SHOWN[item["problem"]]) if shown else None,
            state=SolutionState.DRAFT if team else SolutionState.REJECTED,
        ),
    )
    if shown and team:
        _history(cohort, item, solution, team)
    manager = cohort[f"manager-user:{_unit_of(cohort, item['problem'])}"]
    for word, score in (item["manager_scores"] or {}).items():
        SolutionReview.objects.create(
            solution=solution,
            criterion=EvaluationCriterion.objects.get(code=SCORES[word]),
            score=score,
            reviewer=manager,
        )


def _unit_of(cohort: Cohort, problem: str) -> str:
    return next(row["unit"] for row in cohort.data["problems"] if row["id"] == problem)


def _history(cohort: Cohort, item: dict[str, Any], solution: Solution, team: Any) -> None:
    leader = cohort[next(t["leader"] for t in cohort.data["teams"] if t["id"] == item["team"])].user
    manager = cohort[f"manager-user:{_unit_of(cohort, item['problem'])}"]
    professor = team.professor
    day = at(SHOWN[item["problem"]])
    keep_version(solution, leader)
    Endorsement.objects.create(solution=solution, version=1, professor=professor)
    steps: list[Any] = [
        (moves.ENDORSE, professor.user, day - timedelta(days=2)),
        (moves.SUBMIT, leader, day - timedelta(days=1)),
    ]
    after = {
        "selected": [moves.SELECT],
        "implemented": [moves.SELECT, moves.IMPLEMENT],
        "reserve": [moves.RESERVE],
        "rejected": [moves.REJECT],
    }
    decided = at(DECIDED.get(item["problem"], "2026-11-20"), "11:00")
    steps += [(move, manager, decided) for move in after.get(item["status"], [])]
    walk(solution, *steps)


def _decision(cohort: Cohort, key: str, reason: str) -> None:
    problem = cohort[key]
    manager = cohort[f"manager-user:{_unit_of(cohort, key)}"]
    chosen = problem.solutions.filter(
        state__in=[SolutionState.SELECTED, SolutionState.IMPLEMENTED]
    ).first()
    comments = [
        row["decision_comment"]
        for row in cohort.data["proposals"]
        if row["problem"] == key
        and row["decision_comment"]
        and (chosen is None or cohort[row["id"]].pk == chosen.pk)
    ]
    words = comments[0] if comments else {"fa": reason, "en": ""}
    Decision.objects.create(
        problem=problem,
        kind=DecisionKind.SELECT if chosen else DecisionKind.REJECT_ALL,
        solution=chosen,
        reason=words["fa"],
        translations=english(reason=words),
        decided_by=manager,
        decided_at=at(DECIDED[key], "11:00"),
    )
