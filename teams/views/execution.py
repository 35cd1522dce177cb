"""Steps of the plan, results, the unit's confirmation, follow-up."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from partnership.core.views import VisibleMixin
from teams.forms.work import BenefitForm, FollowUpForm, MilestoneForm, OutcomeForm
from teams.models import Milestone, Outcome, Solution, Team
from teams.services import execution as services
from teams.views.work_base import ObjectFormView


class PlanMilestone(ObjectFormView):
    """A new step of the plan."""

    model = Team
    permission = "teams.plan_execution"
    form_class = MilestoneForm
    title = gettext_lazy("A new step")
    button = gettext_lazy("Add the step")
    icon = "plus-lg"
    success_message = gettext_lazy("The step is in the plan.")

    def act(self, form: Any) -> Milestone:
        """Plan it."""
        return services.plan_milestone(
            team_id=self.get_object().pk, actor=self.request.user, **form.cleaned_data
        )


class ChangeMilestone(ObjectFormView):
    """Change a step that is not done yet."""

    model = Milestone
    permission = "teams.plan_execution"
    form_class = MilestoneForm
    title = gettext_lazy("Edit the step")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form fills a copy."""
        copy = Milestone.objects.get(pk=self.get_object().pk)
        return {**super().get_form_kwargs(), "instance": copy}

    def act(self, form: Any) -> Milestone:
        """Change it."""
        return services.change_milestone(
            milestone_id=self.get_object().pk, actor=self.request.user, **form.cleaned_data
        )


class OutcomePage(VisibleMixin, DetailView):
    """What the execution brought; what the unit confirmed; how it went on."""

    model = Team
    template_name = "teams/outcome.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The results, and what the reader may add."""
        team, user = self.object, self.request.user
        outcome = get_object_or_404(Outcome.objects.visible_to(user), team=team)
        solution = (
            Solution.objects.visible_to(user)
            .filter(team=team, state__in=["selected", "implemented"])
            .select_related("baseline")
            .first()
        )
        open_claims = outcome.benefit_confirmed_rial is None
        return super().get_context_data(
            outcome=outcome,
            solution=solution,
            may_record=open_claims and user.has_perm("teams.record_outcome", team),
            may_confirm=open_claims and user.has_perm("teams.confirm_benefit", team),
            may_follow_up=user.has_perm("teams.follow_up_outcome", team),
            **kwargs,
        )


class _AboutOutcome(ObjectFormView):
    """A form that leads back to the page of the results."""

    model = Team

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way back is the page of the results."""
        return super().get_context_data(back_url=self._page(), **kwargs)

    def answer(self, result: Any) -> HttpResponse:
        """Show the results."""
        return HttpResponseRedirect(self._page())

    def _page(self) -> str:
        return reverse("teams:show_outcome", kwargs={"pk": self.get_object().pk})


class RecordOutcome(_AboutOutcome):
    """Correct the results while the unit has not confirmed them."""

    permission = "teams.record_outcome"
    form_class = OutcomeForm
    title = gettext_lazy("Results of the execution")

    def get_initial(self) -> dict[str, Any]:
        """What is recorded now."""
        outcome = Outcome.objects.filter(team=self.get_object()).first()
        return (
            {
                name: getattr(outcome, name)
                for name in (
                    "summary",
                    "kpi_after",
                    "benefit_claimed_rial",
                    "jobs_saved",
                    "jobs_created",
                )
            }
            if outcome
            else {}
        )

    def act(self, form: Any) -> Outcome:
        """Record them."""
        return services.record_outcome(
            team_id=self.get_object().pk, actor=self.request.user, **form.cleaned_data
        )


class ConfirmBenefit(_AboutOutcome):
    """The manager says what the result is worth."""

    permission = "teams.confirm_benefit"
    form_class = BenefitForm
    title = gettext_lazy("Confirm the benefit")
    button = gettext_lazy("Confirm the benefit")

    def get_initial(self) -> dict[str, Any]:
        """What the team claims."""
        outcome = Outcome.objects.filter(team=self.get_object()).first()
        return {"benefit_confirmed_rial": outcome.benefit_claimed_rial} if outcome else {}

    def act(self, form: Any) -> Outcome:
        """Confirm it."""
        return services.confirm_benefit(
            team_id=self.get_object().pk, actor=self.request.user, **form.cleaned_data
        )


class FollowUpOutcome(_AboutOutcome):
    """How things stand three or six months later."""

    permission = "teams.follow_up_outcome"
    form_class = FollowUpForm
    title = gettext_lazy("Follow up the results")

    def act(self, form: Any) -> Outcome:
        """Write it down."""
        return services.follow_up_outcome(
            team_id=self.get_object().pk, actor=self.request.user, **form.cleaned_data
        )
