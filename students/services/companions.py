"""Wishes to be with, or not with, somebody: written as student numbers, matched by the house.

A student never learns whether a number is known here: the answer to a save is the same, and one's
own page shows what was typed. Only the office sees who is meant.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from partnership.core.errors import DomainError
from students.enums import MAX_APART, MAX_TOGETHER, WishKind
from students.models import CompanionWish, Enrolment, Student


def write_companions(
    enrolment: Enrolment, *, together: Iterable[str], apart: Iterable[str]
) -> list[CompanionWish]:
    """Replace the wishes of an application by these student numbers, in canonical form.

    Runs inside the service that writes the application. Raises DomainError (with `field`) for
    oneself, for one person in both lists and for too many.
    """
    lists = {
        WishKind.TOGETHER: tuple(dict.fromkeys(together)),
        WishKind.APART: tuple(dict.fromkeys(apart)),
    }
    for kind, most in ((WishKind.TOGETHER, MAX_TOGETHER), (WishKind.APART, MAX_APART)):
        _require_others(enrolment, lists[kind], kind=kind, most=most)
    if set(lists[WishKind.TOGETHER]) & set(lists[WishKind.APART]):
        raise DomainError(
            _("The same student number stands in both lists. Please keep it in one."),
            field=WishKind.APART.value,
        )
    known = _students_of_round(enrolment, [number for row in lists.values() for number in row])
    enrolment.companion_wishes.all().delete()
    return CompanionWish.objects.bulk_create(
        CompanionWish(
            enrolment=enrolment, student_number=number, companion_id=known.get(number), kind=kind
        )
        for kind, numbers in lists.items()
        for number in numbers
    )


def link_companions(enrolment: Enrolment) -> int:
    """Match earlier wishes of the round that named this student; returns how many there were."""
    student = enrolment.student
    return (
        CompanionWish.objects.filter(
            enrolment__round_id=enrolment.round_id,
            student_number=student.student_number,
            companion=None,
        )
        .exclude(enrolment=enrolment)
        .exclude(enrolment__companion_wishes__companion=student)
        .update(companion=student)
    )


def _require_others(
    enrolment: Enrolment, numbers: tuple[str, ...], *, kind: WishKind, most: int
) -> None:
    if enrolment.student.student_number in numbers:
        raise DomainError(
            _("This is your own student number. Please name other students."), field=kind.value
        )
    if len(numbers) > most:
        raise DomainError(_("Please name fewer students."), field=kind.value)


def _students_of_round(enrolment: Enrolment, numbers: list[str]) -> dict[str, int]:
    """{student number: pk} of those who apply in the same round."""
    rows = Student.objects.filter(
        student_number__in=numbers, enrolments__round_id=enrolment.round_id
    )
    return dict(rows.values_list("student_number", "pk"))
