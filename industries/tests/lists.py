"""Lists of the Ministry for tests."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from industries.enums import ListKind
from industries.models import MinistryList
from industries.services import lists
from industries.tests.factories import legal_id
from partnership.documents.inspection import Accepted

HEADER = (
    *("نام واحد صنعتي", "شناسه ملی", "شماره پروانه", "کد آیسیک", "شهرک صنعتی", "مدیرعامل"),
    *("تلفن همراه", "ایمیل", "تلفن", "تعداد کارکنان", "محصولات", "شرح مشکل", "نوع مشکل"),
)
NAMES = (
    *("name", "legal_id", "licence_no", "isic", "place", "manager"),
    *("mobile", "email", "phone", "employees", "products", "problem", "category"),
)
SESSION_HEADER = (
    *("شماره جلسه", "تاریخ جلسه", "شماره مصوبه", "شرح مصوبه", "شناسه ملی", "نام واحد"),
    *("دستگاه مسئول", "مهلت", "وضعیت"),
)
LETTER, DAY = "1405/5521", date(2026, 11, 14)


def line(number: int, **changes: Any) -> list[Any]:
    """One unit; `changes` by our names of the columns."""
    row = {
        "name": f"تولیدی نمونهٔ {number}",
        "legal_id": legal_id(500_000 + number),
        "licence_no": f"L-{number}",
        "isic": "1520",
        "place": "شهرک صنعتی شکوهیه",
        "manager": f"مدیر {number}",
        "mobile": f"0912{number:07d}",
        "email": f"m{number}@example.org",
        "phone": "02533340000",
        "employees": "۴۲",
        "products": "کفش ایمنی",
        "problem": "",
        "category": "",
    }
    return list({**row, **changes}.values())


def resolved(item: int, **changes: Any) -> list[Any]:
    """One resolution of session 47."""
    row = {
        "session_no": "47",
        "session_date": "1405/08/20",
        "number": str(item),
        "body": f"تقسیط بدهی واحد، بند {item}",
        "legal_id": "",
        "unit": "",
        "owner": "سازمان امور مالیاتی",
        "due_on": "1405/10/30",
        "state": "در حال پیگیری",
    }
    return list({**row, **changes}.values())


def as_csv(rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER) -> bytes:
    """The list as CSV in UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def accepted(data: bytes, name: str = "list.csv") -> Accepted:
    """As an upload field gives it."""
    return Accepted(name=name, content_type="text/csv; charset=utf-8", data=data)


def hand_in(actor: Any, data: Any, **options: Any) -> MinistryList:
    """A list of units that is handed in and read."""
    kind = options.setdefault("kind", ListKind.UNITS)
    header = HEADER if kind == ListKind.UNITS else SESSION_HEADER
    content = data if isinstance(data, bytes) else as_csv(data, header)
    options = {"letter_no": LETTER, "letter_date": DAY, **options}
    handed = lists.hand_in_list(upload=accepted(content), actor=actor, **options)
    lists.check_list(list_id=handed.pk)
    return MinistryList.objects.get(pk=handed.pk)


def take_over(actor: Any, data: Any, **options: Any) -> MinistryList:
    """A list read and taken over."""
    handed = hand_in(actor, data, **options)
    lists.apply_list(list_id=handed.pk, actor=actor)
    lists.take_over_list(list_id=handed.pk)
    return MinistryList.objects.get(pk=handed.pk)


def hand_in_sessions(actor: Any, rows: Any, **options: Any) -> MinistryList:
    """A list of resolutions that is read."""
    return hand_in(actor, rows, kind=ListKind.RESOLUTIONS, **options)


def take_over_sessions(actor: Any, rows: Any, **options: Any) -> MinistryList:
    """A list of resolutions taken over."""
    return take_over(actor, rows, kind=ListKind.RESOLUTIONS, **options)
