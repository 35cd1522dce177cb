"""Sessions: the list, the page of one, planning and changing."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from partnership.core.lists import FilteredList
from partnership.core.views import MoveView, PermissionMixin, ServiceFormView, VisibleMixin
from partnership.programme.selectors import current_round
from students import services, workflow
from students.enums import ENROLMENT_ACCEPTED, AttendanceState, SessionState
from students.forms import SessionFilterForm, SessionForm
from students.models import Student, TrainingSession
from students.rules import is_instructor
from students.selectors import course_states
from students.selectors.checkin import is_showing
from students.selectors.courses import readings
from students.selectors.sessions import EARLY, clashing_session, place_in_line, sees_link, teaches


class SessionList(FilteredList):
    """Sessions: the office's plan, or a student's choice with what is still missing."""

    model = TrainingSession
    template_name = "students/list_sessions.html"
    filter_class = SessionFilterForm

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By course, state and time; coming sessions first."""
        rows = (
            rows.select_related("course", "instructor")
            .with_seats()
            .with_own_seat(self.request.user)
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
        user = self.request.user
        student = Student.objects.visible_to(user).filter(user=user).first()
        return super().get_context_data(
            courses=course_states(student) if student else [],
            can_plan=user.has_perm("students.manage_training"),
            has_calendar=student is not None or teaches(user),
            **kwargs,
        )


class SessionDetail(VisibleMixin, DetailView):
    """One session: when, where, who."""

    model = TrainingSession
    template_name = "students/show_session.html"
    context_object_name = "session"

    def get_queryset(self) -> QuerySet:
        """With course, round and the numbers of seats taken and waited for."""
        return super().get_queryset().select_related("course", "round", "instructor").with_seats()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The register for those who keep it; one's own seat for students."""
        session, user = self.object, self.request.user
        keeps = user.has_perm("students.record_training", session)
        now = timezone.now()
        planned = session.state == SessionState.PLANNED
        seats = session.seats.select_related("student").order_by("student__sort_name", "pk")
        return super().get_context_data(
            keeps_register=keeps,
            manages=user.has_perm("students.manage_training"),
            seats=list(seats.seated()) if keeps else [],
            line=list(session.seats.waiting().select_related("student")) if keeps else [],
            sees_link=bool(session.link) and sees_link(session, user),
            register_is_open=keeps and planned and now >= session.starts_at - EARLY,
            is_showing=keeps and is_showing(session),
            can_change=planned and user.has_perm("students.manage_training"),
            can_correct=session.state == SessionState.HELD and keeps,
            readings=readings(session.course, user),
            **self._own_seat(session, user, is_open=planned and session.starts_at > now),
            **kwargs,
        )

    def _own_seat(self, session: TrainingSession, user: Any, *, is_open: bool) -> dict[str, Any]:
        """What a student may do about a seat, and what stands in the way."""
        is_full = session.taken >= session.capacity
        seat = session.seats.select_related("student").filter(student__user=user).first()
        student = self._student(session, user) if seat is None and is_open else None
        clash = clashing_session(session, student) if student else None
        waits = seat is not None and seat.state == AttendanceState.WAITING
        return {
            "seat": seat,
            "waits": waits,
            "place": place_in_line(seat) if seat is not None and waits else 0,
            "is_full": is_full,
            "clash": clash,
            "can_register": student is not None and clash is None,
            "can_release": is_open
            and seat is not None
            and seat.state in (AttendanceState.REGISTERED, AttendanceState.WAITING),
        }

    def _student(self, session: TrainingSession, user: Any) -> Student | None:
        if is_instructor(user, session) or user.is_office:
            return None
        rows = Student.objects.visible_to(user).filter(user=user)
        return rows.filter(
            enrolments__round=session.round, enrolments__state__in=ENROLMENT_ACCEPTED
        ).first()


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
    """Change a session; everybody with a seat or in the line is told."""

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


cancel_session = MoveView.as_view(
    model=TrainingSession, move=workflow.CANCEL_SESSION, service=services.cancel_session
)
