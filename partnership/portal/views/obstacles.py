"""The production obstacles and what became of them, for the working group."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.core.errors import NotAllowed
from partnership.portal.selectors import obstacle_report


@require_safe
@login_required
def show_obstacles(request: HttpRequest) -> HttpResponse:
    """Buckets of the working group and one row a problem; units by name only with consent."""
    if not request.user.has_perm("portal.view_obstacles"):
        raise NotAllowed(_("This page is for other roles. Your own pages start at “My work”."))
    return render(request, "portal/obstacles.html", obstacle_report(request.user))
