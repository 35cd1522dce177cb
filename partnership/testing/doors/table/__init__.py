"""The table of all doors, room by room."""

from partnership.testing.doors.shape import check
from partnership.testing.doors.table import (
    certificates,
    forming,
    house,
    industries,
    office,
    students,
    work,
)

DOORS = check(
    [
        *house.DOORS,
        *students.DOORS,
        *industries.DOORS,
        *forming.DOORS,
        *work.DOORS,
        *certificates.DOORS,
        *office.DOORS,
    ]
)

__all__ = ["DOORS"]
