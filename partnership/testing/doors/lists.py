"""A list of the Ministry for the table of doors."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from industries.enums import ListVerdict
from industries.models import ListRow, MinistryList
from partnership.accounts.models import User


def ministry_list(unit: Any, officer: User) -> MinistryList:
    """A list with a row that was merged and one that was refused."""
    handed = MinistryList.objects.create(
        letter_no="1405/9",
        letter_date=timezone.localdate() - timedelta(days=3),
        created_by=officer,
        rows_total=2,
        columns={"name": "نام واحد"},
        report={
            "added": 0,
            "merged": 1,
            "refused": 1,
            "warned": 1,
            "mended": 0,
            "headers": ["نام واحد", "شهرک"],
            "places": {"شهرک دور": 1},
        },
    )
    ListRow.objects.create(
        handed=handed,
        row=2,
        verdict=ListVerdict.MERGED,
        name=unit.name_fa,
        unit=unit,
        is_taken=True,
        is_doubtful=True,
        reasons=[["differs", "employees"]],
        changes={"filled": {"address": "خیابان ۳"}, "differs": {"employees": ["40", "42"]}},
    )
    ListRow.objects.create(
        handed=handed,
        row=3,
        verdict=ListVerdict.REFUSED,
        is_taken=True,
        reasons=[["name_missing", ""]],
    )
    return handed
