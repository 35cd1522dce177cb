"""Pages of the review: checklist beside the problem, asking, accepting, referring, the answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from industries import selectors, services
from industries.enums import ProblemState, TriageItem
from industries.forms import triage as forms
from industries.forms.problems import AcceptForm
from industries.models import Problem, Referral
from industries.selectors.clocks import Clocks
from industries.selectors.hints import problems_like
from industries.selectors.public_words import sentences_of
from industries.selectors.revisions import changes_between, content_of
from industries.services.checklist import check_problem
from industries.services.referral_text import snapshot_of
from industries.services.revisions import version_of
from industries.services.triage import record_referral_answer
from industries.views.facts import problem_facts
from industries.views.problems import pdf_answer
from industries.views.talk import talk_of
from industries.workflow import problem as workflow
from partnership.core.errors import NotAllowed
from partnership.core.views import MoveView, PermissionMixin, ServiceFormView
from partnership.documents.models import StoredFile

#: Where the buttons below the checklist lead once it is saved.
THEN = {
    "accept": workflow.ACCEPT,
    "ask": workflow.ASK_DETAIL,
    "refer": workflow.REFER,
}


class TriageView(ServiceFormView):
    """The problem on one side, the checklist on the other, the decisions below."""

    template_name = "industries/triage.html"
    form_class = forms.ChecklistForm
    success_message = gettext_lazy("The checklist is saved.")

    @cached_property
    def problem(self) -> Problem:
        """The problem of the address, or 404."""
        rows = Problem.objects.visible_to(self.request.user)
        return get_object_or_404(
            rows.select_related(
                "unit__place", "category", "secondary_category", "round"
            ).prefetch_related("majors", "required_skills__skill", "baselines"),
            pk=self.kwargs["pk"],
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The office only."""
        if request.user.is_authenticated and not request.user.has_perm(
            "industries.triage_problem", self.problem
        ):
            raise NotAllowed(_("The office reviews problems."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows the problem."""
        return {**super().get_form_kwargs(), "problem": self.problem}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All an officer needs to decide."""
        problem, user = self.problem, self.request.user
        request = problem.detail_requests.first()
        base = request and problem.revisions.filter(version=request.version).first()
        return super().get_context_data(
            problem=problem,
            facts=problem_facts(problem),
            files=StoredFile.objects.of(problem),
            clock=Clocks([problem]).of(problem),
            slips=sentences_of(problem),
            hints=problems_like(user, problem.title, but=problem.pk),
            version=version_of(problem),
            asked=request,
            changes=changes_between(base.content, content_of(problem), request.fields)
            if request and base and problem.state == ProblemState.SUBMITTED
            else [],
            then=[
                {"code": code, "move": move}
                for code, move in THEN.items()
                if problem.state in move.sources
            ],
            **talk_of(problem, user),
            **kwargs,
        )

    def act(self, form: Any) -> Problem:
        """Save the points."""
        return check_problem(
            problem_id=self.problem.pk, actor=self.request.user, answers=form.answers()
        )

    def answer(self, result: Problem) -> HttpResponse:
        """On to the decision whose button was pressed, else back to the checklist."""
        move = THEN.get(self.request.POST.get("then", ""))
        url = move.url_for(result) if move and result.state in move.sources else ""
        return HttpResponseRedirect(
            url or reverse("industries:triage_problem", kwargs={"pk": result.pk})
        )


class AcceptProblemView(MoveView):
    """Open to teams, with what the office settles."""

    model, move, form_class = Problem, workflow.ACCEPT, AcceptForm
    template_name = "industries/accept_problem.html"
    service = staticmethod(services.accept_problem)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the public words tell, and which points are not answered."""
        problem = self.get_object()
        known = set(problem.checks.values_list("item", flat=True))
        return super().get_context_data(
            slips=sentences_of(problem),
            unchecked=[item.label for item in TriageItem if item.value not in known],
            **kwargs,
        )


class AskDetailView(MoveView):
    """What is missing: in words, and field by field."""

    model, move, form_class = Problem, workflow.ASK_DETAIL, forms.AskDetailForm
    template_name = "industries/ask_detail.html"
    service = staticmethod(services.ask_detail_problem)


class ReferProblemView(MoveView):
    """To the working group, with a numbered paper."""

    model, move, form_class = Problem, workflow.REFER, forms.ReferForm
    service = staticmethod(services.refer_problem)


class ReferralAnswerView(ServiceFormView):
    """Record what the working group answered."""

    template_name = "industries/form.html"
    form_class = forms.ReferralAnswerForm
    success_message = gettext_lazy("The answer is recorded and the unit is told.")

    @cached_property
    def referral(self) -> Referral:
        """A referral this person sees, or 404."""
        rows = Referral.objects.visible_to(self.request.user).select_related("problem")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The office only."""
        if request.user.is_authenticated and not request.user.has_perm(
            "industries.triage_problem", self.referral.problem
        ):
            raise NotAllowed(_("The office records what the working group answers."))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """What was recorded before, else today."""
        row = self.referral
        return {
            "outcome": row.outcome,
            "answer": row.answer,
            "answer_no": row.answer_no,
            "answered_on": row.answered_on or timezone.localdate(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and way back."""
        row = self.referral
        return super().get_context_data(
            title=_("Answer of the working group"),
            sentence=_("Referral no. %(number)s") % {"number": row.number},
            button=_("Record the answer"),
            back=row.problem,
            back_url=row.get_absolute_url(),
            **kwargs,
        )

    def act(self, form: Any) -> Referral:
        """Record it."""
        return record_referral_answer(
            referral_id=self.referral.pk, actor=self.request.user, **form.cleaned_data
        )


class ReferralPaperView(PermissionMixin, View):
    """The paper by which a problem went to the working group, with its frozen words."""

    permission = "industries.triage_problem"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A PDF in the reader's language."""
        rows = Problem.objects.visible_to(request.user).filter(
            state=ProblemState.REFERRED
        ) | Problem.objects.visible_to(request.user).filter(referrals__isnull=False)
        problem = get_object_or_404(
            rows.distinct().select_related("unit__place", "unit__isic", "category"), pk=pk
        )
        referral = problem.referrals.exclude(snapshot={}).first() or self.early(problem)
        language = (get_language() or "fa")[:2]
        words = referral.snapshot.get(language) or referral.snapshot["fa"]
        return pdf_answer(
            "industries/paper/referral.html",
            f"referral-{referral.number or problem.pk}.pdf",
            {"words": words, "number": referral.number, "date": referral.referred_on},
        )

    def early(self, problem: Problem) -> Referral:
        """One from before referrals had papers of their own: its words as they stand today."""
        reason = selectors.reason_of(problem, workflow.REFER)
        referral = Referral(
            problem=problem,
            agency=_(
                "Secretariat of the Production Facilitation and Obstacle-Removal Working Group"
            ),
            request=reason,
            referred_on=timezone.localdate(problem.state_changed_at),
        )
        referral.snapshot = snapshot_of(referral, reason)
        return referral
