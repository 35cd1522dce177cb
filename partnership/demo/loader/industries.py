"""Units with their people and introductions; problems with figures, majors and skills."""

from datetime import date
from typing import Any

from industries.enums import (
    Confidentiality,
    IntroductionKind,
    PersonRole,
    UnitState,
)
from industries.models import (
    Baseline,
    ContactNote,
    IndustrialUnit,
    Introduction,
    Problem,
    RequiredSkill,
    UnitPerson,
)
from industries.workflow import problem as problem_moves
from industries.workflow import unit as unit_moves
from partnership.accounts.enums import Role
from partnership.core.jalali import parse_date
from partnership.demo.loader.accounts import account, split
from partnership.demo.loader.base import Cohort, at, english, number, walk
from partnership.demo.loader.problems import ASKED, WHY

CONFIDENTIALITY = {
    "normal": Confidentiality.NORMAL,
    "restricted": Confidentiality.RESTRICTED,
    "secret": Confidentiality.SECRET,
}
TWO_TEAMS = {"P01"}
SUMMER = {"P03", "P16", "P04"}


def load(cohort: Cohort) -> None:
    """Units first, then their problems."""
    for item in cohort.data["industrial_units"]:
        _unit(cohort, item)
    for item in cohort.data["problems"]:
        _problem(cohort, item)
    ContactNote.objects.create(
        unit=cohort["U16"],
        kind="phone",
        outcome="call_back",
        author=cohort["ST2"],
        note="دو نوبت تماس؛ مدیر در دسترس نبود. هفتهٔ آینده دوباره تماس گرفته شود.",
        next_action="تماس دوباره با دفتر مدیر",
        next_action_on=date(2026, 11, 28),
        assignee=cohort["ST2"],
    )


def _unit(cohort: Cohort, item: dict[str, Any]) -> None:
    licence = item["licence"]
    how = item["introduced_by"]["fa"]
    unit = cohort.put(
        item["id"],
        IndustrialUnit.objects.create(
            name_fa=item["name"]["fa"],
            name_en=item["name"]["en"],
            legal_id=item["legal_id"],
            registration_no=item["registration_no"],
            isic=cohort[f"isic:{item['isic']}"],
            place=cohort[f"place:{item['estate']}"],
            employees=item["employees"],
            products=item["products"]["fa"],
            products_en=item["products"]["en"],
            licence_kind=licence["type"],
            licence_no=licence["number"],
            licence_issued_on=parse_date(licence["issued_jalali"]),
            postal_code=item["postal_code"],
            phone=item["phone"],
            email=item["email"],
            max_teams=item["max_concurrent_teams"],
            shifts=2,
            nda_signed_on=date(2026, 9, 29) if item["nda_signed"] else None,
            state=UnitState.REGISTERED if "مستقیم" in how else UnitState.INTRODUCED,
        ),
    )
    _introduction(cohort, unit, how)
    for key, role in (
        ("manager", PersonRole.MANAGER),
        ("industrial_supervisor", PersonRole.SUPERVISOR),
    ):
        if item.get(key):
            _person(cohort, unit, item["id"], item[key], role)
    head, officer = cohort["ST1"], cohort["ST2"]
    steps = [(unit_moves.REVIEW, officer, at("2026-09-08"))]
    if item["status"] in ("active", "suspended"):
        steps.append((unit_moves.APPROVE, head, at("2026-09-12")))
    if item["status"] == "suspended":
        why = "دو نوبت در نشست مشترک حاضر نشد (مصوبهٔ ۴ صورت‌جلسهٔ HS-M-1405-011)."
        steps.append((unit_moves.SUSPEND, head, at("2026-10-01"), why))
    walk(unit, *steps)


def _introduction(cohort: Cohort, unit: IndustrialUnit, how: str) -> None:
    kind = IntroductionKind.MINISTRY
    if "مستقیم" in how:
        kind = IntroductionKind.SELF
    elif "شهرک" in how:
        kind = IntroductionKind.ESTATES
    letter = (
        {}
        if kind == IntroductionKind.SELF
        else {"letter_no": f"1405/{2300 + unit.pk}", "letter_date": date(2026, 9, 5)}
    )
    Introduction.objects.create(unit=unit, kind=kind, note=how, recorded_by=cohort["ST2"], **letter)


def _person(cohort: Cohort, unit: Any, key: str, item: dict[str, Any], role: str) -> None:
    first_fa, last_fa = split(item["name"]["fa"])
    first_en, last_en = split(item["name"]["en"])
    code = Role.MANAGER if role == PersonRole.MANAGER else Role.SUPERVISOR
    user = account(
        item["email"],
        (code,),
        mobile=item["mobile"],
        first_name_fa=first_fa,
        last_name_fa=last_fa,
        first_name_en=first_en,
        last_name_en=last_en,
    )
    title = item.get("title") or {"fa": "سرپرست صنعتی", "en": "Industrial supervisor"}
    person = UnitPerson.objects.create(
        unit=unit,
        user=user,
        role=role,
        name_fa=item["name"]["fa"],
        name_en=item["name"]["en"],
        title_fa=title["fa"],
        title_en=title["en"],
        mobile=item["mobile"],
        email=item["email"],
    )
    cohort.put(f"{role}:{key}", person)
    cohort.put(f"{role}-user:{key}", user)


def _problem(cohort: Cohort, item: dict[str, Any]) -> None:
    manager = cohort[f"manager-user:{item['unit']}"]
    term = "14043" if item["id"] in SUMMER else "14051"
    problem = cohort.put(
        item["id"],
        Problem.objects.create(
            unit=cohort[item["unit"]],
            round=cohort[f"round:{term}"],
            title=item["title"]["fa"],
            detail=item["description"]["fa"],
            public_title=item["public_title"]["fa"],
            translations=english(
                title=item["title"], detail=item["description"], public_title=item["public_title"]
            ),
            category=cohort[f"category:{item['category']}"],
            secondary_category=cohort.get(f"category:{item['secondary_category']}"),
            urgency=item["urgency"],
            confidentiality=CONFIDENTIALITY[item["confidentiality"]],
            teams_wanted=2 if item["id"] in TWO_TEAMS else 1,
            created_by=manager,
            triage_version=1,
        ),
    )
    problem.majors.set([cohort[f"major:{code}"] for code in item["suggested_majors"]])
    RequiredSkill.objects.bulk_create(
        RequiredSkill(problem=problem, skill=cohort[f"skill:{code}"], min_level=3, weight=weight)
        for code, weight in zip(item["suggested_skills"], (5, 4, 3, 3, 3), strict=False)
    )
    Baseline.objects.bulk_create(
        Baseline(
            problem=problem,
            kpi=row["kpi"]["fa"],
            translations=english(kpi=row["kpi"]),
            unit_label=row["unit"],
            current=number(row["current"]),
            goal=number(row["target"]),
            order=order,
        )
        for order, row in enumerate(item["baseline"])
    )
    if item["confidentiality"] == "secret":
        problem.named_people.set([manager, cohort["ST1"]])
    walk(problem, *_problem_steps(cohort, item, manager, term))


def _problem_steps(cohort: Cohort, item: dict[str, Any], manager: Any, term: str) -> list[Any]:
    month = "2026-06" if term == "14043" else "2026-09"
    head, officer = cohort["ST1"], cohort["ST2"]
    submit = (problem_moves.SUBMIT, manager, at(f"{month}-14"))
    if item["status"] == "submitted":
        return [(problem_moves.SUBMIT, manager, at("2026-11-18"))]
    if item["status"] == "referred":
        why = "کمبود سرمایه در گردش و ترخیص مواد اولیه خارج از حیطهٔ تیم دانشجویی است."
        return [submit, (problem_moves.REFER, head, at(f"{month}-27"), why)]
    if item["id"] == ASKED:
        return [submit, (problem_moves.ASK_DETAIL, officer, at("2026-11-19"), WHY)]
    steps = [submit, (problem_moves.ACCEPT, officer, at(f"{month}-16"))]
    if item["status"] == "open":
        return steps
    steps.append(
        (problem_moves.ASSIGN, officer, at("2026-07-04" if term == "14043" else "2026-10-05"))
    )
    late = {
        "assigned": [],
        "competing": [(problem_moves.START_REVIEW, officer, at("2026-11-15"))],
        "executing": [
            (problem_moves.START_REVIEW, officer, at("2026-11-04")),
            (problem_moves.EXECUTE, manager, at("2026-11-07")),
        ],
        "closed_success": [
            (problem_moves.START_REVIEW, officer, at("2026-07-25")),
            (problem_moves.EXECUTE, manager, at("2026-07-28")),
            (problem_moves.CLOSE_SOLVED, officer, at("2026-09-21")),
        ],
        "all_rejected": [
            (problem_moves.START_REVIEW, officer, at("2026-11-01")),
            (problem_moves.REJECT_ALL, manager, at("2026-11-08")),
        ],
    }[item["status"]]
    return steps + late
