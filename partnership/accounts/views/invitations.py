"""Coming in by invitation."""

from typing import Any

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal import flows
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from partnership.accounts import services
from partnership.accounts.forms import AcceptInvitationForm
from partnership.accounts.models import Invitation
from partnership.core.errors import DomainError
from partnership.core.views import add_domain_error

#: Session key: which invitation this browser opened, and the hash of its token.
OPENED = "invitation"


@never_cache
@require_safe
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Remember the invitation and go on without the token in the address."""
    invitation = services.invitation_for_token(token)
    if invitation is None or not invitation.is_open:
        return _closed(request)
    request.session.cycle_key()
    request.session[OPENED] = {"id": invitation.pk, "hash": invitation.token_hash}
    response = redirect("accounts:accept_invitation")
    response["Referrer-Policy"] = "no-referrer"
    return response


def _opened(request: HttpRequest) -> Invitation | None:
    """The invitation of this browser while its letter is the latest one."""
    entry = request.session.get(OPENED) or {}
    return (
        Invitation.objects.open()
        .filter(pk=entry.get("id"), token_hash=entry.get("hash", ""))
        .first()
    )


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_closed.html", status=404)


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("password", "password_again"), name="dispatch")
class AcceptInvitationView(FormView):
    """Name and password, then signed in. An hour after the letter it offers a fresh link."""

    form_class = AcceptInvitationForm
    template_name = "accounts/accept_invitation.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only with an open invitation."""
        self.invitation = _opened(request)
        if self.invitation is None:
            return _closed(request)
        if not self.invitation.is_fresh:
            return render(
                request,
                "accounts/invitation_stale.html",
                {"invitation": self.invitation},
                status=410,
            )
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form suggests the names the invitation was written to."""
        return {**super().get_form_kwargs(), "invitation": self.invitation}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What one is invited to."""
        return super().get_context_data(invitation=self.invitation, **kwargs)

    def form_valid(self, form: AcceptInvitationForm) -> HttpResponse:
        """Accept, sign in, go to the first page."""
        data = dict(form.cleaned_data)
        data.pop("password_again")
        try:
            user = services.accept_invitation(
                invitation_id=self.invitation.pk,
                token_hash=self.invitation.token_hash,
                language=get_language() or "",
                **data,
            )
        except DomainError as error:
            add_domain_error(form, error)
            return self.form_invalid(form)
        self.request.session.pop(OPENED, None)
        messages.success(self.request, _("Welcome. Your account is open."))
        verification = None if user.email else EmailVerificationMethod.NONE
        login = Login(
            user=user, email=user.email, redirect_url="/me/", email_verification=verification
        )
        return flows.login.perform_login(self.request, login)

    def form_invalid(self, form: AcceptInvitationForm) -> HttpResponse:
        """The form again; passwords are typed anew."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


@require_POST
def renew_invitation(request: HttpRequest) -> HttpResponse:
    """Send a fresh link to the invited address."""
    invitation = _opened(request)
    if invitation is None:
        return _closed(request)
    try:
        services.renew_invitation(invitation_id=invitation.pk)
    except DomainError:
        return _closed(request)
    request.session.pop(OPENED, None)
    return render(request, "accounts/invitation_sent.html", {"invitation": invitation})
