"""Whose identifiers these are."""

from django.db.models import Q

from partnership.accounts.models import User


def owners_of(*, email: str, mobile: str, student_number: str, national_id: str) -> list[User]:
    """Accounts that already carry one of the identifiers somebody wants to enrol with."""
    known = (
        Q(email=email.lower())
        | Q(mobile=mobile)
        | Q(student_number=student_number)
        | Q(student__national_id=national_id)
        | Q(student__student_number=student_number)
    )
    return list(User.objects.filter(known).distinct())
