"""Training sessions: list, page, seats, attendance."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, View

from partnership.core.errors import DomainError, NotAllowed
from partnership.core.lists import FilteredList
from partnership.core.views import (
    MoveView,
    PermissionMixin,
    ServiceFormView,
    SignedInMixin,
    VisibleMixin,
    safe_next,
)
from partnership.programme.selectors import current_round
from students import services, workflow
from students.enums import ENROLMENT_ACCEPTED, SessionState
from students.forms import AttendanceForm, SessionFilterForm, SessionForm
from students.models import Attendance, Enrolment, Student, TrainingSession
from students.selectors import course_states


class SessionList(FilteredList):
    """Sessions: the office's plan, or a student's choice with what is still missing."""

    model = TrainingSession
    template_name = "students/list_sessions.html"
    filter_class = SessionFilterForm

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By course, state and time; coming sessions first."""
        seats = Attendance.objects.filter(session=OuterRef("pk"), student__user=self.request.user)
        rows = rows.select_related("course", "instructor").annotate(
            taken=Count("seats", distinct=True), is_mine=Exists(seats)
        )
        for name in ("course", "state"):
            if value := wanted.get(name):
                rows = rows.filter(**{name: value})
        now, when = timezone.now(), wanted.get("when")
        if when:
            rows = (
                rows.filter(ends_at__gte=now) if when == "coming" else rows.filter(ends_at__lt=now)
            )
        return rows.order_by("starts_at" if when == "coming" else "-starts_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A student also sees the courses."""
        student = Student.objects.filter(user=self.request.user).first()
        return super().get_context_data(
            courses=course_states(student) if student else [],
            can_plan=self.request.user.has_perm("students.manage_training"),
            **kwargs,
        )


class SessionDetail(VisibleMixin, DetailView):
    """One session: when, where, who."""

    model = TrainingSession
    template_name = "students/show_session.html"
    context_object_name = "session"

    def get_queryset(self) -> QuerySet:
        """With course, round and the number of seats taken."""
        rows = super().get_queryset().select_related("course", "round", "instructor")
        return rows.annotate(taken=Count("seats", distinct=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The register for those who keep it; one's own seat for students."""
        session, user = self.object, self.request.user
        keeps = user.has_perm("students.record_training", session)
        seat = session.seats.filter(student__user=user).first()
        accepted = Q(student__user=user, round=session.round, state__in=ENROLMENT_ACCEPTED)
        is_open = session.state == SessionState.PLANNED and session.starts_at > timezone.now()
        return super().get_context_data(
            keeps_register=keeps,
            seats=list(session.seats.select_related("student").order_by("student__sort_name"))
            if keeps
            else [],
            seat=seat,
            can_register=is_open and seat is None and Enrolment.objects.filter(accepted).exists(),
            can_release=is_open and seat is not None,
            is_full=session.taken >= session.capacity,
            can_change=session.state == SessionState.PLANNED
            and user.has_perm("students.manage_training"),
            can_correct=session.state == SessionState.HELD and keeps,
            **kwargs,
        )


class PlanSession(PermissionMixin, ServiceFormView):
    """Plan a session; approved students who lack the course are invited."""

    permission = "students.manage_training"
    form_class = SessionForm
    template_name = "students/session_form.html"
    success_message = gettext_lazy("The session is planned and the invitations are on their way.")

    def act(self, form: SessionForm) -> TrainingSession:
        """In the running round."""
        return services.plan_session(
            actor=self.request.user, round_id=current_round().pk, **form.plan()
        )


class ChangeSession(PermissionMixin, ServiceFormView):
    """Move a session; everybody registered is told."""

    permission = "students.manage_training"
    form_class = SessionForm
    template_name = "students/session_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form starts with the plan as it is."""
        rows = TrainingSession.objects.visible_to(self.request.user)
        self.session = get_object_or_404(rows, pk=self.kwargs["pk"])
        return {**super().get_form_kwargs(), "instance": self.session}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page says that it changes something."""
        context = super().get_context_data(**kwargs)
        return {**context, "session": self.session}

    def act(self, form: SessionForm) -> TrainingSession:
        """One service call."""
        return services.change_session(
            session_id=self.session.pk, actor=self.request.user, **form.plan()
        )


class CorrectAttendance(ServiceFormView):
    """Put the attendance of a held session right."""

    form_class = AttendanceForm
    template_name = "students/correct_attendance.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A visible session, kept by this person."""
        if request.user.is_authenticated:
            rows = TrainingSession.objects.visible_to(request.user).select_related(
                "course", "round"
            )
            self.session = get_object_or_404(rows, pk=kwargs["pk"])
            if not request.user.has_perm("students.record_training", self.session):
                raise NotAllowed(_("Only the office and the instructor record attendance."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sheet of this session."""
        return {**super().get_form_kwargs(), "target": self.session}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The session."""
        return super().get_context_data(session=self.session, **kwargs)

    def act(self, form: AttendanceForm) -> TrainingSession:
        """One service call."""
        return services.correct_attendance(
            session_id=self.session.pk, actor=self.request.user, **form.cleaned_data
        )


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
                services.register_seat(session_id=session.pk, actor=request.user)
                messages.success(request, _("Your seat is reserved."))
            else:
                services.release_seat(session_id=session.pk, actor=request.user)
                messages.success(request, _("Your seat is free again."))
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(safe_next(request, session.get_absolute_url()))

    def _session(self, request: HttpRequest, pk: int) -> TrainingSession:
        return get_object_or_404(TrainingSession.objects.visible_to(request.user), pk=pk)


hold_session = MoveView.as_view(
    model=TrainingSession,
    move=workflow.HOLD_SESSION,
    service=services.hold_session,
    form_class=AttendanceForm,
)
cancel_session = MoveView.as_view(
    model=TrainingSession, move=workflow.CANCEL_SESSION, service=services.cancel_session
)
