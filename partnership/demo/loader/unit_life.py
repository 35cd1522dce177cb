"""What goes on around units: products, papers at every stage, calls, one record too many."""

from datetime import date
from decimal import Decimal
from typing import Any

from industries.enums import IntroductionKind, PersonRole, UnitState
from industries.models import (
    ContactNote,
    DocumentSigner,
    IndustrialUnit,
    Introduction,
    UnitDocument,
    UnitPerson,
    UnitProduct,
)
from industries.services.document_text import hash_of, snapshot_of
from industries.workflow import document as moves
from partnership.core.models import Counter
from partnership.demo.loader.base import Cohort, at, walk

PRODUCTS = {
    "U01": (
        ("کفش ورزشی", "Sports shoes", "جفت", 900_000, 610_000),
        ("صندل تزریقی PU", "Injected PU sandals", "جفت", 400_000, 255_000),
    ),
    "U03": (("چرم گاوی", "Cow leather", "مترمربع", 120_000, 88_000),),
    "U08": (("کاشی پرسلانی", "Porcelain tiles", "مترمربع", 2_400_000, 1_950_000),),
    "U12": (("دیسک ترمز", "Brake discs", "عدد", 600_000, 430_000),),
}
#: Unit, kind, how far, from, until.
PAPERS = (
    ("U01", "nda", "in_force", date(2026, 9, 29), date(2029, 9, 28)),
    ("U01", "memorandum", "signing", None, None),
    ("U03", "nda", "in_force", date(2025, 12, 20), date(2026, 12, 15)),
    ("U12", "memorandum", "draft", date(2026, 12, 1), date(2027, 11, 30)),
)


def load(cohort: Cohort) -> None:
    """After units and accounts."""
    for key, rows in PRODUCTS.items():
        _products(cohort[key], rows)
    for number, paper in enumerate(PAPERS, start=1):
        _paper(cohort, number, *paper)
    Counter.objects.update_or_create(
        series="unit documents", year=1405, defaults={"last": len(PAPERS)}
    )
    _contacts(cohort)
    _double(cohort)


def _products(unit: IndustrialUnit, rows: tuple[tuple[Any, ...], ...]) -> None:
    UnitProduct.objects.bulk_create(
        UnitProduct(
            unit=unit,
            name_fa=fa,
            name_en=en,
            measure=measure,
            nominal=Decimal(nominal),
            actual=Decimal(actual),
            order=order,
        )
        for order, (fa, en, measure, nominal, actual) in enumerate(rows)
    )


def _paper(
    cohort: Cohort, number: int, key: str, kind: str, state: str, begin: Any, end: Any
) -> None:
    unit, officer, head = cohort[key], cohort["ST2"], cohort["ST1"]
    document = UnitDocument.objects.create(
        unit=unit, kind=kind, valid_from=begin, valid_until=end, recorded_by=officer
    )
    manager = unit.persons.get(role=PersonRole.MANAGER)
    signers = [
        DocumentSigner.objects.create(document=document, order=place, party=party, **who)
        for place, (party, who) in enumerate(
            (
                ("unit", {"name": manager.name_fa, "position": manager.title_fa}),
                ("office", {"name": head.full_name, "position": "مدیر دفتر ارتباط با صنعت"}),
            )
        )
    ]
    if state == "draft":
        return
    day = begin or date(2026, 11, 18)
    document.number = f"HS-D-1405-{number:03}"
    document.snapshot = snapshot_of(document, signers, day)
    document.snapshot_hash = hash_of(document.snapshot)
    document.save()
    walk(document, (moves.PREPARE, officer, at(day)))
    signed = signers if state == "in_force" else signers[:1]
    for signer in signed:
        signer.signed_on = day
        signer.state = "signed"
        signer.save()
    if state == "in_force":
        walk(document, (moves.ENFORCE, officer, at(day, "15:00")))


def _contacts(cohort: Cohort) -> None:
    officer, head = cohort["ST2"], cohort["ST1"]
    ContactNote.objects.create(
        unit=cohort["U14"],
        kind="phone",
        outcome="call_back",
        author=officer,
        note="مدیر خرید گفت مدیرعامل از سفر برمی‌گردد.",
        next_action="تماس با مدیرعامل دربارهٔ پروانهٔ بهره‌برداری",
        next_action_on=date(2026, 11, 19),
        assignee=officer,
    )
    ContactNote.objects.create(
        unit=cohort["U07"],
        kind="visit",
        outcome="thinking",
        author=head,
        note="از خط برش بازدید شد؛ دو مسئلهٔ ضایعات اسلب و مصرف آب مطرح است.",
        next_action="ارسال نمونهٔ مسئلهٔ ثبت‌شده",
        next_action_on=date(2026, 12, 2),
        assignee=head,
    )
    ContactNote.objects.create(
        unit=cohort["U10"],
        kind="phone",
        outcome="declined",
        decline_cause="no_time",
        author=officer,
        note="تا پایان آذر درگیر ممیزی هستند؛ از دی‌ماه آمادهٔ گفت‌وگو.",
        next_action="تماس دوباره",
        next_action_on=date(2026, 11, 15),
        assignee=officer,
        closed_at=at("2026-11-16"),
        closed_by=officer,
        result="پذیرفت در نشست دی‌ماه حاضر شود.",
    )


def _double(cohort: Cohort) -> None:
    """The Ministry's list named a unit again, spelt otherwise and without its number."""
    unit = IndustrialUnit.objects.create(
        name_fa="کارخانه لبن چين فردا",
        place=cohort["U14"].place,
        employees=95,
        phone="02533550101",
        state=UnitState.INTRODUCED,
    )
    cohort.put("U14-again", unit)
    Introduction.objects.create(
        unit=unit,
        kind=IntroductionKind.MINISTRY,
        letter_no="1405/2417",
        letter_date=date(2026, 11, 10),
        recorded_by=cohort["ST2"],
    )
    UnitPerson.objects.create(
        unit=unit,
        role=PersonRole.MANAGER,
        name_fa="مدیر کارخانه",
        mobile="09701409999",
    )
