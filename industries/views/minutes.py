"""Minutes: recorded, corrected, printed, signed, kept; the list kept on the spot."""

from collections.abc import Container
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from industries import services
from industries.enums import MEETING_FINAL, MEETING_RECORDED, MeetingState
from industries.forms import minutes as forms
from industries.forms.invitation import AttendanceForm, GuestForm
from industries.models import JointMeeting, MinutesVersion, Problem
from industries.selectors.minutes import digest_of, paper_of, snapshot_of
from industries.services.attendance import require_register
from industries.services.minutes import require_begun
from industries.views.meetings import theirs
from industries.views.problems import pdf_answer
from industries.workflow import meeting as workflow
from partnership.core.errors import NotAllowed, WrongState
from partnership.core.views import MoveView, PermissionMixin, ServiceFormView, SignedInMixin

SHEETS = ("paper/minutes.css",)


class MeetingOfAddressMixin(PermissionMixin):
    """Pages of the office about one meeting."""

    permission = "industries.manage_meeting"
    kwargs: dict[str, Any]

    @cached_property
    def meeting(self) -> JointMeeting:
        """The meeting of the address, or 404."""
        return get_object_or_404(
            JointMeeting.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def require_fit(self) -> None:
        """Raise WrongState when the meeting's state does not fit the page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404, then 403, then 409."""
        if request.user.is_authenticated:
            meeting = self.meeting
            if request.user.has_perm(self.permission, meeting):
                self.require_fit()
        return super().dispatch(request, *args, **kwargs)


class HoldMeetingView(MoveView):
    """Record what happened."""

    model, move, form_class = JointMeeting, workflow.HOLD_MEETING, forms.HoldForm
    service = staticmethod(services.hold_meeting)
    template_name = "industries/hold_meeting.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Before its hour a sentence says so."""
        manages = request.user.is_authenticated and request.user.has_perm(
            "industries.manage_meeting"
        )
        if manages and self.get_object().state in workflow.HOLD_MEETING.sources:
            require_begun(self.get_object())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form shows each officer the problems they may read."""
        return {**super().get_form_kwargs(), "reader": self.request.user}


class EditMinutesView(MeetingOfAddressMixin, ServiceFormView):
    """Correct minutes that are not final."""

    template_name = "industries/minutes_form.html"
    form_class = forms.MinutesForm

    def require_fit(self) -> None:
        """Only minutes that are there and not final."""
        if self.meeting.state != MeetingState.HELD:
            raise WrongState(_("These minutes are final. The head of the Office can unlock them."))

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form fills itself from the meeting."""
        return {**super().get_form_kwargs(), "meeting": self.meeting, "reader": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting, and what somebody else has saved meanwhile."""
        context = super().get_context_data(meeting=self.meeting, **kwargs)
        return {**context, "theirs": theirs(context["form"], self.meeting)}

    def act(self, form: Any) -> JointMeeting:
        """Save the minutes."""
        return services.update_minutes(
            meeting_id=self.meeting.pk,
            actor=self.request.user,
            seen=form.cleaned_data["seen"],
            **form.minutes(),
        )


class MinutesPaperView(SignedInMixin, View):
    """The minutes as a paper to sign; drafts are marked so."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A PDF in the reader's language, from the frozen version."""
        rows = JointMeeting.objects.visible_to(request.user)
        meeting = get_object_or_404(rows, pk=pk, state__in=MEETING_RECORDED)
        if meeting.state == MeetingState.HELD and not request.user.has_perm(
            "industries.manage_meeting", meeting
        ):
            raise NotAllowed(
                _("The minutes are still being written. You will be told when they are final.")
            )
        return minutes_pdf(meeting, readable=_readable(request.user))


class MinutesVersionView(SignedInMixin, View):
    """An older version, for the office."""

    def get(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        """The paper as it was."""
        rows = MinutesVersion.objects.visible_to(request.user)
        found = get_object_or_404(rows, meeting__pk=pk, version=version)
        return _paper(found, readable=_readable(request.user))


def minutes_pdf(meeting: JointMeeting, *, readable: Container[int]) -> HttpResponse:
    """The version in force, or a draft from what is written now."""
    final = meeting.state in MEETING_FINAL
    version = meeting.versions.filter(version=meeting.version).first() if final else None
    if version is not None:
        return _paper(version, readable=readable)
    snapshot = snapshot_of(meeting)
    paper = paper_of(snapshot, _language(), readable, sha256=digest_of(snapshot) if final else "")
    return pdf_answer("industries/paper/minutes.html", f"minutes-{meeting.pk}.pdf", paper, SHEETS)


def _paper(version: MinutesVersion, *, readable: Container[int]) -> HttpResponse:
    paper = paper_of(version.snapshot, _language(), readable, sha256=version.sha256)
    name = f"{version.number}-v{version.version}.pdf"
    return pdf_answer("industries/paper/minutes.html", name, paper, SHEETS)


def _language() -> str:
    return (get_language() or "fa")[:2]


def _readable(user: Any) -> set[int]:
    return set(Problem.objects.visible_to(user).values_list("pk", flat=True))


class NoteSignaturesView(MeetingOfAddressMixin, ServiceFormView):
    """Who has signed the paper."""

    template_name = "industries/signatures.html"
    form_class = forms.SignaturesForm

    def require_fit(self) -> None:
        """Only of final minutes."""
        if self.meeting.state not in MEETING_FINAL:
            raise WrongState(_("Signatures are noted once the minutes are final."))
        if self.version is None:
            raise WrongState(
                _("No signers were kept with these minutes. Unlock and make them final again.")
            )

    @cached_property
    def version(self) -> MinutesVersion | None:
        """The version in force."""
        rows = MinutesVersion.objects.visible_to(self.request.user)
        return rows.filter(meeting=self.meeting, version=self.meeting.version).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        """The signers of the version in force."""
        return {**super().get_form_kwargs(), "version": self.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting."""
        return super().get_context_data(meeting=self.meeting, **kwargs)

    def act(self, form: Any) -> JointMeeting:
        """Note the signatures."""
        return services.note_signatures(
            meeting_id=self.meeting.pk, actor=self.request.user, states=form.states
        )


class TakeAttendanceView(MeetingOfAddressMixin, ServiceFormView):
    """Tick who is there, on a phone in the room."""

    template_name = "industries/attendance.html"
    form_class = AttendanceForm
    success_message = gettext_lazy("The list is saved.")

    def require_fit(self) -> None:
        """From the morning of the day until the minutes are final."""
        require_register(self.meeting)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The people of this meeting."""
        return {**super().get_form_kwargs(), "meeting": self.meeting}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting, and the form for whoever came without an invitation."""
        return super().get_context_data(
            meeting=self.meeting, guest_form=GuestForm(prefix="guest"), **kwargs
        )

    def act(self, form: AttendanceForm) -> JointMeeting:
        """Save the marks."""
        return services.mark_attendance(
            meeting_id=self.meeting.pk, actor=self.request.user, marks=form.marks
        )

    def answer(self, result: JointMeeting) -> HttpResponse:
        """Stay with the list."""
        return HttpResponseRedirect(reverse("industries:take_attendance", kwargs={"pk": result.pk}))


class AddGuestView(TakeAttendanceView):
    """Somebody came who was not invited."""

    template_name = "industries/add_guest.html"
    form_class = GuestForm
    success_message = gettext_lazy("The guest is on the list, marked as present.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The guest's own form."""
        options = super().get_form_kwargs()
        del options["meeting"]
        return {**options, "prefix": "guest"}

    def act(self, form: Any) -> JointMeeting:
        """Add them."""
        services.add_guest(meeting_id=self.meeting.pk, actor=self.request.user, **form.cleaned_data)
        return self.meeting


class AttendancePaperView(MeetingOfAddressMixin, View):
    """The attendance sheet to sign in the room."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Everybody on the list, and some empty lines."""
        rows = self.meeting.invitees.current().select_related("user", "unit").order_by("pk")
        first = len(rows) + 1
        return pdf_answer(
            "industries/paper/attendance.html",
            f"attendance-{pk}.pdf",
            {"meeting": self.meeting, "rows": rows, "spare": range(first, first + 6)},
            SHEETS,
        )


def _move(move: Any, service: Any, **more: Any) -> Any:
    return MoveView.as_view(model=JointMeeting, move=move, service=staticmethod(service), **more)


sign_meeting = _move(workflow.SIGN, services.sign_meeting)
unlock_meeting = _move(workflow.UNLOCK, services.unlock_meeting)
archive_meeting = _move(workflow.ARCHIVE, services.archive_meeting, form_class=forms.ScanForm)
unarchive_meeting = _move(workflow.UNARCHIVE, services.unarchive_meeting)
