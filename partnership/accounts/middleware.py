"""Who asks, in which language, and what they may reach while something is missing."""

import time
from collections.abc import Callable

from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from redis.exceptions import RedisError

from partnership.accounts import services
from partnership.accounts.models import Link

Handler = Callable[[HttpRequest], HttpResponse]

#: What somebody of the office without a second factor still reaches.
WITHOUT_FACTOR = (
    "/accounts/2fa/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/i18n/",
    "/static/",
    "/healthz",
)


class LinkMiddleware:
    """On pages a one-purpose link covers, the visitor acts as the link's person; nowhere else.

    A link without a person leaves the visitor who they are.

    `request.link` is the link in force or None; base templates label such pages. The link is read
    anew on every request, so that withdrawing works at once.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.link = self._link_for(request)  # type: ignore[attr-defined]
        if request.link is not None:  # type: ignore[attr-defined]
            self._act_as(request, request.link)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.link is not None:  # type: ignore[attr-defined]
            # Not “no-referrer”: browsers would send the page's forms with an empty origin, which
            # the CSRF check refuses. The address holds no token any more.
            response["Referrer-Policy"] = "same-origin"
            response["Cache-Control"] = "no-store, private"
        return response

    def _link_for(self, request: HttpRequest) -> Link | None:
        for entry in request.session.get(services.SESSION_LINKS, []):
            if request.path.startswith(entry["path"]):
                link = services.link_in_force(entry["id"], request.path)
                if link is not None:
                    return link
        return None

    def _act_as(self, request: HttpRequest, link: Link) -> None:
        if link.user_id and request.user.is_authenticated and request.user.pk == link.user_id:
            request.link = None  # type: ignore[attr-defined]  # signed in as themselves: no link needed
            return
        if link.user is not None:
            request.user = link.user
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            services.log_link_use(
                link=link,
                method=request.method or "",
                path=request.path,
                address=get_client_ip(request),
            )


class LanguageMiddleware:
    """The person's choice, else the cookie, else the browser's wish, else Persian."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self._language_of(request)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    def _language_of(self, request: HttpRequest) -> str:
        chosen = request.user.language if request.user.is_authenticated else ""
        return chosen or translation.get_language_from_request(request)


class SessionClockMiddleware:
    """A session ends after hours without a request, and in any case after some days.

    The idle clock is written back at most every few minutes: a write per request would be wasted.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._tick(request)
        return self.get_response(request)

    def _tick(self, request: HttpRequest) -> None:
        now = int(time.time())
        begun = request.session.setdefault("signed_in_at", now)
        if now - begun > settings.SESSION_ABSOLUTE_AGE:
            logout(request)
        elif now - request.session.get("seen_at", 0) > settings.SESSION_TICK:
            request.session["seen_at"] = now

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Limits on account pages fail closed: without their counter the page asks for patience."""
        if isinstance(error, RedisError) and request.path.startswith("/accounts/"):
            response = render(request, "503.html", status=503)
            response["Retry-After"] = "60"
            return response
        return None


class StaffFactorMiddleware:
    """Whoever works in the office sets up a second factor before anything else."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_STAFF_MFA and self._lacks_factor(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _lacks_factor(self, request: HttpRequest) -> bool:
        user = request.user
        if (
            not user.is_authenticated
            or not user.is_staff
            or request.path.startswith(WITHOUT_FACTOR)
        ):
            return False
        return not is_mfa_enabled(user)
