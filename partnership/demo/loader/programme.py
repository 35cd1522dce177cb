"""Faculties, majors, terms, rounds, skills, places, categories, criteria, holidays."""

from datetime import date
from decimal import Decimal
from typing import Any

from partnership.demo.loader.base import Cohort
from partnership.programme.enums import CriterionKind, PlaceKind
from partnership.programme.models import (
    CreditRule,
    EvaluationCriterion,
    Faculty,
    Holiday,
    IsicClass,
    Major,
    ObstacleCategory,
    Place,
    Round,
    Skill,
    SkillGroup,
    Term,
    TrainingCourse,
)

HOLIDAYS = [
    (date(2026, 11, 14), "شهادت حضرت فاطمه (س)", "Martyrdom of Fatima"),
    (date(2027, 2, 11), "پیروزی انقلاب اسلامی", "Victory of the Revolution"),
]
REVIEW = [
    ("RV-TECH", "کیفیت فنی", "Technical merit"),
    ("RV-COST", "هزینه", "Cost"),
    ("RV-RISK", "ریسک", "Risk"),
    ("RV-BEN", "منفعت", "Benefit"),
]


def _names(item: dict[str, Any]) -> dict[str, str]:
    return {"name_fa": item["name"]["fa"], "name_en": item["name"]["en"]}


def load(cohort: Cohort) -> None:
    """Everything the office sets up before a round."""
    data = cohort.data
    for order, item in enumerate(data["university"]["faculties"]):
        cohort.put(
            item["id"],
            Faculty.objects.create(
                code=item["id"],
                order=order,
                education_email="edu@fac.hamyar.example",
                **_names(item),
            ),
        )
    for order, item in enumerate(data["university"]["majors"]):
        faculty = cohort[item["faculty"]]
        cohort.put(
            f"major:{item['id']}",
            Major.objects.create(code=item["id"], order=order, faculty=faculty, **_names(item)),
        )
    _lists(cohort)
    _criteria(cohort)
    _terms(cohort)
    Holiday.objects.bulk_create(
        Holiday(date=day, name_fa=fa, name_en=en) for day, fa, en in HOLIDAYS
    )


def _lists(cohort: Cohort) -> None:
    data = cohort.data
    for order, item in enumerate(data["industrial_estates"]):
        kind = item["kind"] if item["kind"] in PlaceKind.values else _place_kind(item["kind"])
        cohort.put(
            f"place:{item['id']}",
            Place.objects.create(code=item["id"], order=order, kind=kind, **_names(item)),
        )
    for order, item in enumerate(data["isic_rev4"]):
        cohort.put(
            f"isic:{item['code']}",
            IsicClass.objects.create(code=item["code"], order=order, **_names(item)),
        )
    for order, item in enumerate(data["obstacle_categories"]):
        cohort.put(
            f"category:{item['id']}",
            ObstacleCategory.objects.create(
                code=item["id"], order=order, for_teams=item["solvable_by_team"], **_names(item)
            ),
        )
    for order, item in enumerate(data["skills"]):
        group = SkillGroup.objects.create(code=item["id"], order=order, **_names(item))
        for place, skill in enumerate(item["items"]):
            cohort.put(
                f"skill:{skill['id']}",
                Skill.objects.create(code=skill["id"], order=place, group=group, **_names(skill)),
            )
    for order, item in enumerate(data["training_courses"]):
        cohort.put(
            item["id"],
            TrainingCourse.objects.create(
                code=item["id"],
                order=order,
                hours=item["hours"],
                is_mandatory=item["mandatory"],
                valid_months=item["valid_months"],
                **_names(item),
            ),
        )
    for item in data["credit_rules"]:
        CreditRule.objects.create(credits=Decimal(item["credits"]), min_hours=item["min_hours"])


def _place_kind(kind: str) -> str:
    return (
        PlaceKind.SPECIAL
        if "special" in kind
        else (PlaceKind.ZONE if "zone" in kind else PlaceKind.OTHER)
    )


def _criteria(cohort: Cohort) -> None:
    for kind, content in cohort.data["evaluation_criteria"].items():
        items = content["items"] if isinstance(content, dict) else content
        for order, item in enumerate(items):
            EvaluationCriterion.objects.create(
                code=item["id"],
                kind=kind,
                order=order,
                max_points=item.get("max", 5),
                **_names(item),
            )
    for order, (code, fa, en) in enumerate(REVIEW):
        EvaluationCriterion.objects.update_or_create(
            code=code,
            defaults={
                "kind": CriterionKind.REVIEW,
                "order": order,
                "max_points": 5,
                "name_fa": fa,
                "name_en": en,
            },
        )


ROUNDS = {
    "14043": {
        "name_fa": "دورهٔ تابستان ۱۴۰۵",
        "name_en": "Summer 1405 round",
        "is_current": False,
        "enrol_from": date(2026, 5, 22),
        "enrol_until": date(2026, 6, 21),
        "training_until": date(2026, 7, 1),
        "formation_until": date(2026, 7, 5),
        "execution_until": date(2026, 9, 22),
    },
    "14051": {
        "name_fa": "دورهٔ پاییز ۱۴۰۵",
        "name_en": "Autumn 1405 round",
        "is_current": True,
        "enrol_from": date(2026, 9, 6),
        "enrol_until": date(2026, 12, 31),
        "training_until": date(2026, 12, 21),
        "formation_until": date(2027, 1, 5),
        "execution_until": date(2027, 1, 20),
    },
}


def _terms(cohort: Cohort) -> None:
    regulation = "آیین‌نامهٔ کارآموزی دانشگاه"
    for item in cohort.data["terms"]:
        term = cohort.put(
            item["code"],
            Term.objects.create(
                code=item["code"],
                golestan_code=item["golestan_code"],
                starts_on=item["start"],
                ends_on=item["end"],
                completion_deadline=item["completion_deadline"],
                **_names(item),
            ),
        )
        if item["code"] in ROUNDS:
            made = Round.objects.create(term=term, regulation=regulation, **ROUNDS[item["code"]])
            cohort.put(f"round:{item['code']}", made)
