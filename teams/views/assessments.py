"""The assessment: written by the team, answered by the professor."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from partnership.core.views import MoveView, VisibleMixin
from partnership.documents.models import StoredFile
from teams.enums import TeamState
from teams.forms.assessment import AssessmentForm, findings_for
from teams.models import Assessment, Team
from teams.services import assessment as services
from teams.views.common import TeamFormView
from teams.workflow import assessment as workflow


class WriteAssessment(TeamFormView):
    """One page for the report and its findings; saved as a draft until it is sent."""

    permission = "teams.write_assessment"
    states = frozenset({TeamState.ASSESSING})
    form_class = AssessmentForm
    template_name = "teams/write_assessment.html"
    title = gettext_lazy("Assessment")
    submit_label = gettext_lazy("Save draft")
    success_message = gettext_lazy("Saved. Send it to the professor when it is complete.")

    def find_team(self) -> Team:
        """The team, and its paper as it stands."""
        team = super().find_team()
        self.paper = Assessment.objects.filter(team=team).first()
        return team

    def get_form_kwargs(self) -> dict[str, Any]:
        """The paper as it stands."""
        return {**super().get_form_kwargs(), "instance": self.paper or Assessment(team=self.team)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Findings beneath the report."""
        kwargs.setdefault("findings", findings_for(self.paper))
        return super().get_context_data(
            paper=self.paper,
            files=StoredFile.objects.of(self.paper) if self.paper else [],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Both forms have to be in order; nothing typed is lost when one is not."""
        form = self.get_form()
        self.findings = findings_for(self.paper, request.POST)
        if form.is_valid() & self.findings.is_valid():
            return self.form_valid(form)
        return self.form_invalid(form)

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """After a refusal the findings stand as they were typed."""
        if hasattr(self, "findings"):
            context["findings"] = self.findings
        return super().render_to_response(context, **options)

    def act(self, form: AssessmentForm) -> Assessment:
        """One service call."""
        return services.save_assessment(
            team_id=self.team.pk,
            actor=self.request.user,
            findings=self.findings.rows(),
            **form.cleaned_data,
        )


class AssessmentDetail(VisibleMixin, DetailView):
    """The assessment to read, accept or return."""

    model = Assessment
    template_name = "teams/show_assessment.html"

    def get_queryset(self) -> QuerySet:
        """With team and findings."""
        return (
            super()
            .get_queryset()
            .select_related("team__problem__unit", "team__professor")
            .prefetch_related("findings__category")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Files, and whether this reader writes."""
        paper, user = self.object, self.request.user
        return super().get_context_data(
            files=StoredFile.objects.of(paper),
            may_edit=paper.state in services.EDITABLE
            and paper.team.state == TeamState.ASSESSING
            and user.has_perm("teams.write_assessment", paper),
            **kwargs,
        )


submit_assessment = MoveView.as_view(
    model=Assessment, move=workflow.SUBMIT, service=services.submit_assessment
)
accept_assessment = MoveView.as_view(
    model=Assessment, move=workflow.ACCEPT, service=services.accept_assessment
)
return_assessment = MoveView.as_view(
    model=Assessment, move=workflow.RETURN, service=services.return_assessment
)
