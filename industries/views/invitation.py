"""The page behind an invitation's link: no account, one row of one meeting's list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView

from industries import services
from industries.enums import MEETING_FINAL, MeetingState
from industries.forms.invitation import RsvpForm, answer_given
from industries.models import Invitee, JointMeeting
from industries.selectors import reason_of
from industries.selectors.meetings import agenda_lines
from industries.services.invitations import require_answerable
from industries.views.facts import meeting_facts
from industries.views.minutes import minutes_pdf
from industries.workflow import meeting as workflow
from partnership.core.errors import DomainError, WrongState
from partnership.core.views import UNPROCESSABLE, add_domain_error


class LinkedInviteeMixin:
    """The row a link was made for. Whoever has no such link is led to sign in, or nowhere."""

    request: HttpRequest
    invitee: Invitee

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Through the link; people with an account go to the meeting's own page."""
        link = request.link  # type: ignore[attr-defined]  # set by LinkMiddleware
        if link is None or link.object_pk != kwargs["pk"]:
            return self._without_link(request, kwargs["pk"])
        rows = Invitee.objects.select_related("meeting", "user", "unit")
        self.invitee = get_object_or_404(rows, pk=link.object_pk)
        if not link.is_about(self.invitee):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def _without_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect("account_login")
        meetings = JointMeeting.objects.visible_to(request.user)
        return redirect(get_object_or_404(meetings, invitees__pk=pk))


class AnswerInvitationView(LinkedInviteeMixin, FormView):
    """Date, place and agenda, and one question: will you come?"""

    template_name = "industries/invitation.html"
    form_class = RsvpForm

    def get_initial(self) -> dict[str, Any]:
        """The answer given before."""
        return answer_given(self.invitee)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What anybody may know of the meeting, and why no answer is taken, if so."""
        row = self.invitee
        meeting = row.meeting
        closed = ""
        try:
            require_answerable(meeting, row)
        except WrongState as error:
            closed = str(error)
        is_cancelled = meeting.state == MeetingState.CANCELLED
        told, answered = row.told_at, row.answered_at
        return super().get_context_data(
            meeting=meeting,
            row=row,
            closed=closed,
            reason=reason_of(meeting, workflow.CANCEL_MEETING) if is_cancelled else "",
            facts=[] if row.removed_at else meeting_facts(meeting),
            agenda=[] if row.removed_at else agenda_lines(meeting),
            answer=dict(RsvpForm.base_fields["rsvp"].choices).get(row.rsvp, ""),
            has_changed=bool(told and answered and told > answered and not closed),
            has_minutes=has_minutes(row),
            **kwargs,
        )

    def form_valid(self, form: RsvpForm) -> HttpResponse:
        """Note the answer; the page thanks and shows it. A second press notes the same again."""
        try:
            services.answer_invitation(invitee_id=self.invitee.pk, **form.cleaned_data)
        except WrongState:
            self.invitee.refresh_from_db()
            return self.render_to_response(self.get_context_data(form=form), status=409)
        except DomainError as error:
            add_domain_error(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Thank you, your answer is noted."))
        return HttpResponseRedirect(self.request.path)

    def form_invalid(self, form: RsvpForm) -> HttpResponse:
        """The form again with its errors."""
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)


class LinkedMinutesView(LinkedInviteeMixin, View):
    """The final minutes, for whoever was not absent."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The paper as everybody may read it."""
        if not has_minutes(self.invitee):
            raise WrongState(_("The minutes of this meeting are not final."))
        return minutes_pdf(self.invitee.meeting, readable=())


def has_minutes(row: Invitee) -> bool:
    """Whether the row's link opens the minutes now."""
    final = row.meeting.state in MEETING_FINAL
    return final and row.removed_at is None and row.was_present is not False
