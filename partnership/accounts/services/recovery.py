"""Letters that let people back in, and those that tell them something happened."""

import uuid
from typing import Any

from allauth.account import app_settings as allauth_settings
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language

from partnership.accounts import emails
from partnership.accounts.models import User
from partnership.accounts.selectors import user_for_identifier
from partnership.notifications.emails import Letter
from partnership.notifications.services import Address, queue_letter


@transaction.atomic
def request_password_reset(*, identifier: str) -> None:
    """Send the link for a new password to the account's e-mail, if there is such an account.

    Silent otherwise: whoever asks learns nothing about who has an account.
    """
    user = user_for_identifier(identifier)
    if user is None or not user.is_active or not user.email:
        return
    key = allauth_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    url = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )
    write_to(user, user.email, emails.ACCOUNT_RESET, url=url)


def announce_account(*, email: str) -> None:
    """Tell an address that somebody tried to open a second account with it."""
    user = user_for_identifier(email)
    if user is not None and user.is_active:
        write_to(user, email, emails.ACCOUNT_EXISTS, url=reverse("account_login"))


def write_to(user: User, email: str, letter: Letter, *, url: str = "", **context: Any) -> None:
    """Write an account letter to one address of somebody, each time anew."""
    language = user.language or get_language() or "fa"
    queue_letter(
        letter,
        about=user,
        to=[Address(email, user.name_in(language), language)],
        context=context,
        dedupe=str(uuid.uuid4()),
        url=url,
    )
