"""Pages of joint meetings: plan, invitation, minutes, resolutions."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import DetailView

from industries import services
from industries.enums import MeetingState, ResolutionState
from industries.forms import meetings as forms
from industries.models import JointMeeting, Problem, Resolution
from industries.rules import is_invited
from industries.views.facts import meeting_facts, with_moves
from industries.views.problems import pdf_answer
from industries.workflow import meeting as workflow
from partnership.core.errors import NotAllowed, WrongState
from partnership.core.lists import FilteredList
from partnership.core.views import (
    MoveView,
    PermissionMixin,
    ServiceFormView,
    SignedInMixin,
    VisibleMixin,
)


class MeetingListView(FilteredList):
    """Meetings this person organises or is invited to."""

    template_name = "industries/meeting_list.html"
    filter_class = forms.MeetingFilter

    def base_queryset(self) -> QuerySet:
        """Visible ones with their numbers."""
        open_ones = Q(resolutions__state=ResolutionState.IN_FOLLOW_UP)
        return (
            JointMeeting.objects.visible_to(self.request.user)
            .annotate(
                invited=Count("invitees", distinct=True),
                decided=Count("resolutions", distinct=True),
                still_open=Count("resolutions", filter=open_ones, distinct=True),
            )
            .order_by("-starts_at", "-pk")
        )

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By state."""
        return rows.filter(state=wanted["state"]) if "state" in wanted else rows


class MeetingView(VisibleMixin, DetailView):
    """A meeting: the invitation before it, the minutes after it."""

    model = JointMeeting
    template_name = "industries/meeting.html"
    context_object_name = "meeting"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who is invited, what is discussed, what was decided, and the answer asked for."""
        meeting, user = self.object, self.request.user
        waits = meeting.state == MeetingState.INVITED and is_invited(user, meeting)
        own = [
            row
            for row in meeting.invitees.all()
            if row.user_id == user.pk or row.unit_id in _units(user)
        ]
        listed = Problem.objects.listed_for(user).values("pk")
        resolutions = meeting.resolutions.visible_to(user).select_related(
            "owner_user", "owner_unit", "problem", "meeting"
        )
        has_minutes = meeting.state in (MeetingState.HELD, MeetingState.SIGNED)
        return super().get_context_data(
            facts=meeting_facts(meeting),
            invitees=meeting.invitees.select_related("user", "unit"),
            problems=meeting.problems.filter(pk__in=listed).select_related("unit", "category"),
            readable=set(meeting.problems.visible_to(user).values_list("pk", flat=True)),
            resolutions=with_moves(resolutions, user),
            has_minutes=has_minutes,
            rsvp_form=forms.RsvpForm(initial={"rsvp": own[0].rsvp if own else ""})
            if waits
            else None,
            can_manage=user.has_perm("industries.manage_meeting", meeting),
            is_open=meeting.state in (MeetingState.PLANNED, MeetingState.INVITED),
            is_held=meeting.state == MeetingState.HELD,
            **kwargs,
        )


def _units(user: Any) -> set[int]:
    return set(user.unit_roles.filter(is_active=True).values_list("unit_id", flat=True))


class AddMeetingView(PermissionMixin, ServiceFormView):
    """Plan a meeting."""

    permission = "industries.manage_meeting"
    template_name = "industries/meeting_form.html"
    form_class = forms.MeetingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers what this person sees."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title."""
        return super().get_context_data(**{"title": _("Plan a joint meeting"), **kwargs})

    def act(self, form: Any) -> JointMeeting:
        """Plan it; the invitations are a step of their own."""
        columns = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        return services.create_meeting(actor=self.request.user, **columns)


class EditMeetingView(AddMeetingView):
    """Change the plan of a meeting that lies ahead."""

    @cached_property
    def meeting(self) -> JointMeeting:
        """The meeting of the address, or 404."""
        return get_object_or_404(
            JointMeeting.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only while there is a plan to change."""
        allowed = request.user.is_authenticated and request.user.has_perm(self.permission)
        if allowed and self.meeting.state not in (MeetingState.PLANNED, MeetingState.INVITED):
            raise WrongState(
                _("This meeting has been held or cancelled; its plan stays as it was.")
            )
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start from what is there."""
        return {
            **super().get_form_kwargs(),
            "instance": JointMeeting.objects.get(pk=self.meeting.pk),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and way back."""
        return super().get_context_data(
            title=_("Change the plan"),
            back=self.meeting,
            back_url=self.meeting.get_absolute_url(),
            **kwargs,
        )

    def act(self, form: Any) -> JointMeeting:
        """Save; invitees hear of it when the invitations are sent again."""
        return services.update_meeting(
            meeting_id=self.meeting.pk, actor=self.request.user, **form.cleaned_data
        )


class AnswerMeetingView(ServiceFormView):
    """Say whether one will come; the form stands on the meeting's page."""

    template_name = "industries/form.html"
    form_class = forms.RsvpForm
    success_message = gettext_lazy("Thank you, your answer is noted.")

    @cached_property
    def meeting(self) -> JointMeeting:
        """The meeting of the address, or 404."""
        return get_object_or_404(
            JointMeeting.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only those invited."""
        if request.user.is_authenticated and not request.user.has_perm(
            "industries.answer_meeting", self.meeting
        ):
            raise NotAllowed(_("Only those invited can answer."))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and way back."""
        return super().get_context_data(
            title=_("Answer the invitation"),
            button=_("Send the answer"),
            back=self.meeting,
            back_url=self.meeting.get_absolute_url(),
            **kwargs,
        )

    def act(self, form: Any) -> JointMeeting:
        """Note the answer."""
        services.answer_meeting(
            meeting_id=self.meeting.pk, actor=self.request.user, rsvp=form.cleaned_data["rsvp"]
        )
        return self.meeting


class EditMinutesView(PermissionMixin, ServiceFormView):
    """Correct minutes that are not final."""

    permission = "industries.manage_meeting"
    template_name = "industries/minutes_form.html"
    form_class = forms.MinutesForm

    @cached_property
    def meeting(self) -> JointMeeting:
        """The meeting of the address, or 404."""
        return get_object_or_404(
            JointMeeting.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only minutes that are there and not final."""
        allowed = request.user.is_authenticated and request.user.has_perm(self.permission)
        if allowed and self.meeting.state != MeetingState.HELD:
            raise WrongState(_("These minutes are final. The head of the Office can unlock them."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form fills itself from the meeting."""
        return {**super().get_form_kwargs(), "meeting": self.meeting, "reader": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting."""
        return super().get_context_data(meeting=self.meeting, **kwargs)

    def act(self, form: Any) -> JointMeeting:
        """Save the minutes."""
        return services.update_minutes(
            meeting_id=self.meeting.pk,
            actor=self.request.user,
            seen=form.cleaned_data["seen"],
            **form.minutes(),
        )


class MinutesPaperView(SignedInMixin, View):
    """The minutes as a paper to sign."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A PDF in the reader's language; drafts are marked so."""
        rows = JointMeeting.objects.visible_to(request.user)
        meeting = get_object_or_404(rows, pk=pk, state__in=(MeetingState.HELD, MeetingState.SIGNED))
        if meeting.state == MeetingState.HELD and not request.user.has_perm(
            "industries.manage_meeting", meeting
        ):
            raise NotAllowed(
                _("The minutes are still being written. You will be told when they are final.")
            )
        resolutions = meeting.resolutions.select_related("owner_user", "owner_unit", "problem")
        invitees = list(meeting.invitees.select_related("user", "unit"))
        readable = set(Problem.objects.visible_to(request.user).values_list("pk", flat=True))
        return pdf_answer(
            "industries/paper/minutes.html",
            f"{meeting.number or f'minutes-{meeting.pk}'}.pdf",
            {
                "meeting": meeting,
                "resolutions": resolutions,
                "readable": readable,
                "present": [row for row in invitees if row.was_present],
                "absent": [row for row in invitees if row.was_present is False],
                "number": meeting.number,
                "date": meeting.starts_at,
                "signature_rows": _signature_rows(meeting, invitees),
            },
        )


def _signature_rows(meeting: JointMeeting, invitees: list[Any]) -> list[list[dict[str, str]]]:
    """Room for the pen of the chair, the secretary and everybody who was there, three in a row."""
    boxes = [(_("chair"), meeting.text("chair")), (_("secretary"), meeting.text("secretary"))]
    boxes = [(title, name) for title, name in boxes if name]
    known = {name for _title, name in boxes}
    for row in invitees:
        if row.was_present and str(row) not in known:
            boxes.append((_("industrial unit") if row.unit_id else _("present"), str(row)))
    made = [{"title": capfirst(title), "name": name} for title, name in boxes]
    return [made[start : start + 3] for start in range(0, len(made), 3)]


class ResolutionListView(PermissionMixin, FilteredList):
    """Resolutions of all meetings, in the working group's three buckets."""

    permission = "industries.follow_resolution"
    template_name = "industries/resolution_list.html"
    filter_class = forms.ResolutionFilter

    def base_queryset(self) -> QuerySet:
        """Visible ones, the most pressing first."""
        return (
            Resolution.objects.visible_to(self.request.user)
            .select_related("meeting", "owner_user", "owner_unit", "problem")
            .order_by("due_on", "pk")
        )

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By state; overdue ones."""
        if "state" in wanted:
            rows = rows.filter(state=wanted["state"])
        if "overdue" in wanted:
            rows = rows.filter(state=ResolutionState.IN_FOLLOW_UP, due_on__lt=timezone.localdate())
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows with their moves; whoever takes one comes back to this list."""
        context = super().get_context_data(**kwargs)
        here = self.request.get_full_path()
        return {**context, "rows": with_moves(context["page_obj"], self.request.user, here)}


class HoldMeetingView(MoveView):
    """Record what happened."""

    model, move, form_class = JointMeeting, workflow.HOLD_MEETING, forms.HoldForm
    service = staticmethod(services.hold_meeting)
    template_name = "industries/hold_meeting.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form shows each officer the problems they may read."""
        return {**super().get_form_kwargs(), "reader": self.request.user}


def _move(model: Any, move: Any, service: Any) -> Any:
    return MoveView.as_view(model=model, move=move, service=staticmethod(service))


invite_meeting = _move(JointMeeting, workflow.INVITE, services.invite_meeting)
sign_meeting = _move(JointMeeting, workflow.SIGN, services.sign_meeting)
unlock_meeting = _move(JointMeeting, workflow.UNLOCK, services.unlock_meeting)
cancel_meeting = _move(JointMeeting, workflow.CANCEL_MEETING, services.cancel_meeting)
complete_resolution = _move(Resolution, workflow.COMPLETE, services.complete_resolution)
fail_resolution = _move(Resolution, workflow.FAIL, services.fail_resolution)
resume_resolution = _move(Resolution, workflow.RESUME, services.resume_resolution)
