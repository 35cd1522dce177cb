"""Evaluations of a team on one page, one evaluation, satisfaction."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from partnership.core.errors import WrongState
from partnership.core.views import ServiceFormView, VisibleMixin
from teams.enums import EvaluationKind, EvaluationState
from teams.forms.work_evaluation import EvaluationForm, RatingForm
from teams.models import Evaluation, Team
from teams.selectors import work as selectors
from teams.services import evaluation as services
from teams.views.work_base import ObjectFormView, require, visible


class EvaluateTeam(ServiceFormView):
    """All members at once; “save” keeps a draft, “submit” gives the points."""

    form_class = EvaluationForm
    template_name = "teams/evaluate.html"
    success_message = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 invisible, 403 for anybody but the two evaluators, 409 before the evaluation."""
        if request.user.is_authenticated:
            self.team = visible(
                Team,
                request.user,
                kwargs["pk"],
                "problem__unit",
                "professor",
                "supervisor",
                "round",
            )
            require(request.user, "teams.evaluate_team", self.team)
            if self.team.state not in services.EVALUABLE:
                raise WrongState(_("Members are evaluated once the team is under evaluation."))
            self._collect(request)
        return super().dispatch(request, *args, **kwargs)

    def _collect(self, request: HttpRequest) -> None:
        """The reader's form, the members, what was written and what was given."""
        is_professor = self.team.professor is not None and (
            self.team.professor.user_id == request.user.pk
        )
        self.kind = EvaluationKind.PROFESSOR if is_professor else EvaluationKind.SUPERVISOR
        members = list(
            self.team.memberships.active().select_related("student__major").order_by("seat", "pk")
        )
        found = Evaluation.objects.filter(membership__in=members, kind=self.kind).prefetch_related(
            "rows"
        )
        evaluations = {evaluation.membership_id: evaluation for evaluation in found}
        self.given = [
            (m, evaluations[m.pk])
            for m in members
            if m.pk in evaluations and evaluations[m.pk].state == EvaluationState.SUBMITTED
        ]
        settled = {member.pk for member, _evaluation in self.given}
        self.members = [member for member in members if member.pk not in settled]
        self.drafts = evaluations
        self.criteria = services.criteria_for(self.kind)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Boxes for every member who has no points yet."""
        return {
            **super().get_form_kwargs(),
            "members": self.members,
            "criteria": self.criteria,
            "drafts": self.drafts,
        }

    def form_valid(self, form: EvaluationForm) -> HttpResponse:
        """Before submitting every box must hold points."""
        if "submit" in self.request.POST and not form.require_all():
            return self.form_invalid(form)
        self.success_message = (
            gettext_lazy("Thank you: the evaluation has been submitted.")
            if "submit" in self.request.POST
            else gettext_lazy("Saved as a draft.")
        )
        return super().form_valid(form)

    def act(self, form: EvaluationForm) -> list[Evaluation]:
        """Save, and submit when that button was pressed."""
        return services.evaluate_team(
            team_id=self.team.pk,
            actor=self.request.user,
            kind=self.kind,
            points=form.points(),
            comments=form.comments(),
            submit="submit" in self.request.POST,
        )

    def answer(self, result: Any) -> HttpResponse:
        """The same page, which a link reaches."""
        return HttpResponseRedirect(reverse("teams:evaluate_team", kwargs={"pk": self.team.pk}))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Hours beside the names help a tired memory."""
        context = super().get_context_data(**kwargs)
        ids = [member.pk for member in self.members]
        minutes = selectors.confirmed_minutes(ids)
        context.update(
            team=self.team,
            kind=self.kind,
            given=self.given,
            criteria=self.criteria,
            most=sum(criterion.max_points for criterion in self.criteria),
            rows=[
                {**row, "hours": minutes[row["member"].pk] // 60} for row in context["form"].rows()
            ],
            by_link=getattr(self.request, "link", None) is not None,
        )
        return context


class EvaluationPage(VisibleMixin, DetailView):
    """One evaluation; a student sees the total, not the rows."""

    model = Evaluation
    template_name = "teams/evaluation.html"

    def get_queryset(self) -> QuerySet[Evaluation]:
        """With all the page shows."""
        return (
            super()
            .get_queryset()
            .select_related(
                "membership__student",
                "membership__team__problem__unit",
                "membership__team__professor__user",
                "membership__team__supervisor",
                "evaluator",
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows for those who may read them."""
        evaluation, user = self.object, self.request.user
        is_own = evaluation.membership.student.user_id == user.pk
        rows = [] if is_own else list(evaluation.rows.select_related("criterion"))
        most = sum(row.max_points for row in services.criteria_for(evaluation.kind))
        return super().get_context_data(rows=rows, most=most, is_own=is_own, **kwargs)


class RateTeam(ObjectFormView):
    """A few questions afterwards; short and optional."""

    model = Team
    permission = "teams.rate_team"
    form_class = RatingForm
    title = gettext_lazy("Your opinion")
    template_name = "teams/rate.html"
    button = gettext_lazy("Send my answers")
    icon = "send"
    success_message = gettext_lazy("Thank you for your answers.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The questions for this person's side."""
        side = services.satisfaction_side(self.get_object(), self.request.user)
        return {**super().get_form_kwargs(), "criteria": services.criteria_for(side)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say that it is voluntary."""
        return super().get_context_data(
            explains=_("1 is the lowest, 5 the highest. Answer what you like; it takes a minute."),
            **kwargs,
        )

    def act(self, form: RatingForm) -> Team:
        """Keep the answers."""
        services.rate_team(
            team_id=self.get_object().pk,
            actor=self.request.user,
            scores=form.scores(),
            comment=form.cleaned_data.get("comment", ""),
        )
        return self.get_object()
