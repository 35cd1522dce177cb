"""Registrar's lists for tests."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from partnership.accounts.models import User
from partnership.documents.inspection import Accepted
from students import services
from students.models import RegistrarImport
from students.tests.factories import national_id

HEADER = (
    "شماره دانشجويي",
    "کد ملی",
    "نام",
    "نام خانوادگی",
    "رشته تحصیلی",
    "واحد گذرانده",
    "معدل کل",
    "مشروط",
)
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def line(number: int, **changes: Any) -> list[Any]:
    """One row of a list; `changes` by our names of the columns."""
    row = {
        "student_number": f"40388{number:04d}",
        "national_id": national_id(700_000 + number),
        "first_name": "نرگس",
        "last_name": f"کریمی {number}",
        "major": "مهندسی پلیمر",
        "passed_credits": "95",
        "gpa": "17/25",
        "on_probation": "خیر",
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


def hand_in(actor: User, data: bytes | Sequence[Sequence[Any]], name: str = "list.csv") -> Any:
    """A list that is handed in and read."""
    content = data if isinstance(data, bytes) else as_csv(data)
    handed = services.hand_in_import(upload=accepted(content, name), actor=actor)
    services.check_import(import_id=handed.pk)
    return RegistrarImport.objects.get(pk=handed.pk)


def take_over(actor: User, data: bytes | Sequence[Sequence[Any]]) -> Any:
    """A list read and taken over."""
    handed = hand_in(actor, data)
    services.apply_import(import_id=handed.pk, actor=actor)
    services.take_over_import(import_id=handed.pk)
    return RegistrarImport.objects.get(pk=handed.pk)
