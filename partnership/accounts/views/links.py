"""Opening a one-purpose link."""

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partnership.accounts import services
from partnership.core.errors import DomainError

#: Links one browser remembers.
REMEMBERED = 5


@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Remember the link in the session and go to its page; the token stays behind.

    The session gets a new id, so that nobody who planted the old one comes along.
    """
    try:
        link = services.open_link(token=token, address=get_client_ip(request))
    except DomainError as error:
        return render(request, "accounts/link_closed.html", {"reason": str(error)}, status=404)
    request.session.cycle_key()
    others = [
        entry for entry in request.session.get(services.SESSION_LINKS, []) if entry["id"] != link.pk
    ]
    request.session[services.SESSION_LINKS] = [{"id": link.pk, "path": link.path}, *others][
        :REMEMBERED
    ]
    response = redirect(link.path)
    response["Referrer-Policy"] = "no-referrer"
    return response
