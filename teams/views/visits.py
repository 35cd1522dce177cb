"""Visits: plan, record, correct, cancel."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.errors import WrongState
from partnership.core.views import MoveView
from teams.enums import TEAM_ON_SITE, VisitState
from teams.forms.letter import PresenceForm, RecordVisitForm, VisitForm
from teams.models import Team, Visit
from teams.services import visit as services
from teams.views.common import TeamFormView
from teams.workflow import letter as workflow


class CreateVisit(TeamFormView):
    """Date a visit."""

    permission = "teams.plan_visit"
    states = TEAM_ON_SITE
    form_class = VisitForm
    title = gettext_lazy("Plan a visit")
    submit_label = gettext_lazy("Plan the visit")
    success_message = gettext_lazy("The visit is planned; everybody concerned is told.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """A visit of this team."""
        return {**super().get_form_kwargs(), "instance": Visit(team=self.team)}

    def act(self, form: VisitForm) -> Visit:
        """One service call."""
        return services.plan_visit(
            team_id=self.team.pk, actor=self.request.user, **form.cleaned_data
        )


class CorrectPresence(TeamFormView):
    """Correct who was there."""

    permission = "teams.record_visit"
    form_class = PresenceForm
    title = gettext_lazy("Correct who was present")

    def find_team(self) -> Team:
        """The team of the visit of the address."""
        rows = Visit.objects.visible_to(self.request.user).select_related(
            "team__round", "team__problem__unit"
        )
        self.visit = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self.visit.team

    def require_right(self) -> None:
        """The right, then the state."""
        super().require_right()
        if self.visit.state != VisitState.DONE:
            raise WrongState(_("Presence is corrected once the visit has been recorded."))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whose presence."""
        return {**super().get_form_kwargs(), "visit": self.visit}

    def act(self, form: PresenceForm) -> Visit:
        """One service call."""
        return services.correct_presence(
            visit_id=self.visit.pk, actor=self.request.user, **form.cleaned_data
        )


record_visit = MoveView.as_view(
    model=Visit,
    move=workflow.RECORD_VISIT,
    service=services.record_visit,
    form_class=RecordVisitForm,
)
cancel_visit = MoveView.as_view(
    model=Visit, move=workflow.CANCEL_VISIT, service=services.cancel_visit
)
