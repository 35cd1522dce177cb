"""What makes the market worth a look: public summaries, days, deadlines, wishes, interest."""

from datetime import date
from typing import Any

from industries.services import refresh_words
from partnership.demo.loader.base import Cohort
from students.enums import ENROLMENT_ACCEPTED
from students.models import Preference
from teams.models import ProfessorInterest

#: Public words of the open problems: (Persian, English, days, deadline).
CARDS: dict[str, tuple[str, str, str, date | None]] = {
    "P02": (
        "چیدمان الگوها روی ورق دستی است و بخش بزرگی از ورق دور ریخته می‌شود.",
        "Patterns are laid out by hand and a large part of the sheet is scrapped.",
        "sat sun tue",
        date(2027, 1, 20),
    ),
    "P07": (
        "توقف‌های برنامه‌ریزی‌نشدهٔ خط، برنامهٔ تولید را به هم می‌زند.",
        "Unplanned standstills of the line upset the production plan.",
        "sun mon",
        None,
    ),
    "P08": (
        "محصول در بسته‌بندی کنونی زود کیفیت خود را از دست می‌دهد.",
        "In its present packing the product loses quality early.",
        "sat mon wed thu",
        date(2026, 12, 31),
    ),
    "P09": (
        "مصرف گاز تنور به ازای هر کیلوگرم محصول بالاتر از معیار است.",
        "The oven uses more gas per kilogram than the benchmark.",
        "tue",
        date(2027, 1, 5),
    ),
    "P10": (
        "عیب‌های بافت با چشم دیده می‌شود و دیر پیدا می‌شود.",
        "Faults of the weave are looked for by eye and found late.",
        "sat sun mon tue wed",
        None,
    ),
    "P12": (
        "ابزار برش وارداتی است و زود کند می‌شود.",
        "The cutting tools are imported and blunt early.",
        "wed thu",
        None,
    ),
    "P13": (
        "کاشی‌ها در خشک‌کن ترک برمی‌دارند.",
        "Tiles crack in the dryer.",
        "",
        date(2027, 1, 20),
    ),
}
#: Professors who have said something: (professor, problem, what).
SAID = (("PR01", "P13", "would"), ("PR02", "P10", "would"), ("PR03", "P10", "would"))
#: Applicants from here on have wishes; earlier ones are in teams of last summer.
FIRST = 12


def load(cohort: Cohort) -> None:
    """After problems, students and professors."""
    for key, card in CARDS.items():
        _card(cohort[key], *card)
    refresh_words()
    for number in range(FIRST, len(cohort.data["students"]) + 1):
        _applicant(cohort, number)
    for professor, problem, stance in SAID:
        ProfessorInterest.objects.create(
            professor=cohort[professor], problem=cohort[problem], stance=stance
        )


def _card(problem: Any, summary: str, english: str, days: str, deadline: date | None) -> None:
    problem.public_summary = summary
    problem.translations.setdefault("en", {})["public_summary"] = english
    problem.visit_days = days.split()
    problem.submission_deadline = deadline
    problem.save()


def _applicant(cohort: Cohort, number: int) -> None:
    """Three wishes, different for everybody."""
    enrolment = cohort[f"enrolment:S{number:02d}"]
    if enrolment.state not in ENROLMENT_ACCEPTED or not enrolment.round.is_current:
        return
    keys = sorted(CARDS)
    Preference.objects.bulk_create(
        Preference(
            enrolment=enrolment, problem=cohort[keys[(number * number + n) % len(keys)]], rank=n
        )
        for n in (1, 2, 3)
    )
