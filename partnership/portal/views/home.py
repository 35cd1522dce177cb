"""The public home: what the programme is, how it goes, where to begin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from partnership.portal.selectors import open_round, public_figures, public_steps
from partnership.portal.selectors.styleguide import samples


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """The programme in one page, with live figures."""
    context = {
        "figures": public_figures(),
        "round": open_round(),
        "steps": public_steps(),
    }
    return render(request, "portal/home.html", context)


@require_safe
def show_styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with sample data; only while developing."""
    return render(request, "components/gallery.html", {"s": samples((get_language() or "fa")[:2])})
