"""The public check: anyone, by code, as a page or as JSON; forged and unknown look the same."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.forms import CheckForm
from certificates.selectors import course_facts, public_facts, verify, verify_course
from partnership.core.limits import is_within, refuse

UNKNOWN = {"valid": False, "state": "unknown"}


def wants_json(request: HttpRequest) -> bool:
    """By `?format=json`, or by an Accept header that prefers JSON."""
    if request.GET.get("format") == "json":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


@never_cache
@require_safe
def check_certificate(request: HttpRequest) -> HttpResponse:
    """The form; a code in the address leads to its verdict."""
    form = CheckForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        query = "?format=json" if request.GET.get("format") == "json" else ""
        target = reverse("certificates:show_verdict", kwargs={"code": form.cleaned_data["code"]})
        return HttpResponseRedirect(target + query)
    return render(request, "certificates/verify.html", {"form": form})


@never_cache
@require_safe
def show_verdict(request: HttpRequest, code: str) -> HttpResponse:
    """A certificate, a training course, or not known: one page and status for all not known."""
    if not is_within(request, "verify", per_minute=60):
        return refuse(request)
    certificate = verify(code)
    if certificate is None:
        # Asked in either case, so that a code that is not known costs what any code costs.
        completion = verify_course(code)
        if completion is not None:
            return _course_verdict(request, completion)
        if wants_json(request):
            return JsonResponse(UNKNOWN, status=404)
        return render(
            request, "certificates/verdict.html", {"facts": None, "form": CheckForm()}, status=404
        )
    facts = public_facts(certificate)
    if wants_json(request):
        return JsonResponse(_as_json(facts, certificate.pdf_hash))
    return render(request, "certificates/verdict.html", {"facts": facts, "form": CheckForm()})


def _course_verdict(request: HttpRequest, completion: Any) -> HttpResponse:
    """A training course: valid, expired, or declared void."""
    facts = course_facts(completion)
    if wants_json(request):
        return JsonResponse(
            {
                "valid": facts["is_valid"],
                "state": facts["state"],
                "name": facts["name"],
                "course": facts["course"],
                "hours": facts["hours"],
                "completed_on": facts["completed_on"],
                "expires_on": facts["expires_on"],
                "issued_on": facts["issued_on"],
            }
        )
    context = {"facts": facts, "form": CheckForm()}
    return render(request, "certificates/course_verdict.html", context)


def _as_json(facts: dict[str, Any], pdf_hash: str) -> dict[str, Any]:
    return {
        "valid": facts["is_valid"],
        "state": facts["state"],
        "serial": facts["serial"],
        "code": facts["code"],
        "name": facts["name"],
        "unit": facts["unit"],
        "title": facts["public_title"],
        "hours": facts["hours"],
        "credits": facts["credits"],
        "issued_on": facts["issued_on"],
        "revoked_on": facts["revoked_on"],
        "replaced_by": facts["replaced_by"],
        "pdf_sha256": pdf_hash,
    }
