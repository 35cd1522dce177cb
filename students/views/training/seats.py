"""Seats: take one, give it back; calendar files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from partnership.core.calendars import calendar_text
from partnership.core.errors import DomainError
from partnership.core.numbers import format_number
from partnership.core.views import SignedInMixin, safe_next
from students import services
from students.enums import AttendanceState
from students.models import Attendance, TrainingSession
from students.selectors.sessions import appointment_of, my_sessions, place_in_line, sees_link


class SeatView(SignedInMixin, View):
    """Take a seat or give it back: two buttons on the session's page."""

    take = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Taking a seat needs the button."""
        return redirect(self._session(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Call the service and say what happened on the session's page."""
        session = self._session(request, pk)
        try:
            if self.take:
                seat = services.register_seat(session_id=session.pk, actor=request.user)
                messages.success(request, self._taken(seat))
            else:
                services.release_seat(session_id=session.pk, actor=request.user)
                messages.success(request, _("Your seat is free again."))
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(safe_next(request, session.get_absolute_url()))

    def _taken(self, seat: Attendance) -> str:
        if seat.state != AttendanceState.WAITING:
            return _("Your seat is reserved.")
        return _(
            "All seats are taken. You are number %(n)s in the line and get a letter as soon as "
            "one becomes free."
        ) % {"n": format_number(place_in_line(seat))}

    def _session(self, request: HttpRequest, pk: int) -> TrainingSession:
        return get_object_or_404(TrainingSession.objects.visible_to(request.user), pk=pk)


class SessionCalendar(SignedInMixin, View):
    """One session as a calendar file; its link only for those who may have it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An .ics file in the reader's language."""
        rows = TrainingSession.objects.visible_to(request.user).select_related("course")
        session = get_object_or_404(rows, pk=pk)
        appointment = appointment_of(session, with_link=sees_link(session, request.user))
        return _calendar_answer(calendar_text([appointment]), f"session-{session.pk}.ics")


class MyCalendar(SignedInMixin, View):
    """All sessions one has a seat in or teaches, in one calendar file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """An .ics file in the reader's language."""
        rows: Any = my_sessions(request.user)
        text = calendar_text(
            [appointment_of(session, with_link=True) for session in rows],
            name=_("My training sessions"),
        )
        return _calendar_answer(text, "my-sessions.ics")


def _calendar_answer(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
