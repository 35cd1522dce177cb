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
    without_next,
)


@require_safe
@login_required
def show_me(request: HttpRequest) -> HttpResponse:
    """Tasks first, then the way to one's own things."""
    tasks, doors = tasks_for(request.user), doors_for(request.user)
    panel = student_panel(request.user)
    context = {
        "count": len(tasks),
        "tasks": without_next(tasks, panel),
        "doors": doors,
        "next": None if tasks else next_door(request.user, doors),
        "panel": panel,
    }
    return render(request, "portal/me.html", context)
