"""Letters of introduction: draft, number, signature, acceptance, the paper itself."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from partnership.core.errors import WrongState
from partnership.core.views import MoveView, SignedInMixin, VisibleMixin
from students.enums import Weekday
from teams.enums import LetterState, TeamState
from teams.forms.letter import AcceptLetterForm, LetterForm, NumberForm, SupervisorForm
from teams.models import IntroductionLetter, Team
from teams.selectors.team import gates_for_dispatch
from teams.services import letter as services
from teams.services import letter_paper
from teams.views.common import TeamFormView
from teams.workflow import letter as workflow

FIELDS = ("starts_on", "ends_on", "weekdays", "hours_each", "purpose")


class LetterDetail(VisibleMixin, DetailView):
    """The letter as it will be or was printed, and its steps."""

    model = IntroductionLetter
    template_name = "teams/show_letter.html"

    def get_queryset(self) -> QuerySet:
        """With team, unit, professor."""
        return (
            super()
            .get_queryset()
            .select_related(
                "team__round", "team__problem__unit", "team__problem__category", "team__professor"
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The printed words, and before them what is missing."""
        letter, user = self.object, self.request.user
        is_waiting = letter.state in (LetterState.DRAFT, LetterState.NUMBERED)
        language = "en" if (get_language() or "fa").startswith("en") else "fa"
        paper = letter_paper.words_of(letter, language)
        rows = [list(zip(paper["table"], row, strict=True)) for row in paper.get("rows", [])]
        return super().get_context_data(
            paper=paper,
            rows=rows,
            weekdays=[Weekday(day).label for day in letter.weekdays],
            gates=gates_for_dispatch(letter.team) if user.is_office and is_waiting else [],
            may_edit=letter.state == LetterState.DRAFT
            and user.has_perm("teams.prepare_letter", letter),
            may_sign=letter.state == LetterState.NUMBERED
            and user.has_perm("teams.dispatch_team", letter.team),
            report_by=services.report_by(letter) if letter.date else None,
            **kwargs,
        )


class PrintLetter(SignedInMixin, View):
    """The PDF, printed from the frozen snapshot."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """In the language asked for (`?lang=en`), else the reader's."""
        letter = get_object_or_404(IntroductionLetter.objects.visible_to(request.user), pk=pk)
        if not letter.snapshot:
            raise WrongState(_("The letter is printed once it has its number."))
        wanted = request.GET.get("lang") or get_language() or "fa"
        language = "en" if wanted.startswith("en") else "fa"
        response = HttpResponse(
            letter_paper.pdf_of(letter, language), content_type="application/pdf"
        )
        response["Content-Disposition"] = f'attachment; filename="{letter.number}-{language}.pdf"'
        response["Cache-Control"] = "private, no-store"
        return response


class CreateLetter(TeamFormView):
    """Write the draft of a team's letter."""

    permission = "teams.prepare_letter"
    states = services.TAKES_LETTER
    form_class = LetterForm
    title = gettext_lazy("Prepare the letter of introduction")
    submit_label = gettext_lazy("Save the draft")

    def get_initial(self) -> dict[str, Any]:
        """The dates the team has, or the round's."""
        return {
            "starts_on": self.team.starts_on,
            "ends_on": self.team.ends_on or self.team.round.execution_until,
            "weekdays": [Weekday.SATURDAY, Weekday.SUNDAY, Weekday.MONDAY],
        }

    def act(self, form: LetterForm) -> IntroductionLetter:
        """One service call."""
        return services.prepare_letter(
            team_id=self.team.pk, actor=self.request.user, **form.cleaned_data
        )


class EditLetter(TeamFormView):
    """Change the draft."""

    permission = "teams.prepare_letter"
    form_class = LetterForm
    title = gettext_lazy("Change the draft")
    submit_label = gettext_lazy("Save the draft")

    def find_team(self) -> Team:
        """The team of the letter of the address."""
        rows = IntroductionLetter.objects.visible_to(self.request.user).select_related(
            "team__round", "team__problem__unit"
        )
        self.letter = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self.letter.team

    def require_right(self) -> None:
        """The right, then the state."""
        super().require_right()
        if self.letter.state != LetterState.DRAFT:
            raise WrongState(_("The letter has its number; its words are frozen."))

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {name: getattr(self.letter, name) for name in FIELDS}

    def act(self, form: LetterForm) -> IntroductionLetter:
        """One service call."""
        return services.edit_letter(
            letter_id=self.letter.pk, actor=self.request.user, **form.cleaned_data
        )


class NameSupervisor(TeamFormView):
    """Another industrial supervisor, after the letter was accepted."""

    permission = "teams.name_supervisor"
    states = services.TEAM_ON_SITE
    form_class = SupervisorForm
    title = gettext_lazy("Name the industrial supervisor")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The unit's people."""
        return {**super().get_form_kwargs(), "team": self.team}

    def get_initial(self) -> dict[str, Any]:
        """Who it is now."""
        return {"supervisor": self.team.supervisor_id}

    def act(self, form: SupervisorForm) -> Team:
        """One service call."""
        return services.name_supervisor(
            team_id=self.team.pk,
            actor=self.request.user,
            supervisor_id=form.cleaned_data["supervisor"].pk,
        )


class SignLetter(MoveView):
    """The head's signature; on a formed team it is the dispatch."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what will happen."""
        context = super().get_context_data(**kwargs)
        if self.get_object().team.state == TeamState.FORMED:
            context["way_back"] = _("Put on hold")
        return context


number_letter = MoveView.as_view(
    model=IntroductionLetter,
    move=workflow.NUMBER,
    service=services.number_letter,
    form_class=NumberForm,
)
sign_letter = SignLetter.as_view(
    model=IntroductionLetter, move=workflow.SIGN, service=services.sign_letter
)
accept_letter = MoveView.as_view(
    model=IntroductionLetter,
    move=workflow.ACCEPT,
    service=services.accept_letter,
    form_class=AcceptLetterForm,
)
void_letter = MoveView.as_view(
    model=IntroductionLetter, move=workflow.VOID, service=services.void_letter
)
