"""Pages on which a problem is written: by the unit’s people, by an officer, by two at once."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from industries import services
from industries.enums import UnitState
from industries.forms import problems as forms
from industries.models import IndustrialUnit, Problem
from industries.selectors.hints import problems_like
from industries.selectors.public_words import sentences_of
from industries.views.conflict import conflict_of
from industries.workflow import problem as workflow
from partnership.core.errors import NotAllowed
from partnership.core.views import ServiceFormView, SignedInMixin

CONFLICT = 409


class AddProblemView(ServiceFormView):
    """Write a problem for a unit: by its people, or by an officer on the telephone."""

    template_name = "industries/problem_form.html"
    form_class = forms.ProblemForm

    @cached_property
    def unit(self) -> IndustrialUnit:
        """The unit of the address, or 404."""
        return get_object_or_404(
            IndustrialUnit.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only who writes for the unit."""
        if request.user.is_authenticated and not request.user.has_perm(
            "industries.add_problem", self.unit
        ):
            raise NotAllowed(_("Only the unit’s own people or the office may write its problems."))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title, whether it may be submitted at once, and the way back."""
        return super().get_context_data(
            title=_("State a problem"),
            unit=self.unit,
            can_submit=self.unit.state == UnitState.ACTIVE,
            back=self.unit,
            back_url=self.unit.get_absolute_url(),
            **kwargs,
        )

    @transaction.atomic
    def act(self, form: Any) -> Problem:
        """Save the draft; «submit» hands it in with the same press."""
        problem = self.save(form)
        if "submit" in self.request.POST:
            services.submit_problem(problem_id=problem.pk, actor=self.request.user)
        for sentence in sentences_of(problem):
            messages.warning(self.request, sentence)
        return problem

    def save(self, form: Any) -> Problem:
        """Write the draft."""
        columns = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        return services.create_problem(unit_id=self.unit.pk, actor=self.request.user, **columns)


class EditProblemView(AddProblemView):
    """Go on writing a problem."""

    @cached_property
    def problem(self) -> Problem:
        """The problem of the address, or 404."""
        rows = Problem.objects.visible_to(self.request.user).select_related("unit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def unit(self) -> IndustrialUnit:  # type: ignore[override]
        """The problem's unit."""
        return self.problem.unit

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The unit while it is its turn, the office always."""
        if request.user.is_authenticated and not request.user.has_perm(
            "industries.edit_problem", self.problem
        ):
            raise NotAllowed(
                _(
                    "This problem is with the office now. "
                    "Ask a question there if something has changed."
                )
            )
        return super(AddProblemView, self).dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start from what is there."""
        fresh = Problem.objects.visible_to(self.request.user).get(pk=self.problem.pk)
        request = self.problem.detail_requests.filter(answered_at=None).first()
        return {
            **super().get_form_kwargs(),
            "instance": fresh,
            "asked": request.fields if request else {},
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or show what somebody else wrote meanwhile beside what is typed here."""
        answer = super().form_valid(form)
        if answer.status_code != CONFLICT:
            return answer
        seen = Problem.objects.visible_to(self.request.user).select_related("unit")
        newest = seen.get(pk=self.problem.pk)
        if form.cleaned_data.get("seen") == newest.updated_at.isoformat():
            return answer
        met = conflict_of(form, newest, self.request.POST)
        joined = forms.ProblemForm(data=met.data, instance=newest, asked=form.asked)
        return self.render_to_response(
            self.get_context_data(form=joined, conflict=met), status=CONFLICT
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its own title, and whether submitting is open now."""
        context = super().get_context_data(**kwargs)
        can_submit = context["can_submit"] and self.problem.state in workflow.SUBMIT.sources
        return {
            **context,
            "title": _("Edit the problem"),
            "problem": self.problem,
            "last": self.problem.revisions.select_related("author").first(),
            "can_submit": can_submit,
            "back": self.problem,
            "back_url": self.problem.get_absolute_url(),
        }

    def save(self, form: Any) -> Problem:
        """Write the changes."""
        return services.update_problem(
            problem_id=self.problem.pk, actor=self.request.user, **form.cleaned_data
        )


class HintsView(SignedInMixin, View):
    """Part of the form: earlier problems like the title that is being typed."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Only what this person may know of; the title stays out of addresses and their logs."""
        own = request.POST.get("problem", "")
        but = int(own) if own.isascii() and own.isdigit() and len(own) < 18 else None
        title = request.POST.get("title", "").replace("\x00", "")[:200]
        is_part = "HX-Request" in request.headers
        return render(
            request,
            "industries/parts/hints.html" if is_part else "industries/hints.html",
            {"hints": problems_like(request.user, title, but=but)},
        )
