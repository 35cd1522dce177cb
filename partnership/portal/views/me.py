"""“My work”: what waits for the person who is signed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.portal.selectors import (
    doors_for,
    next_door,
    student_panel,
    tasks_for,
)


@require_safe
@login_required
def show_me(request: HttpRequest) -> HttpResponse:
    """Tasks first, then the way to one's own things."""
    panel = student_panel(request.user)
    tasks = tasks_for(request.user, has_panel=panel is not None)
    doors = doors_for(request.user)
    # What the panel asks for now is one thing more.
    is_asked = panel is not None and panel["way"].is_open
    context = {
        "count": len(tasks) + is_asked,
        "tasks": tasks,
        "doors": doors,
        "next": None if tasks or panel else next_door(request.user, doors),
        "panel": panel,
    }
    return render(request, "portal/me.html", context)
