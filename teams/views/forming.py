"""Forming a team by hand: members, leader, professor."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from partnership.core.errors import NotAllowed, WrongState
from partnership.core.text import search_q
from partnership.core.views import MoveView, VisibleMixin
from students.models import Student
from students.selectors import eligible_students
from teams.enums import MembershipState, SupervisionState
from teams.forms.team import (
    AcceptTeamForm,
    AddMemberForm,
    AskProfessorForm,
    CandidateFilterForm,
    LeaderForm,
    LeaveForm,
    OfficeLeaveForm,
    ReplaceForm,
)
from teams.models import Membership, Supervision, Team
from teams.selectors import team as selectors
from teams.services import membership as services
from teams.services import supervision as supervision_services
from teams.views.common import LeavingMoveView, TeamFormView
from teams.workflow import membership as workflow

CANDIDATES_A_PAGE = 12


class ArrangeTeam(VisibleMixin, DetailView):
    """The officer's table: who is in, who could come, what the problem asks for, what is left."""

    model = Team
    template_name = "teams/arrange_team.html"
    refused: tuple[str, Any] | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Office only; others who see the team are told why."""
        if request.user.is_authenticated:
            team = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
            if not request.user.has_perm("teams.form_team", team):
                raise NotAllowed(_("Teams are formed by the office."))
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet:
        """With what the page names."""
        return (
            super()
            .get_queryset()
            .select_related("round__term", "problem__unit", "problem__category", "professor")
            .prefetch_related("supervisions__professor", "problem__majors")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Members, candidates, cover, warnings, gates."""
        team = self.object
        members = selectors.members_of(team)
        filters = CandidateFilterForm(self.request.GET)
        takes = team.state in services.TAKES_MEMBERS
        page = Paginator(
            self._candidates(filters) if takes else Student.objects.none(), CANDIDATES_A_PAGE
        ).get_page(self.request.GET.get("page"))
        cover = selectors.skill_cover(team, members)
        wanted = {row["skill"].pk for row in cover}
        open_ = next(
            (
                row
                for row in team.supervisions.all()
                if row.state in (SupervisionState.ASKED, SupervisionState.ACCEPTED)
            ),
            None,
        )
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            active=[row for row in members if row.state == MembershipState.ACTIVE],
            invited=[row for row in members if row.state == MembershipState.INVITED],
            takes_members=takes,
            filter=filters,
            page_obj=page,
            query=query.urlencode(),
            candidates=[self._card(student, wanted) for student in page],
            cover=cover,
            warnings=selectors.forming_warnings(team, members),
            gates=selectors.gates_for_formation(team, members),
            supervision=open_,
            ask_form=None if open_ else AskProfessorForm(),
            interests=selectors.interests_in(team),
            **kwargs,
        )

    def _candidates(self, filters: CandidateFilterForm) -> QuerySet:
        """Students to choose from, narrowed by words and major."""
        rows = selectors.candidates(self.object)
        data = filters.cleaned_data if filters.is_valid() else {}
        if data.get("q"):
            rows = rows.filter(search_q("search", data["q"]))
        if data.get("major"):
            rows = rows.filter(major=data["major"])
        self.ready = set(
            eligible_students(self.object.round).order_by().values_list("pk", flat=True)
        )
        return rows

    def _card(self, student: Student, wanted: set[int]) -> dict[str, Any]:
        """One student as the page shows them."""
        enrolment = next(iter(student.round_enrolments), None)
        wish = (
            next(
                (
                    p.rank
                    for p in enrolment.preferences.all()
                    if p.problem_id == self.object.problem_id
                ),
                None,
            )
            if enrolment and self.object.problem_id
            else None
        )
        return {
            "student": student,
            "skills": [(own, own.skill_id in wanted) for own in student.skills.all()][:8],
            "wish": wish,
            "is_ready": student.pk in self.ready,
            "conflict": enrolment.conflict if enrolment else "",
        }


class ArrangingView(TeamFormView):
    """A small form of the forming page; what is refused is shown on a page of its own."""

    permission = "teams.form_team"

    def answer(self, result: Any) -> HttpResponse:
        """Back to the forming page."""
        self.team.get_absolute_url = self.back_url  # type: ignore[method-assign]
        return super().answer(self.team)

    def back_url(self) -> str:
        """The forming page."""
        return reverse("teams:arrange_team", kwargs={"pk": self.team.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way back leads to the forming page."""
        return {**super().get_context_data(**kwargs), "back_url": self.back_url()}


class AddMember(ArrangingView):
    """Invite a student, or seat them at once."""

    form_class = AddMemberForm
    title = gettext_lazy("Add a member")
    submit_label = gettext_lazy("Add the member")
    success_message = gettext_lazy("Done.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Students this officer may see."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, form: AddMemberForm) -> Membership:
        """One service call."""
        data = form.cleaned_data
        put = services.seat_member if data["how"] == "seat" else services.invite_member
        return put(team_id=self.team.pk, student_id=data["student"].pk, actor=self.request.user)


class SetLeader(ArrangingView):
    """Make a member the leader."""

    form_class = LeaderForm
    title = gettext_lazy("Choose the leader")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Present members."""
        return {**super().get_form_kwargs(), "team": self.team}

    def act(self, form: LeaderForm) -> Membership:
        """One service call."""
        return services.set_leader(
            team_id=self.team.pk,
            membership_id=form.cleaned_data["membership"].pk,
            actor=self.request.user,
        )


class AskProfessor(ArrangingView):
    """Ask a professor to supervise the team."""

    form_class = AskProfessorForm
    title = gettext_lazy("Ask a professor")
    submit_label = gettext_lazy("Send the request")
    success_message = gettext_lazy("The request is with the professor.")

    def act(self, form: AskProfessorForm) -> Supervision:
        """One service call."""
        return supervision_services.ask_professor(
            team_id=self.team.pk,
            professor_id=form.cleaned_data["professor"].pk,
            actor=self.request.user,
        )


class ReplaceMember(TeamFormView):
    """Put another student in a member's place."""

    permission = "teams.manage_team"
    form_class = ReplaceForm
    title = gettext_lazy("Replace a member")
    submit_label = gettext_lazy("Replace the member")

    def find_team(self) -> Team:
        """The team of the membership of the address."""
        rows = Membership.objects.visible_to(self.request.user).select_related(
            "team__round__term", "team__problem__unit", "student"
        )
        self.membership = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self.membership.team

    def require_right(self) -> None:
        """The right, and a membership that can be replaced."""
        super().require_right()
        if self.membership.state not in (MembershipState.ACTIVE, MembershipState.LEFT):
            raise WrongState(_("Only a member who is or was in the team can be replaced."))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whom one may choose."""
        return {
            **super().get_form_kwargs(),
            "students": selectors.candidates(self.team),
            "has_left": self.membership.state == MembershipState.LEFT,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose place it is."""
        return {**super().get_context_data(**kwargs), "sentence": self.membership.student}

    def act(self, form: ReplaceForm) -> Team:
        """One service call."""
        services.replace_member(
            membership_id=self.membership.pk, actor=self.request.user, **form.words()
        )
        return self.team


class MembershipDetail(VisibleMixin, DetailView):
    """The invitation a student answers by phone."""

    model = Membership
    template_name = "teams/show_membership.html"

    def get_queryset(self) -> QuerySet:
        """With team, problem and people."""
        return (
            super()
            .get_queryset()
            .select_related(
                "student__user",
                "team__round",
                "team__problem__unit",
                "team__problem__category",
                "team__professor",
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who is in already."""
        mates = self.object.team.memberships.active().select_related("student__major")
        return super().get_context_data(mates=mates, **kwargs)


class LeaveMembership(LeavingMoveView):
    """Leave, or be removed by the office."""

    def get_form_class(self) -> type[LeaveForm]:
        """The office has one cause more."""
        return OfficeLeaveForm if self.request.user.is_office else LeaveForm


join_membership = MoveView.as_view(
    model=Membership, move=workflow.JOIN, service=services.join_membership
)
decline_membership = LeavingMoveView.as_view(
    model=Membership, move=workflow.DECLINE, service=services.decline_membership
)
leave_membership = LeaveMembership.as_view(
    model=Membership, move=workflow.LEAVE, service=services.leave_membership
)
accept_supervision = MoveView.as_view(
    model=Supervision,
    move=workflow.ACCEPT_TEAM,
    form_class=AcceptTeamForm,
    service=supervision_services.accept_supervision,
)
decline_supervision = LeavingMoveView.as_view(
    model=Supervision,
    move=workflow.DECLINE_TEAM,
    service=supervision_services.decline_supervision,
)
end_supervision = MoveView.as_view(
    model=Supervision,
    move=workflow.END_SUPERVISION,
    service=supervision_services.end_supervision,
)
