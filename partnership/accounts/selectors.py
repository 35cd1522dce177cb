"""Whom to find, and by what."""

from django.db.models import QuerySet

from partnership.accounts.enums import OFFICE_ROLES
from partnership.accounts.models import User
from partnership.accounts.models.user import identifier_filter


def user_for_identifier(text: str) -> User | None:
    """The person behind an e-mail, mobile or student number, in any digits, or None."""
    lookup = identifier_filter(text)
    return User.objects.filter(**lookup).first() if lookup else None


def people_with_role(*roles: str) -> QuerySet[User]:
    """Active people who hold one of the roles now, in order of their names."""
    return User.objects.with_role(*roles)


def office_people() -> QuerySet[User]:
    """Officers and heads: who gets the letters “to the office”."""
    return people_with_role(*OFFICE_ROLES)
