"""Solutions: the list, one solution, writing and changing it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView

from partnership.core import workflow as core_workflow
from partnership.core.errors import WrongState
from partnership.core.views import VisibleMixin
from partnership.documents.models import StoredFile
from teams.enums import SOLUTION_EDITABLE, SolutionState
from teams.forms.work import SolutionForm
from teams.models import Solution, Team
from teams.services import solution as services
from teams.views.work_base import ObjectFormView, visible


class SolutionList(VisibleMixin, ListView):
    """Solutions of one's own teams; those of one's unit once the window has closed."""

    model = Solution
    template_name = "teams/solution_list.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Solution]:
        """Newest first, of one state when asked."""
        found = super().get_queryset().select_related("team", "problem__category").order_by("-pk")
        state = self.request.GET.get("state", "")
        return found.filter(state=state) if state in SolutionState.values else found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The states to filter by."""
        chosen = self.request.GET.get("state", "")
        return super().get_context_data(
            states=SolutionState.choices,
            chosen=chosen,
            query=f"state={chosen}" if chosen in SolutionState.values else "",
            **kwargs,
        )


class SolutionPage(VisibleMixin, DetailView):
    """One solution, as far as the reader may see it."""

    model = Solution
    template_name = "teams/solution.html"

    def get_queryset(self) -> QuerySet[Solution]:
        """With all the page shows."""
        return (
            super()
            .get_queryset()
            .select_related(
                "team__professor__user", "team__supervisor", "problem__unit", "baseline"
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Files, endorsements, and whether the reader may change it."""
        solution = self.object
        may_change = solution.state in SOLUTION_EDITABLE and self.request.user.has_perm(
            "teams.write_solution", solution
        )
        return super().get_context_data(
            files=StoredFile.objects.of(solution),
            endorsements=solution.endorsements.select_related("professor"),
            may_change=may_change,
            moves=_moves(solution, self.request.user, may_change),
            **kwargs,
        )


def _moves(solution: Solution, user: Any, may_change: bool) -> list[dict[str, Any]]:
    """Buttons of the page: change it, and every open move."""
    moves = [
        {
            "label": move.label,
            "url": move.url_for(solution),
            "tone": move.tone,
            "icon": move.icon,
            "explains": move.explains,
        }
        for move in core_workflow.available_moves(solution, user)
    ]
    if may_change:
        url = reverse("teams:change_solution", kwargs={"pk": solution.pk})
        tone = "plain" if any(move["tone"] == "primary" for move in moves) else "primary"
        moves.insert(
            0, {"label": _("Edit the solution"), "url": url, "tone": tone, "icon": "pencil"}
        )
    return moves


class WriteSolution(ObjectFormView):
    """A new solution of the reader's team."""

    model = Team
    permission = "teams.write_solution"
    form_class = SolutionForm
    template_name = "teams/solution_form.html"
    title = gettext_lazy("A new solution")
    button = gettext_lazy("Save draft")
    success_message = gettext_lazy("Saved as a draft. Your professor will read it.")

    def get_object(self) -> Team:
        """A team that may write now."""
        team = super().get_object()
        if team.state not in services.WRITING or team.problem_id is None:
            raise WrongState(
                _("Solutions are written while the team assesses or designs solutions.")
            )
        return team

    def get_form_kwargs(self) -> dict[str, Any]:
        """The figures of the problem, and the text of an earlier solution when asked for."""
        team = self.get_object()
        options = {**super().get_form_kwargs(), "problem": team.problem}
        earlier = self.request.GET.get("from", "")
        if earlier.isascii() and earlier.isdigit() and len(earlier) < 10:
            source = (
                Solution.objects.visible_to(self.request.user).filter(team=team, pk=earlier).first()
            )
            if source is not None:
                options["initial"] = {name: getattr(source, name) for name in services.TEXT_FIELDS}
        return options

    def act(self, form: SolutionForm) -> Solution:
        """Write it."""
        data = {key: value for key, value in form.cleaned_data.items() if key != "seen"}
        return services.write_solution(
            team_id=self.get_object().pk, actor=self.request.user, **data
        )


class ChangeSolution(ObjectFormView):
    """Change a draft, or one of which a revision is asked."""

    model = Solution
    permission = "teams.write_solution"
    form_class = SolutionForm
    template_name = "teams/solution_form.html"
    title = gettext_lazy("Edit the solution")

    def get_object(self) -> Solution:
        """A solution that may be changed now."""
        solution = super().get_object()
        if solution.state not in SOLUTION_EDITABLE:
            raise WrongState(
                _("Only a draft, or a solution of which a revision is asked, can be changed.")
            )
        return solution

    def get_form_kwargs(self) -> dict[str, Any]:
        """A copy to fill: what the form writes into it never reaches the service's row."""
        solution = visible(Solution, self.request.user, self.get_object().pk, "problem")
        return {**super().get_form_kwargs(), "problem": solution.problem, "instance": solution}

    def act(self, form: SolutionForm) -> Solution:
        """Change it."""
        return services.change_solution(
            solution_id=self.get_object().pk, actor=self.request.user, **form.cleaned_data
        )
