"""The end of every form that opens an account: enrolment and the registration of a unit call this.

Both functions answer alike: a page that asks for the code sent to the e-mail. Whether an account
existed before shows only in the letter.
"""

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal import flows
from django.http import HttpRequest, HttpResponse

from partnership.accounts.models import User


def continue_sign_up(request: HttpRequest, user: User, *, next_url: str = "/me/") -> HttpResponse:
    """Send the code for the new account's e-mail and ask for it; then sign in and go to `next_url`.

    Somebody without an e-mail is signed in at once.
    """
    verification = None if user.email else EmailVerificationMethod.NONE
    return flows.signup.complete_signup(
        request, user=user, redirect_url=next_url, email_verification=verification
    )


def pretend_sign_up(request: HttpRequest, *, email: str) -> HttpResponse:
    """For an e-mail that has an account: the same page; the letter tells its owner to sign in."""
    return flows.signup.prevent_enumeration(request, email=email)
