"""Teams: the list, the page of one, its own moves."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from industries.models import Problem
from partnership.core.lists import FilteredList
from partnership.core.text import search_key, search_q
from partnership.core.views import MoveView, PermissionMixin, ServiceFormView, VisibleMixin
from teams.enums import TEAM_ON_SITE, LetterState, MembershipState, SupervisionState, TeamState
from teams.forms.team import TeamFilterForm, TeamForm, WaiverForm
from teams.models import IntroductionLetter, Supervision, Team
from teams.rules.team import (
    is_team_member,
    is_team_professor,
    is_team_supervisor,
    is_team_unit_manager,
)
from teams.selectors import team as selectors
from teams.selectors.steps import steps_of
from teams.services import letter as letter_services
from teams.services import pause
from teams.services import strength as strength_services
from teams.services import team as services
from teams.views.common import LeavingMoveView, TeamFormView
from teams.workflow import team as workflow

_IN_PREPARATION = frozenset({LetterState.DRAFT, LetterState.NUMBERED})


class TeamList(FilteredList):
    """Teams one may see: the office all, others their own."""

    model = Team
    template_name = "teams/list_teams.html"
    filter_class = TeamFilterForm

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By name, round, state, strength."""
        rows = rows.select_related(
            "round", "problem__unit", "problem__category", "professor"
        ).with_strength()
        if words := wanted.get("q"):
            rows = rows.filter(pk__in=_matching(words))
        for name in ("round", "state"):
            if wanted.get(name):
                rows = rows.filter(**{name: wanted[name]})
        if wanted.get("strength"):
            rows = rows.filter(under_strength_since__isnull=False)
        return rows.order_by("-round__term__code", "name_fa", "pk")


def _matching(words: str) -> QuerySet:
    """Teams whose name, unit or professor holds the words."""
    names = [
        pk
        for pk, fa, en in Team.objects.values_list("pk", "name_fa", "name_en")
        if search_key(words) in search_key(f"{fa} {en}")
    ]
    units = Team.objects.filter(search_q("problem__unit__search", words))
    professors = Team.objects.filter(search_q("professor__user__search", words))
    return (Team.objects.filter(pk__in=names) | units | professors).values("pk")


def _phones_for(user: Any, team: Team, *, supervises: bool, is_inside: bool) -> str:
    """Whose telephone the page shows besides one's own: everybody's, the leader's, nobody's."""
    if supervises:
        return "all"
    if is_inside:
        return ""
    of_unit = is_team_supervisor(user, team) or is_team_unit_manager(user, team)
    return "leader" if of_unit else ""


class TeamDetail(VisibleMixin, DetailView):
    """The thread of the whole programme: people, problem, papers, next step, what happened."""

    model = Team
    template_name = "teams/show_team.html"

    def get_queryset(self) -> QuerySet:
        """With everything the page names."""
        return (
            super()
            .get_queryset()
            .select_related(
                "round__term",
                "problem__unit__place",
                "problem__category",
                "professor__user",
                "professor__major",
                "supervisor__user",
            )
            .prefetch_related(
                Prefetch("supervisions", Supervision.objects.select_related("professor__user"))
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What each reader needs and may see."""
        team, user = self.object, self.request.user
        members = selectors.members_of(team)
        sees_office = user.is_office
        supervises = is_team_professor(user, team)
        is_inside = sees_office or is_team_member(user, team) or supervises
        letters = list(IntroductionLetter.objects.visible_to(user).filter(team=team))
        gates: list[Any] = []
        if sees_office and team.state == TeamState.FORMING:
            gates = selectors.gates_for_formation(team, members)
        elif sees_office and team.state == TeamState.FORMED:
            gates = selectors.gates_for_dispatch(team)
        return super().get_context_data(
            steps=steps_of(team),
            active=[row for row in members if row.state == MembershipState.ACTIVE],
            invited=[row for row in members if row.state == MembershipState.INVITED],
            former=[row for row in members if row.state == MembershipState.LEFT],
            own=next(
                (
                    row
                    for row in members
                    if row.student.user_id == user.pk
                    and row.state in (MembershipState.ACTIVE, MembershipState.INVITED)
                ),
                None,
            ),
            request_to_me=next(
                (
                    row
                    for row in team.supervisions.all()
                    if row.state == SupervisionState.ASKED and row.professor.user_id == user.pk
                ),
                None,
            ),
            is_inside=is_inside,
            sees_phones=_phones_for(user, team, supervises=supervises, is_inside=is_inside),
            sees_office=sees_office,
            sees_problem=team.problem_id is not None
            and Problem.objects.visible_to(user).filter(pk=team.problem_id).exists(),
            letters=letters,
            visits=team.visits.all(),
            assessment=_assessment_for(user, team),
            plans_visits=team.state in TEAM_ON_SITE and user.has_perm("teams.plan_visit", team),
            writes_assessment=team.state == TeamState.ASSESSING
            and user.has_perm("teams.write_assessment", team),
            writes_letter=sees_office
            and team.state in letter_services.TAKES_LETTER
            and not any(row.state in _IN_PREPARATION for row in letters),
            gates=gates,
            weak=strength_services.episode_of(team),
            **kwargs,
        )


def _assessment_for(user: Any, team: Team) -> Any:
    """The assessment, as far as this reader may read it."""
    paper = getattr(team, "assessment", None)
    if paper is None or not type(paper).objects.visible_to(user).filter(pk=paper.pk).exists():
        return None
    return paper


class CreateTeam(PermissionMixin, ServiceFormView):
    """Open a team that forms."""

    permission = "teams.form_team"
    form_class = TeamForm
    template_name = "teams/form.html"
    success_message = gettext_lazy("The team is open. Choose its members now.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only problems this officer may see."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and way back."""
        return super().get_context_data(
            title=gettext_lazy("New team"),
            back_url=reverse("teams:list_teams"),
            back_label=gettext_lazy("Teams"),
            submit_label=gettext_lazy("Open the team"),
            **kwargs,
        )

    def act(self, form: TeamForm) -> Team:
        """One service call."""
        return services.create_team(actor=self.request.user, **form.words())

    def answer(self, result: Team) -> HttpResponse:
        """On to the forming page."""
        return super().answer(_Arranging(result))


class _Arranging:
    """A team whose next page is the forming page."""

    def __init__(self, team: Team) -> None:
        self.team = team

    def get_absolute_url(self) -> str:
        return reverse("teams:arrange_team", kwargs={"pk": self.team.pk})


class EditTeam(TeamFormView):
    """Names, and the problem while the team forms."""

    permission = "teams.form_team"
    form_class = TeamForm
    title = gettext_lazy("Change the team")

    def get_form_kwargs(self) -> dict[str, Any]:
        """As it stands."""
        return {**super().get_form_kwargs(), "user": self.request.user, "team": self.team}

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {
            "name_fa": self.team.name_fa,
            "name_en": self.team.name_en,
            "problem": self.team.problem_id,
        }

    def act(self, form: TeamForm) -> Team:
        """One service call."""
        return services.edit_team(team_id=self.team.pk, actor=self.request.user, **form.words())


class WaiveStrength(TeamFormView):
    """The head's written waiver for three members."""

    permission = "teams.waive_strength"
    form_class = WaiverForm
    title = gettext_lazy("Waiver for three members")
    submit_label = gettext_lazy("Grant the waiver")

    def act(self, form: WaiverForm) -> Team:
        """One service call."""
        return services.waive_strength(
            team_id=self.team.pk, actor=self.request.user, **form.cleaned_data
        )


form_team = MoveView.as_view(model=Team, move=workflow.FORM, service=services.form_team)
reopen_team = MoveView.as_view(model=Team, move=workflow.REOPEN, service=services.reopen_team)
dispatch_team = MoveView.as_view(
    model=Team, move=workflow.DISPATCH, service=letter_services.dispatch_team
)
begin_assessment = MoveView.as_view(
    model=Team, move=workflow.BEGIN_ASSESSMENT, service=services.begin_assessment
)
reassess_team = MoveView.as_view(model=Team, move=workflow.REASSESS, service=services.reassess_team)
hold_team = MoveView.as_view(model=Team, move=workflow.HOLD, service=pause.hold_team)
resume_team = MoveView.as_view(model=Team, move=workflow.RESUME, service=pause.resume_team)
dissolve_team = LeavingMoveView.as_view(
    model=Team, move=workflow.DISSOLVE, service=pause.dissolve_team
)
