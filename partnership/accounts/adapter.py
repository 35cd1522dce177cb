"""allauth in our house: letters through the outbox, sign-in by any identifier, no open sign-up."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from partnership.accounts import emails, services
from partnership.accounts.models import User
from partnership.accounts.selectors import user_for_identifier

#: What the letter “your account was changed” says, by allauth's name of the event.
CHANGES = {
    "account/email/email_changed": _("The e-mail address of your account was changed."),
    "account/email/email_deleted": _("An e-mail address was removed from your account."),
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_reset": _("The password of your account was changed through a letter."),
    "account/email/password_set": _("A password was set for your account."),
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
    "mfa/email/webauthn_added": _("A security key was added to your account."),
    "mfa/email/webauthn_removed": _("A security key was removed from your account."),
}


class AccountAdapter(DefaultAccountAdapter):
    """How allauth reaches our services."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Please ask the office."),
        "email_password_mismatch": _(
            "These do not fit together. "
            "Check the e-mail, mobile or student number and the password."
        ),
        "incorrect_password": _("This password is wrong."),
        "too_many_login_attempts": _(
            "Too many wrong tries. "
            "Please wait five minutes, or choose a new password through a letter."
        ),
        "sign_in_unavailable": _(
            "Signing in is not possible at the moment. Please try again in a minute."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from enrolment, the registration of a unit and invitations only."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try. Without the counter nobody signs in: the limit fails closed."""
        try:
            super().pre_authenticate(request, **credentials)
        except (RedisError, OSError) as error:
            raise self.validation_error("sign_in_unavailable") from error

    def _rollback_login_failed_rl_usage(self) -> None:
        try:
            super()._rollback_login_failed_rl_usage()
        except (RedisError, OSError):
            # The counter stays one too high, which only makes the limit stricter.
            self._login_failed_rl_usage = None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One counter per account, whichever identifier is tried; strangers by what they typed."""
        text = str(credentials.get("username") or credentials.get("email") or "")
        user = user_for_identifier(text)
        return f"user:{user.pk}" if user else f"text:{text.lower()}"

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Ask for the password again; also for people without an e-mail."""
        assert isinstance(user, User)
        found = self.authenticate(self.request, username=user.identifier, password=password)
        return found is not None and found.pk == user.pk

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the letter instead of sending: in the transaction, in the person's language."""
        user = context.get("user") or user_for_identifier(email)
        if user is None:
            return
        if template_prefix.startswith("account/email/email_confirmation"):
            services.write_to(user, email, emails.ACCOUNT_VERIFY, code=context["code"])
        elif template_prefix == "account/email/account_already_exists":
            services.announce_account(email=email)
        elif template_prefix in CHANGES:
            services.write_to(
                user,
                email,
                emails.ACCOUNT_CHANGED,
                what=CHANGES[template_prefix],
                new_email=context.get("to_email", ""),
                at=context.get("timestamp"),
            )
        else:
            raise LookupError(f"No letter for {template_prefix}.")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """As allauth does, and the letter knows its person."""
        super().send_notification_mail(
            template_prefix, user, {**(context or {}), "user": user}, email
        )

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in under a new session id, and start the clock of the longest possible session."""
        super().login(request, user)
        request.session["signed_in_at"] = int(time.time())


class FactorAdapter(DefaultMFAAdapter):
    """Second factors, named after the site rather than the host."""

    def _get_site_name(self) -> str:
        return "Hamyar"
