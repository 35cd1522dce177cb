"""Bad days and private pages."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from partnership.core.errors import DomainError, NotAllowed, WrongState

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


class SurvivalMiddleware:
    """A database that is away or busy gives a friendly 503, not a trace."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return self._sorry()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called for errors inside views, before Django turns them into a 500."""
        if isinstance(error, (OperationalError, InterfaceError)):
            logger.error("database away: %s", error.__class__.__name__)
            return self._sorry()
        return None

    def _sorry(self) -> HttpResponse:
        response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = "5"
        return response


class PrivatePagesMiddleware:
    """Pages of signed-in people never stay in a shared or disk cache."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response


class DomainErrorMiddleware:
    """Refusals that no form caught become pages that say why."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """403 for a missing right, 409 for a wrong state, 422 for any other refusal."""
        if isinstance(error, NotAllowed):
            return render(request, "403.html", {"exception": str(error)}, status=403)
        if isinstance(error, WrongState):
            return render(request, "409.html", {"exception": str(error)}, status=409)
        if isinstance(error, DomainError):
            return render(request, "422.html", {"exception": str(error)}, status=422)
        return None
