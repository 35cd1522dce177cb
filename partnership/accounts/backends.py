"""Who is this, and what may they do by themselves."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from partnership.accounts.models import User
from partnership.accounts.selectors import user_for_identifier


class IdentifierBackend(AuthenticationBackend):
    """Password sign-in by e-mail, mobile or student number, in any digits.

    The parent spends the time of a password check on unknown people too, and leaves closed
    accounts to the page that says so.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        identifier = credentials.get("username") or credentials.get("email") or ""
        return self._check_password(
            user_for_identifier(identifier), credentials.get("password") or ""
        )

    def _get_permissions(self, user_obj: User, obj: Any, from_name: str) -> set[str]:
        """No rights by rows of Django's own: they follow from roles and relations (`rules`)."""
        return set()
