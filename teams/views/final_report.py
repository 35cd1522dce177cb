"""The team's final report."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from partnership.core.views import VisibleMixin
from partnership.documents.models import StoredFile
from teams.enums import AssessmentState
from teams.forms.work import FinalReportForm
from teams.models import FinalReport, Team
from teams.services import final_report as services
from teams.views.work_base import ObjectFormView

EDITABLE = (AssessmentState.DRAFT, AssessmentState.RETURNED)


class WriteFinalReport(ObjectFormView):
    """Begin or change the final report."""

    model = Team
    permission = "teams.write_final_report"
    form_class = FinalReportForm
    title = gettext_lazy("Final report")
    button = gettext_lazy("Save draft")
    success_message = gettext_lazy("Saved. Send it to your professor when it is complete.")

    def get_initial(self) -> dict[str, Any]:
        """The report as written so far."""
        report = FinalReport.objects.filter(team=self.get_object()).first()
        if report is None:
            return {}
        return {
            "summary": report.summary,
            "lessons": report.lessons,
            "seen": report.updated_at.isoformat(),
        }

    def act(self, form: FinalReportForm) -> FinalReport:
        """Write it."""
        return services.write_final_report(
            team_id=self.get_object().pk, actor=self.request.user, **form.cleaned_data
        )


class FinalReportPage(VisibleMixin, DetailView):
    """The final report, for the team, its professor, the office, and the unit once accepted."""

    model = FinalReport
    template_name = "teams/final_report.html"

    def get_queryset(self) -> QuerySet[FinalReport]:
        """With all the page shows."""
        return super().get_queryset().select_related("team__professor__user", "team__problem__unit")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Files, and the way to edit."""
        report, user = self.object, self.request.user
        edit = report.state in EDITABLE and user.has_perm("teams.write_final_report", report)
        return super().get_context_data(
            files=StoredFile.objects.of(report),
            edit_url=reverse("teams:write_final_report", kwargs={"pk": report.team_id})
            if edit
            else "",
            **kwargs,
        )
