"""Signing in, and the way back in."""

import time
from typing import Any

from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from partnership.accounts import services
from partnership.accounts.forms import RecoverForm

#: What a refusal of the sign-in form means over HTTP: status and seconds to wait.
REFUSALS = {"too_many_login_attempts": (429, 300), "sign_in_unavailable": (503, 60)}
#: Asking for a letter takes this long with and without an account, so that time tells nothing.
RECOVERY_SECONDS = 0.25


class SignInView(LoginView):
    """allauth's page; too many tries answer 429 with the time to wait, wrong ones 422."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page and the same sentence, whoever was tried."""
        response = super().form_invalid(form)
        codes = {error.code for error in form.errors.as_data().get(NON_FIELD_ERRORS, [])}
        response.status_code = 422
        for code, (status, wait) in REFUSALS.items():
            if code in codes:
                response.status_code = status
                response["Retry-After"] = str(wait)
        return response


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("login"), name="dispatch")
class RecoverView(FormView):
    """Ask for a letter with a link to a new password. The answer is the same for everybody."""

    form_class = RecoverForm
    template_name = "account/password_reset.html"
    success_url = reverse_lazy("account_reset_password_done")

    def form_valid(self, form: RecoverForm) -> HttpResponse:
        """Limited per address and per identifier."""
        begun = time.monotonic()
        identifier = form.cleaned_data["login"]
        if not ratelimit.consume(self.request, action="reset_password", key=identifier.lower()):
            response = ratelimit.respond_429(self.request)
            response["Retry-After"] = "3600"
            return response
        services.request_password_reset(identifier=identifier)
        time.sleep(max(0.0, RECOVERY_SECONDS - (time.monotonic() - begun)))
        return super().form_valid(form)

    def form_invalid(self, form: RecoverForm) -> HttpResponse:
        """Only an empty box is invalid."""
        return self.render_to_response(self.get_context_data(form=form), status=422)
