"""Pages of problems: the desk, the unit's own, one problem in full or as a card."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from industries import selectors, services
from industries.enums import Confidentiality, ProblemState
from industries.forms import problems as forms
from industries.models import Problem, Referral
from industries.rules import is_unit_writer
from industries.selectors import market
from industries.selectors.clocks import Clocks, with_clocks
from industries.selectors.public_words import sentences_of
from industries.selectors.revisions import label_of, with_papers
from industries.views.facts import joined, joined_days, problem_facts
from industries.views.talk import talk_of
from industries.workflow import problem as workflow
from partnership.core.errors import NotAllowed
from partnership.core.lists import FilteredList
from partnership.core.seekers import seeker_of
from partnership.core.text import search_q
from partnership.core.views import MoveView, ServiceFormView, SignedInMixin
from partnership.documents.models import StoredFile
from partnership.documents.services import render_pdf


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
            rows = rows.filter(search_q("desk_search", query))
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
        context = super().get_context_data(own_units=units, **kwargs)
        context["rows"] = with_clocks(context["page_obj"])
        return context


class ProblemView(SignedInMixin, View):
    """All of a problem for those who may see it, its card for those it is listed for, else 404."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show as much as this person may see."""
        rows = Problem.objects.select_related(
            "unit__place", "unit__isic", "category", "secondary_category", "round", "created_by"
        ).prefetch_related("majors", "required_skills__skill", "baselines")
        rows = with_papers(rows)
        problem = rows.filter(
            pk__in=Problem.objects.visible_to(request.user).values("pk"), pk=pk
        ).first()
        is_full = problem is not None
        if problem is None:
            listed = Problem.objects.listed_for(request.user).values("pk")
            problem = market.with_demand(rows).filter(pk__in=listed, pk=pk).first()
        if problem is None:
            raise Http404
        context = self.full(problem) if is_full else self.card(problem)
        template = "industries/problem.html" if is_full else "industries/problem_card.html"
        return render(
            request, template, {"problem": problem, **talk_of(problem, request.user), **context}
        )

    def full(self, problem: Problem) -> dict[str, Any]:
        """Facts, files, and what may be done."""
        user = self.request.user
        is_secret = problem.confidentiality == Confidentiality.SECRET
        writes = user.is_office or is_unit_writer(user, problem)
        return {
            "facts": problem_facts(problem),
            "files": StoredFile.objects.of(problem),
            "can_edit": user.has_perm("industries.edit_problem", problem),
            "can_triage": user.has_perm("industries.triage_problem", problem),
            "referrals": list(Referral.objects.visible_to(user).filter(problem=problem))
            if problem.was_referred
            else [],
            "is_referred": problem.state == ProblemState.REFERRED,
            "named_people": list(problem.named_people.all()) if is_secret else [],
            "is_secret": is_secret,
            "can_name": is_secret and user.has_perm("industries.name_readers", problem),
            "meetings": list(problem.meetings.visible_to(user).order_by("-starts_at")),
            "clock": Clocks([problem]).of(problem) if writes else None,
            **(_asked_of(problem) if writes else {}),
            "slips": sentences_of(problem) if writes else [],
            "version": problem.version,
        }

    def card(self, problem: Problem) -> dict[str, Any]:
        """Only what the market shows, and how it suits the reader."""
        seeker = seeker_of(self.request.user)
        has_said = seeker is not None and problem.pk in seeker.ties
        return {
            "seeker": seeker,
            "can_tell_ties": seeker and seeker.is_professor and not has_said,
            "majors": joined(problem.majors.all()),
            "card": market.card_of(self.request.user, seeker, problem),
            "visit_days": joined_days(problem),
        }


def _asked_of(problem: Problem) -> dict[str, Any]:
    """What the office waits for, field by field."""
    if problem.state != ProblemState.NEEDS_DETAIL:
        return {}
    request = problem.detail_requests.filter(answered_at=None).first()
    if request is None:
        return {}
    fields = [{"label": label_of(name), "note": note} for name, note in request.fields.items()]
    return {"request_for_detail": request, "asked_fields": fields}


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


def _move(move: Any, service: Any) -> Any:
    return MoveView.as_view(model=Problem, move=move, service=staticmethod(service))


submit_problem = _move(workflow.SUBMIT, services.submit_problem)
take_up_problem = _move(workflow.TAKE_UP, services.take_up_problem)
cancel_problem = _move(workflow.CANCEL, services.cancel_problem)
hold_problem = _move(workflow.HOLD, services.hold_problem)
reopen_problem = _move(workflow.REOPEN, services.reopen_problem)
close_solved_problem = _move(workflow.CLOSE_SOLVED, services.close_solved_problem)
close_unsolved_problem = _move(workflow.CLOSE_UNSOLVED, services.close_unsolved_problem)
