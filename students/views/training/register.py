"""The register: kept during the session, closed after it, put right later."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.errors import NotAllowed
from partnership.core.views import MoveView, ServiceFormView
from students import services, workflow
from students.forms import AttendanceForm
from students.models import TrainingSession


class RegisterView(ServiceFormView):
    """A visible session, and the form of its register, for the office and the instructor."""

    form_class = AttendanceForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A visible session, kept by this person."""
        if request.user.is_authenticated:
            rows = TrainingSession.objects.visible_to(request.user)
            self.session = get_object_or_404(
                rows.select_related("course", "round"), pk=kwargs["pk"]
            )
            if not request.user.has_perm("students.record_training", self.session):
                raise NotAllowed(_("Only the office and the instructor record attendance."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sheet of this session."""
        return {**super().get_form_kwargs(), "target": self.session}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The session."""
        return super().get_context_data(session=self.session, **kwargs)


class RecordAttendance(RegisterView):
    """Tick who is there; saved as often as you like until the register is closed."""

    template_name = "students/record_attendance.html"
    success_message = gettext_lazy("The register is saved.")

    def act(self, form: AttendanceForm) -> TrainingSession:
        """One service call."""
        return services.save_attendance(
            session_id=self.session.pk, actor=self.request.user, **form.cleaned_data
        )

    def answer(self, result: TrainingSession) -> HttpResponse:
        """Stay with the register, or go on to close it."""
        name = "hold_session" if "close" in self.request.POST else "record_attendance"
        return HttpResponseRedirect(reverse(f"students:{name}", kwargs={"pk": result.pk}))


class CorrectAttendance(RegisterView):
    """Put the attendance of a held session right."""

    template_name = "students/correct_attendance.html"

    def act(self, form: AttendanceForm) -> TrainingSession:
        """One service call; who is not marked present was absent."""
        data = form.cleaned_data
        return services.correct_attendance(
            session_id=self.session.pk,
            actor=self.request.user,
            present=data["present"],
            marks=data["marks"],
        )


class HoldSession(MoveView):
    """Close the register: what is ticked becomes the record."""

    model = TrainingSession
    move = workflow.HOLD_SESSION
    form_class = AttendanceForm
    template_name = "students/hold_session.html"

    def act(self, form: AttendanceForm) -> TrainingSession:
        """One service call; who is not marked present was absent."""
        data = form.cleaned_data
        return services.hold_session(
            session_id=self.get_object().pk,
            actor=self.request.user,
            present=data["present"],
            marks=data["marks"],
        )
