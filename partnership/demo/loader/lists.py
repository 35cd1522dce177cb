"""Lists of the Ministry: one taken over, one compared, one of the working group compared.

They go through the services like any other list; what was taken over changes no unit's state.
"""

import csv
from collections.abc import Sequence
from datetime import date
from io import StringIO
from typing import Any

from industries.enums import IntroductionKind, ListKind
from industries.models import IndustrialUnit
from industries.services import lists
from partnership.demo.loader.base import Cohort
from partnership.documents.inspection import Accepted

UNIT_HEADER = (
    *("ردیف", "نام واحد", "شناسه ملی", "شماره پروانه", "کد آیسیک", "شهرک صنعتی", "مدیرعامل"),
    *("تلفن همراه", "ایمیل", "تعداد کارکنان", "محصولات", "شرح مشکل", "نوع مشکل"),
)
GROUP_HEADER = (
    *("شماره جلسه", "تاریخ جلسه", "شماره مصوبه", "شرح مصوبه", "نام واحد", "دستگاه مسئول"),
    *("مهلت", "وضعیت"),
)
GROUP_ROWS = (
    ("21", "1405/08/12", "1", "استمهال تسهیلات واحد به مدت شش ماه", "بانک عامل"),
    ("21", "1405/08/12", "2", "تقسیط جرایم تأمین اجتماعی در ۳۶ قسط", "سازمان تأمین اجتماعی"),
    ("21", "1405/08/12", "3", "رفع محدودیت برق در شیفت شب", "شرکت توزیع برق"),
)
STATES = ("در دست پیگیری", "انجام شده", "انجام نشده")
PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
    b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def load(cohort: Cohort) -> None:
    """Three lists in three situations."""
    officer = cohort["ST2"]
    introduced = IndustrialUnit.objects.filter(introductions__kind=IntroductionKind.MINISTRY)
    known = list(introduced.order_by("pk")[:4])
    taken = _hand_in(
        officer,
        UNIT_HEADER,
        [_known(place + 1, unit) for place, unit in enumerate(known)]
        + [
            (
                "5",
                "کارگاه ریخته‌گری پگاه",
                "10380285692",
                "",
                "",
                "شکوهیه",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
            ),
            ("6", "", "", "", "", "محمودآباد", "", "", "", "", "", "", ""),
        ],
        letter_no="1405/2390",
        letter_date=date(2026, 10, 27),
    )
    lists.apply_list(list_id=taken.pk, actor=officer, ring=False)
    lists.take_over_list(list_id=taken.pk)
    _hand_in(
        officer,
        UNIT_HEADER,
        [
            _new(1, "پلاستیک مهر آفرین", "2220", "شهرک صنعتي شكوهيه", "ضایعات تزریق زیاد است"),
            _new(2, "نساجی تار و پود", "1312", "ناحیهٔ صنعتی دستجرد", "پارگی نخ در بافندگی"),
            _new(3, "شیمی رنگ سپیدان", "9999", "شهرک صنعتی سلفچگان", ""),
            _known(4, known[0]),
        ],
        letter_no="1405/2512",
        letter_date=date(2026, 11, 17),
    )
    _hand_in(
        officer,
        GROUP_HEADER,
        [
            (*row[:4], known[place].name_fa, row[4], "1405/10/30", STATES[place])
            for place, row in enumerate(GROUP_ROWS)
        ],
        kind=ListKind.RESOLUTIONS,
        letter_no="1405/2533",
        letter_date=date(2026, 11, 18),
    )


def _hand_in(officer: Any, header: Sequence[str], rows: list[Any], **letter: Any) -> Any:
    out = StringIO()
    csv.writer(out).writerows([header, *rows])
    number = letter["letter_no"].replace("/", "-")
    handed = lists.hand_in_list(
        upload=Accepted(f"list-{number}.csv", "text/csv; charset=utf-8", out.getvalue().encode()),
        scan=Accepted(f"letter-{number}.pdf", "application/pdf", PAPER),
        actor=officer,
        ring=False,
        **letter,
    )
    lists.check_list(list_id=handed.pk)
    return handed


def _known(place: int, unit: IndustrialUnit) -> tuple[str, ...]:
    """A unit that is recorded already; the Ministry counts its people differently."""
    people = str((unit.employees or 20) + 3)
    cells = (unit.name_fa, unit.legal_id, unit.licence_no, "", str(unit.place or ""), "", "", "")
    return (str(place), *cells, people, unit.products, "", "")


def _new(place: int, name: str, isic: str, estate: str, problem: str) -> tuple[str, ...]:
    person = (f"مدیر {name}", f"0970{7_000_000 + place}", f"list{place}@unit.hamyar.example")
    return (str(place), name, "", f"L-14{place}", isic, estate, *person, "۳۵", "", problem, "")
