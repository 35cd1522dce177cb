"""The code on the wall, and the page it leads to."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from partnership.core.errors import DomainError, NotAllowed
from partnership.core.limits import is_within, refuse
from partnership.core.qr import qr_markup
from partnership.core.views import SignedInMixin
from students import services
from students.enums import AttendanceState
from students.forms import TypedCodeForm
from students.models import Attendance, TrainingSession
from students.selectors.checkin import is_showing, session_of_token, short_code_of, token_of

#: Typed codes one account may try in a minute: a slip or two, no more.
TRIES = 6


class ShowCode(SignedInMixin, View):
    """The code for the wall, large; who arrived; opened and closed with a button."""

    template_name = "students/show_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A visible session, kept by this person."""
        if request.user.is_authenticated:
            rows = TrainingSession.objects.visible_to(request.user)
            self.session = get_object_or_404(
                rows.select_related("course", "round").with_seats(), pk=kwargs["pk"]
            )
            if not request.user.has_perm("students.record_training", self.session):
                raise NotAllowed(_("Only the office and the instructor record attendance."))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page; with the code of this minute while it is open."""
        response = TemplateResponse(request, self.template_name, self._context())
        response["Cache-Control"] = "private, no-store"
        return response

    def _context(self) -> dict[str, Any]:
        session = self.session
        shown = is_showing(session)
        here = session.seats.filter(state=AttendanceState.PRESENT).select_related("student")
        context: dict[str, Any] = {
            "session": session,
            "is_showing": shown,
            "arrived": list(here.order_by("-recorded_at", "-pk")),
            "typed_at": f"{settings.SITE_URL}{reverse('students:type_code')}",
        }
        if shown:
            path = reverse("students:check_in", kwargs={"token": token_of(session)})
            context["qr"] = qr_markup(f"{settings.SITE_URL}{path}")
            context["short"] = short_code_of(session)
            context["seconds"] = int((session.checkin_until - timezone.now()).total_seconds())
        return context


class LiveCode(ShowCode):
    """The part of the page that changes by itself, as its script asks for it again."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`html`: what takes the place of what is shown."""
        html = render_to_string("students/parts/code.html", self._context(), request)
        return JsonResponse({"html": html}, headers={"Cache-Control": "private, no-store"})


class CodeButton(ShowCode):
    """Open the code, or close it."""

    opens = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The button is on the page."""
        return redirect("students:show_code", pk=pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One service call."""
        act = services.open_checkin if self.opens else services.close_checkin
        try:
            act(session_id=pk, actor=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        return redirect("students:show_code", pk=pk)


class CheckIn(SignedInMixin, View):
    """Where a scanned code leads: a page with one button; the button records."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """What will be recorded. Nothing changes by looking."""
        session = session_of_token(token)
        if session is None:
            return over(request)
        seat = self._own(session)
        if seat is not None and seat.state == AttendanceState.PRESENT:
            return render(request, "students/checked_in.html", {"session": session, "seat": seat})
        if not TrainingSession.objects.visible_to(request.user).filter(pk=session.pk).exists():
            raise NotAllowed(_("Sessions are open to students whose application is approved."))
        return render(request, "students/check_in.html", {"session": session, "token": token})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Record; a second press changes nothing."""
        try:
            seat = services.check_in(token=token, actor=request.user)
        except services.CodeOver:
            return over(request)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("students:type_code")
        return redirect("students:checked_in", pk=seat.session_id)

    def _own(self, session: TrainingSession) -> Attendance | None:
        return session.seats.filter(student__user=self.request.user).first()


class CheckedIn(SignedInMixin, View):
    """«You are recorded»: shown after the button, and to whoever presses it again."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One's own seat in a visible session; without one, the session's page."""
        rows = TrainingSession.objects.visible_to(request.user).select_related("course")
        session = get_object_or_404(rows, pk=pk)
        seat = session.seats.filter(student__user=request.user, state=AttendanceState.PRESENT)
        if not seat:
            return redirect(session)
        return render(
            request, "students/checked_in.html", {"session": session, "seat": seat.first()}
        )


class TypeCode(SignedInMixin, FormView):
    """The six characters typed, for phones that cannot scan."""

    form_class = TypedCodeForm
    template_name = "students/type_code.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A few tries a minute, each account for itself."""
        if not is_within(request, "checkin", per_minute=TRIES, who=f"user:{request.user.pk}"):
            return refuse(request, back_url=reverse("students:type_code"))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: TypedCodeForm) -> HttpResponse:
        """Record, or say why not beside the box."""
        try:
            seat = services.check_in_by_code(
                code=form.cleaned_data["code"], actor=self.request.user
            )
        except DomainError as error:
            form.add_error("code", str(error))
            return self.form_invalid(form)
        return redirect("students:checked_in", pk=seat.session_id)

    def form_invalid(self, form: TypedCodeForm) -> HttpResponse:
        """The form again; 422 so that nobody takes it for success."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


def over(request: HttpRequest) -> HttpResponse:
    """The same page for a code that is forged, of another session, closed or too old."""
    return render(request, "students/code_over.html", status=404)
