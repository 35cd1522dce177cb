"""The manager's page: solutions side by side, scores, one decision."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industries.enums import ProblemState
from industries.models import Problem
from partnership.core.views import ServiceFormView
from teams.enums import DecisionKind
from teams.forms.work import CloseWindowForm
from teams.forms.work_decision import DecisionForm
from teams.models import Decision
from teams.selectors import work as selectors
from teams.selectors.comparison import comparison
from teams.services import decision as services
from teams.services import solution as solution_services
from teams.views.work_base import ObjectFormView, require, visible


class DecideProblem(ServiceFormView):
    """Compare and decide; professors, supervisors and the office read along."""

    form_class = DecisionForm
    template_name = "teams/decide.html"
    success_message = gettext_lazy("Your decision is in force; the teams have been told.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for an invisible problem, 403 for a student: competitors never read each other."""
        if request.user.is_authenticated:
            self.problem = visible(Problem, request.user, kwargs["pk"], "unit", "round", "category")
            require(request.user, "teams.compare_solutions", self.problem)
            self.solutions = list(selectors.solutions_for_decision(self.problem, request.user))
            self.decision = selectors.decision_in_force(self.problem)
            self.decides = request.user.has_perm("teams.decide_problem", self.problem)
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_open(self) -> bool:
        """Whether the reader may decide now."""
        return (
            self.decides
            and self.decision is None
            and bool(self.solutions)
            and self.problem.state == ProblemState.IN_REVIEW
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only the manager decides."""
        require(request.user, "teams.decide_problem", self.problem)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """A box for each solution and criterion."""
        self.criteria = services.review_criteria()
        return {**super().get_form_kwargs(), "solutions": self.solutions, "criteria": self.criteria}

    def act(self, form: DecisionForm) -> Decision:
        """Decide."""
        return services.decide_problem(
            problem_id=self.problem.pk, actor=self.request.user, **form.arguments()
        )

    def answer(self, result: Decision) -> HttpResponse:
        """Back to the same page, which now shows the decision; a link reaches no further."""
        return HttpResponseRedirect(reverse("teams:decide_problem", kwargs={"pk": self.problem.pk}))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The columns, the decision in force or the form."""
        user = self.request.user
        context = super().get_context_data(**kwargs)
        form = context["form"] if self.is_open or self.request.method == "POST" else None
        context.update(
            problem=self.problem,
            decision=self.decision,
            decides=self.decides,
            form=form,
            solutions=self.solutions,
            in_full=[s for s in self.solutions if s.root_cause or s.description],
            table=comparison(
                self.solutions,
                self.criteria,
                user=user,
                form=form,
                links=getattr(self.request, "link", None) is None,
            ),
            sealed=selectors.sealed_count(self.problem) if user.is_office else 0,
            may_close=user.has_perm("teams.close_window", self.problem)
            and self.problem.state in solution_services.WINDOW_OPEN,
            may_withdraw=self.decision is not None
            and self.decision.kind != DecisionKind.ASK_REVISION
            and user.has_perm("teams.withdraw_decision", self.problem),
            earlier=self._earlier(),
            by_link=getattr(self.request, "link", None) is not None,
            shows_reason=user.is_office or self.decides or self._is_own_professor(),
        )
        return context

    def _earlier(self) -> list[Decision]:
        """Decisions withdrawn or of an earlier round, for the unit and the office."""
        if not (self.decides or self.request.user.is_office):
            return []
        past = self.problem.decisions.exclude(superseded_at=None).select_related(
            "decided_by", "solution"
        )
        return list(past)

    def _is_own_professor(self) -> bool:
        """A professor reads the reason when it concerns a solution of the own team."""
        decision = self.decision
        return decision is not None and (
            decision.solution_id is None
            or any(solution.pk == decision.solution_id for solution in self.solutions)
        )


class WithdrawDecision(ObjectFormView):
    """Withdraw the decision in force, with its reason."""

    model = Problem
    permission = "teams.withdraw_decision"
    form_class = CloseWindowForm
    title = gettext_lazy("Withdraw the decision")
    button = gettext_lazy("Withdraw the decision")
    icon = "arrow-counterclockwise"
    success_message = gettext_lazy("The decision is withdrawn; the solutions lie before you again.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What will happen, and where “back” leads."""
        return super().get_context_data(
            back_url=self._page(),
            tone="danger",
            explains=_(
                "The solutions lie before the manager again and the teams are told. "
                "Possible until a team begins to execute."
            ),
            **kwargs,
        )

    def get_form(self, form_class: Any = None) -> Any:
        """The reason is part of the record."""
        form = super().get_form(form_class)
        form.fields["reason"].required = True
        return form

    def act(self, form: Any) -> Decision:
        """Withdraw it."""
        return services.withdraw_decision(
            problem_id=self.get_object().pk,
            actor=self.request.user,
            reason=form.cleaned_data["reason"],
        )

    def answer(self, result: Any) -> HttpResponse:
        """Back to the comparison."""
        return HttpResponseRedirect(self._page())

    def _page(self) -> str:
        return reverse("teams:decide_problem", kwargs={"pk": self.get_object().pk})


class CloseWindow(WithdrawDecision):
    """An officer lays the solutions before the manager ahead of the deadline."""

    permission = "teams.close_window"
    title = gettext_lazy("Close the window for solutions")
    button = gettext_lazy("Lay them before the manager")
    icon = "envelope-open"
    success_message = gettext_lazy("The manager has been told that the solutions are ready.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What will happen."""
        context = super().get_context_data(**kwargs)
        context.update(
            tone="",
            explains=_(
                "Every submitted solution is unsealed and the manager gets one letter. "
                "Teams that have not submitted yet are too late for this round."
            ),
        )
        return context

    def get_form(self, form_class: Any = None) -> Any:
        """A reason may be given."""
        form = super().get_form(form_class)
        form.fields["reason"].required = False
        return form

    def act(self, form: Any) -> Problem:
        """Close it."""
        return solution_services.close_window(
            problem_id=self.get_object().pk,
            actor=self.request.user,
            reason=form.cleaned_data["reason"],
        )
