"""Pages of problems: the market, the desk, the unit's own, one problem in full or as a card."""

from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from industries import selectors, services
from industries.enums import Confidentiality, ProblemState, UnitState
from industries.forms import problems as forms
from industries.models import IndustrialUnit, Problem, ProblemMessage
from industries.views.facts import joined, problem_facts
from industries.workflow import problem as workflow
from partnership.core.errors import NotAllowed
from partnership.core.lists import FilteredList
from partnership.core.text import search_q
from partnership.core.views import MoveView, PermissionMixin, ServiceFormView, SignedInMixin
from partnership.documents.models import StoredFile
from partnership.documents.services import render_pdf


class MarketView(FilteredList):
    """Open problems as public cards, for students and professors."""

    template_name = "industries/problem_market.html"
    filter_class = forms.MarketFilter
    paginate_by = 12

    def base_queryset(self) -> QuerySet:
        """Open ones, without the secret ones."""
        return selectors.open_problems_for(self.request.user)

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By public words, category, place."""
        if query := wanted.get("q"):
            rows = rows.filter(search_q("search", query))
        if category := wanted.get("category"):
            rows = rows.filter(category=category)
        if place := wanted.get("place"):
            rows = rows.filter(unit__place=place)
        return rows


class ProblemDeskView(FilteredList):
    """Problems somebody sees in full: the office's desk, a unit's own list."""

    template_name = "industries/problem_list.html"
    filter_class = forms.ProblemFilter

    def base_queryset(self) -> QuerySet:
        """All visible ones for the office, the own units' for others."""
        user = self.request.user
        rows = Problem.objects.visible_to(user).select_related("unit", "category", "round")
        return rows if user.is_office else rows.filter(unit__in=selectors.units_of(user))

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By words, state, category, urgency."""
        if query := wanted.get("q"):
            rows = rows.filter(search_q("search", query) | search_q("unit__search", query))
        for name in ("state", "category", "urgency"):
            if name in wanted:
                rows = rows.filter(**{name: wanted[name]})
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """For which units a new problem may be written."""
        units = (
            list(selectors.written_units_of(self.request.user)[:2])
            if not self.request.user.is_office
            else []
        )
        return super().get_context_data(own_units=units, **kwargs)


class ProblemView(SignedInMixin, View):
    """All of a problem for those who may see it, its card for those it is listed for, else 404."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show as much as this person may see."""
        rows = Problem.objects.select_related(
            "unit__place", "category", "secondary_category", "round", "created_by"
        ).prefetch_related("majors", "required_skills__skill", "baselines")
        problem = rows.filter(
            pk__in=Problem.objects.visible_to(request.user).values("pk"), pk=pk
        ).first()
        is_full = problem is not None
        if problem is None:
            problem = rows.filter(
                pk__in=Problem.objects.listed_for(request.user).values("pk"), pk=pk
            ).first()
        if problem is None:
            raise Http404
        context = self.full(problem) if is_full else self.card(problem)
        template = "industries/problem.html" if is_full else "industries/problem_card.html"
        return render(request, template, {"problem": problem, **self.talk(problem), **context})

    def full(self, problem: Problem) -> dict[str, Any]:
        """Facts, files, and what may be done."""
        user = self.request.user
        is_secret = problem.confidentiality == Confidentiality.SECRET
        return {
            "facts": problem_facts(problem),
            "files": StoredFile.objects.of(problem),
            "can_edit": user.has_perm("industries.edit_problem", problem),
            "is_referred": problem.state == ProblemState.REFERRED,
            "named_people": list(problem.named_people.all()) if is_secret else [],
            "is_secret": is_secret,
            "can_name": is_secret and user.has_perm("industries.name_readers", problem),
            "meetings": list(problem.meetings.visible_to(user).order_by("-starts_at")),
        }

    def card(self, problem: Problem) -> dict[str, Any]:
        """Only what the market shows."""
        return {"majors": joined(problem.majors.all())}

    def talk(self, problem: Problem) -> dict[str, Any]:
        """Questions and answers this person may read, answers below their question."""
        user = self.request.user
        rows = list(
            ProblemMessage.objects.visible_to(user).filter(problem=problem).select_related("author")
        )
        by_question: dict[int | None, list[ProblemMessage]] = {}
        shown = {row.pk for row in rows}
        for row in rows:
            key = row.reply_to_id if row.reply_to_id in shown else None
            by_question.setdefault(key, []).append(row)
        threads = [
            {"question": row, "answers": by_question.get(row.pk, [])}
            for row in by_question.get(None, [])
        ]
        form = forms.MessageForm(audiences=services.audiences_for(user, problem))
        return {"threads": threads, "message_form": form}


class AskView(ServiceFormView):
    """Post a question or an answer; its form stands on the problem's page."""

    template_name = "industries/form.html"
    form_class = forms.MessageForm
    success_message = gettext_lazy("Your message is there, and those concerned are told.")

    @cached_property
    def problem(self) -> Problem:
        """A problem this person sees, in full or as a card."""
        return get_object_or_404(
            Problem.objects.listed_for(self.request.user), pk=self.kwargs["pk"]
        )

    def get_initial(self) -> dict[str, Any]:
        """Answering: which question, and the same audience."""
        wanted = self.request.GET.get("reply_to", "")
        rows = ProblemMessage.objects.visible_to(self.request.user).filter(problem=self.problem)
        parent = rows.filter(pk=wanted).first() if wanted.isascii() and wanted.isdigit() else None
        return {"reply_to": parent.pk, "audience": parent.audience} if parent else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Audiences this person may address."""
        audiences = services.audiences_for(self.request.user, self.problem)
        return {**super().get_form_kwargs(), "audiences": audiences}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and way back."""
        return super().get_context_data(
            title=_("Ask or answer"),
            button=_("Send"),
            back=self.problem.shown_title,
            back_url=self.problem.get_absolute_url(),
            **kwargs,
        )

    def act(self, form: Any) -> Problem:
        """Post it."""
        data = form.cleaned_data
        services.post_message(
            problem_id=self.problem.pk,
            actor=self.request.user,
            body=data["body"],
            audience=data["audience"],
            reply_to_id=data["reply_to"],
        )
        return self.problem


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
        return {**super().get_form_kwargs(), "instance": Problem.objects.get(pk=self.problem.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its own title, and whether submitting is open now."""
        context = super().get_context_data(**kwargs)
        can_submit = context["can_submit"] and self.problem.state in workflow.SUBMIT.sources
        return {
            **context,
            "title": _("Edit the problem"),
            "problem": self.problem,
            "can_submit": can_submit,
            "back": self.problem,
            "back_url": self.problem.get_absolute_url(),
        }

    def save(self, form: Any) -> Problem:
        """Write the changes."""
        return services.update_problem(
            problem_id=self.problem.pk, actor=self.request.user, **form.cleaned_data
        )


class NameReadersView(ServiceFormView):
    """The head names who may read a secret problem."""

    template_name = "industries/form.html"
    form_class = forms.ReadersForm

    @cached_property
    def problem(self) -> Problem:
        """A secret problem this person sees, or 404."""
        rows = Problem.objects.visible_to(self.request.user).filter(
            confidentiality=Confidentiality.SECRET
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The head only."""
        if request.user.is_authenticated and not request.user.has_perm(
            "industries.name_readers", self.problem
        ):
            raise NotAllowed(_("The head of the Office names who may read a secret problem."))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Who is named now."""
        return {"people": list(self.problem.named_people.values_list("pk", flat=True))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and way back."""
        return super().get_context_data(
            title=_("Name the readers"),
            button=_("Save"),
            back=self.problem,
            back_url=self.problem.get_absolute_url(),
            **kwargs,
        )

    def act(self, form: Any) -> Problem:
        """Save the names."""
        return services.name_readers(
            problem_id=self.problem.pk, actor=self.request.user, people=form.cleaned_data["people"]
        )


class ReferralPaperView(PermissionMixin, View):
    """The paper by which a problem goes to the working group."""

    permission = "industries.triage_problem"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A PDF in the reader's language."""
        rows = Problem.objects.visible_to(request.user).filter(state=ProblemState.REFERRED)
        related = Prefetch("baselines")
        problem = get_object_or_404(
            rows.select_related("unit__place", "unit__isic", "category").prefetch_related(related),
            pk=pk,
        )
        return pdf_answer(
            "industries/paper/referral.html",
            f"referral-{problem.pk}.pdf",
            {
                "problem": problem,
                "unit": problem.unit,
                "reason": selectors.reason_of(problem, workflow.REFER),
            },
        )


def pdf_answer(
    template: str, name: str, context: dict[str, Any], sheets: tuple[str, ...] = ()
) -> HttpResponse:
    """A PDF to download, rendered in the language of the page."""
    language = (get_language() or "fa")[:2]
    pdf = render_pdf(template, context, language=language, sheets=sheets)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


class AcceptProblemView(MoveView):
    """Open to teams, with what the office settles."""

    model, move, form_class = Problem, workflow.ACCEPT, forms.AcceptForm
    service = staticmethod(services.accept_problem)


def _move(move: Any, service: Any) -> Any:
    return MoveView.as_view(model=Problem, move=move, service=staticmethod(service))


submit_problem = _move(workflow.SUBMIT, services.submit_problem)
ask_detail_problem = _move(workflow.ASK_DETAIL, services.ask_detail_problem)
refer_problem = _move(workflow.REFER, services.refer_problem)
cancel_problem = _move(workflow.CANCEL, services.cancel_problem)
hold_problem = _move(workflow.HOLD, services.hold_problem)
reopen_problem = _move(workflow.REOPEN, services.reopen_problem)
close_solved_problem = _move(workflow.CLOSE_SOLVED, services.close_solved_problem)
close_unsolved_problem = _move(workflow.CLOSE_UNSOLVED, services.close_unsolved_problem)
