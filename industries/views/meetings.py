"""Pages of joint meetings: the list, the meeting itself, its plan, its letters."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import DetailView

from industries import services
from industries.enums import (
    MEETING_AHEAD,
    MEETING_FINAL,
    MEETING_RECORDED,
    MeetingState,
    ResolutionState,
)
from industries.forms import meetings as forms
from industries.forms.invitation import RsvpForm, answer_given
from industries.models import Invitee, JointMeeting, MinutesVersion, Problem
from industries.rules import is_invited
from industries.selectors import meetings as selectors
from industries.views.facts import meeting_facts, with_moves
from industries.workflow import meeting as workflow
from partnership.core.errors import NotAllowed, WrongState
from partnership.core.lists import FilteredList
from partnership.core.views import (
    MoveView,
    PermissionMixin,
    ServiceFormView,
    VisibleMixin,
)
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile


class MeetingListView(FilteredList):
    """Meetings this person organises or is invited to."""

    template_name = "industries/meeting_list.html"
    filter_class = forms.MeetingFilter

    def base_queryset(self) -> QuerySet:
        """Visible ones with their numbers."""
        open_ones = Q(resolutions__state=ResolutionState.IN_FOLLOW_UP)
        listed = Q(invitees__removed_at=None)
        return (
            JointMeeting.objects.visible_to(self.request.user)
            .annotate(
                invited=Count("invitees", filter=listed, distinct=True),
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
        can_manage = user.has_perm("industries.manage_meeting", meeting)
        # Minutes still being written are the office's alone.
        recorded = MEETING_RECORDED if can_manage else MEETING_FINAL
        has_minutes = meeting.state in recorded
        return super().get_context_data(
            facts=meeting_facts(meeting),
            has_minutes=has_minutes,
            can_manage=can_manage,
            is_ahead=meeting.state in MEETING_AHEAD,
            is_held=meeting.state == MeetingState.HELD,
            is_final=meeting.state in MEETING_FINAL,
            can_mark=can_manage and meeting.state not in MEETING_FINAL,
            agenda=selectors.agenda_for(meeting, user),
            **self._people(meeting, user),
            **(self._minutes(meeting, user) if has_minutes else {}),
            **(self._office(meeting) if can_manage else {}),
            **kwargs,
        )

    def _people(self, meeting: JointMeeting, user: Any) -> dict[str, Any]:
        rows = meeting.invitees.visible_to(user).current().select_related("user", "unit")
        waits = meeting.state == MeetingState.INVITED and not meeting.has_begun
        own = rows.of_person(user).first() if waits and is_invited(user, meeting) else None
        listed = Problem.objects.listed_for(user).values("pk")
        return {
            "invitees": rows,
            "own": own,
            "rsvp_form": RsvpForm(initial=answer_given(own)) if own else None,
            "problems": meeting.problems.filter(pk__in=listed).select_related("unit", "category"),
            "readable": set(meeting.problems.visible_to(user).values_list("pk", flat=True)),
        }

    def _minutes(self, meeting: JointMeeting, user: Any) -> dict[str, Any]:
        resolutions = meeting.resolutions.visible_to(user).select_related(
            "owner_user", "owner_unit", "problem", "meeting"
        )
        followed = meeting.follow_ups.select_related(
            "resolution__owner_user", "resolution__owner_unit"
        )
        versions = MinutesVersion.objects.visible_to(user).filter(meeting=meeting)
        current = versions.filter(version=meeting.version).first()
        return {
            "resolutions": with_moves(resolutions, user),
            "followed": followed,
            "signers": current.signers.all() if current else (),
            "scans": StoredFile.objects.of(current, FileKind.SCAN) if current else (),
            "versions": versions if user.is_office else (),
        }

    def _office(self, meeting: JointMeeting) -> dict[str, Any]:
        postings = selectors.mailing_of(meeting) if meeting.state in MEETING_AHEAD else []
        open_ones = meeting.state in MEETING_FINAL and selectors.open_resolutions_of(meeting)
        return {
            "unsent": sum(p.is_due for p in postings) if meeting.sequence else 0,
            "uncalled": sum(p.must_be_called for p in postings),
            "to_carry": len(open_ones) if open_ones else 0,
        }


class AddMeetingView(PermissionMixin, ServiceFormView):
    """Plan a meeting."""

    permission = "industries.manage_meeting"
    template_name = "industries/meeting_form.html"
    form_class = forms.MeetingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers what this person sees; on request it fills in what follows from that."""
        options = {**super().get_form_kwargs(), "user": self.request.user}
        if "propose" in self.request.POST:
            chosen = [pk for pk in self.request.POST.getlist("problems") if pk.isascii()]
            visible = Problem.objects.visible_to(self.request.user).select_related("unit")
            found = visible.filter(pk__in=[pk for pk in chosen if pk.isdigit() and len(pk) < 12])
            options["data"] = forms.proposed(self.request.POST, found)
        return options

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; or only fill in units and items of the chosen problems."""
        if "propose" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title."""
        words = {"title": _("Plan a joint meeting"), "draft_key": "meeting-new"}
        return super().get_context_data(**{**words, **kwargs})

    def act(self, form: Any) -> JointMeeting:
        """Plan it; the invitations are a step of their own."""
        columns = {name: value for name, value in form.plan().items() if name != "seen"}
        return services.create_meeting(actor=self.request.user, **columns)


class NextMeetingView(AddMeetingView):
    """Plan the meeting that follows: open problems, everybody, and the open resolutions."""

    @cached_property
    def meeting(self) -> JointMeeting:
        """The meeting it follows, or 404."""
        return get_object_or_404(
            JointMeeting.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Once the minutes are final."""
        allowed = request.user.is_authenticated and request.user.has_perm(self.permission)
        if allowed and self.meeting.state not in MEETING_FINAL:
            raise WrongState(_("Make the minutes of this meeting final first."))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def carried(self) -> list[Any]:
        """Resolutions it takes over."""
        return list(selectors.open_resolutions_of(self.meeting))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what is left of the last meeting."""
        old, user = self.meeting, self.request.user
        problems = list(selectors.open_problems_of(old, user))
        rows = forms.rows_of(old, copies=True)
        agenda = [{"title": str(p), "problem": p.pk} for p in problems]
        if self.carried:
            agenda.insert(0, {"title": _("Earlier resolutions"), "is_follow_up": True})
        listed = list(old.invitees.current().values_list("user_id", "unit_id"))
        return {
            **super().get_form_kwargs(),
            "initial": {
                "kind": old.kind,
                "title": old.title,
                "place": old.place,
                "chair": old.chair,
                "secretary": old.secretary,
                "problems": [p.pk for p in problems],
                "people": [user_id for user_id, _unit in listed if user_id],
                "units": [unit_id for _user, unit_id in listed if unit_id],
            },
            "row_initial": {"agenda": agenda, "outsiders": rows["outsiders"]},
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title, way back, and what is taken over."""
        return super().get_context_data(
            title=_("Plan the next meeting"),
            draft_key=f"meeting-after-{self.meeting.pk}",
            back=self.meeting,
            back_url=self.meeting.get_absolute_url(),
            carried=self.carried,
            **kwargs,
        )

    def act(self, form: Any) -> JointMeeting:
        """Plan it, with the resolutions that are open now."""
        columns = {name: value for name, value in form.plan().items() if name != "seen"}
        return services.create_meeting(
            actor=self.request.user, follows=self.meeting, carried=self.carried, **columns
        )


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
        if allowed and self.meeting.state not in MEETING_AHEAD:
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
        """Title and way back; what somebody else saved meanwhile stands beside what was typed."""
        context = super().get_context_data(
            title=_("Change the plan"),
            draft_key=f"meeting-{self.meeting.pk}",
            back=self.meeting,
            back_url=self.meeting.get_absolute_url(),
            **kwargs,
        )
        return {**context, "theirs": theirs(context["form"], self.meeting)}

    def act(self, form: Any) -> JointMeeting:
        """Save; invitees hear of it when the invitations are sent again."""
        return services.update_meeting(
            meeting_id=self.meeting.pk, actor=self.request.user, **form.plan()
        )


def theirs(form: Any, meeting: JointMeeting) -> JointMeeting | None:
    """The meeting as somebody else saved it, when the form was opened before that; else None.

    The form then takes over their version's mark, so that a second press saves on purpose.
    """
    now = meeting.updated_at.isoformat()
    if not form.is_bound or form.data.get("seen", now) in ("", now):
        return None
    form.data = form.data.copy()
    form.data["seen"] = now
    return meeting


class AnswerMeetingView(ServiceFormView):
    """Say whether one will come; the form stands on the meeting's page."""

    template_name = "industries/form.html"
    form_class = RsvpForm
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
            meeting_id=self.meeting.pk, actor=self.request.user, **form.cleaned_data
        )
        return self.meeting


class InviteMeetingView(MoveView):
    """Who gets which letter; one press sends them."""

    model, move = JointMeeting, workflow.INVITE
    service = staticmethod(services.invite_meeting)
    template_name = "industries/invite_meeting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letters as they would leave now."""
        meeting = self.get_object()
        return super().get_context_data(
            postings=selectors.mailing_of(meeting),
            changes=selectors.changes_of(meeting),
            **kwargs,
        )


class NoteToldView(PermissionMixin, View):
    """Somebody without an address was called; the list says so."""

    permission = "industries.manage_meeting"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note it, and back to the letters."""
        row = get_object_or_404(Invitee.objects.visible_to(request.user), pk=pk)
        services.note_told(invitee_id=row.pk, actor=request.user)
        return HttpResponseRedirect(workflow.INVITE.url_for(row.meeting))


cancel_meeting = MoveView.as_view(
    model=JointMeeting,
    move=workflow.CANCEL_MEETING,
    service=staticmethod(services.cancel_meeting),
)
