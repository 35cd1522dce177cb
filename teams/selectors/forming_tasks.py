"""What waits for whom about forming, letters and assessments."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import PersonRole
from partnership.accounts.enums import Role
from partnership.core.numbers import format_number
from partnership.core.worklist import Task
from teams.enums import (
    TEAM_RUNNING,
    AssessmentState,
    LetterState,
    MembershipRole,
    MembershipState,
    SupervisionState,
    TeamState,
)
from teams.models import Assessment, IntroductionLetter, Membership, Supervision, Team
from teams.selectors.team import under_strength_teams


def waiting_for(user: Any, *, has_panel: bool = False) -> list[Task]:
    """What waits for this person about forming, letters, visits and assessments."""
    if not getattr(user, "is_authenticated", False):
        return []
    tasks: list[Task] = []
    if user.has_role(Role.STUDENT) and not has_panel:
        tasks += [*_invitations(user), *_own_team(user)]
    if user.has_role(Role.PROFESSOR):
        tasks += [*_requests(user), *_assessments(user)]
    if user.has_role(Role.MANAGER):
        tasks += _letters_to_accept(user)
    if user.is_office:
        tasks += [*_to_form(), *_to_write_letters(), *_weak_teams()]
    if user.has_role(Role.HEAD) or user.is_superuser:
        tasks += _to_sign()
    return tasks


def _invitations(user: Any) -> list[Task]:
    rows = Membership.objects.filter(
        student__user=user, state=MembershipState.INVITED, team__state__in=TEAM_RUNNING
    ).select_related("team")
    return [
        Task(
            kind="invitation",
            title=_("Invitation to team “%(team)s”") % {"team": row.team},
            sentence=_("Please accept or decline the invitation."),
            url=reverse("teams:show_membership", kwargs={"pk": row.pk}),
            action=_("Answer the invitation"),
            since=row.created_at,
            due=row.answer_by,
            tone="attention",
            icon="people",
        )
        for row in rows
    ]


def _own_team(user: Any) -> list[Task]:
    rows = Membership.objects.filter(
        student__user=user,
        state=MembershipState.ACTIVE,
        team__state__in=[TeamState.DISPATCHED, TeamState.ASSESSING],
    ).select_related("team__assessment")
    tasks = []
    for row in rows:
        team = row.team
        if team.state == TeamState.DISPATCHED and row.role == MembershipRole.LEADER:
            tasks.append(
                Task(
                    kind="dispatch",
                    title=_("Report to the unit"),
                    sentence=_("Once the team has reported to the unit, begin the assessment."),
                    url=team.get_absolute_url(),
                    action=_("Open the team’s page"),
                    since=team.state_changed_at,
                    tone="attention",
                    icon="send",
                )
            )
        paper = getattr(team, "assessment", None)
        open_ = paper is None or paper.state in (AssessmentState.DRAFT, AssessmentState.RETURNED)
        if team.state == TeamState.ASSESSING and open_:
            tasks.append(
                Task(
                    kind="assessment",
                    title=_("Assessment of team “%(team)s”") % {"team": team},
                    sentence=_("The professor asks for corrections.")
                    if paper is not None and paper.state == AssessmentState.RETURNED
                    else _(
                        "Write down findings, figures and root cause, "
                        "then send them to the professor."
                    ),
                    url=reverse("teams:write_assessment", kwargs={"pk": team.pk}),
                    action=_("Write the assessment"),
                    since=team.state_changed_at,
                    tone="attention",
                    icon="search",
                )
            )
    return tasks


def _requests(user: Any) -> list[Task]:
    rows = Supervision.objects.filter(
        professor__user=user, state=SupervisionState.ASKED, team__state__in=TEAM_RUNNING
    ).select_related("team__problem__category")
    return [
        Task(
            kind="supervision",
            title=_("Request to supervise team “%(team)s”") % {"team": row.team},
            sentence=row.team.problem.shown_title if row.team.problem_id else "",
            url=row.team.get_absolute_url(),
            action=_("Answer the request"),
            since=row.created_at,
            tone="attention",
            icon="person-check",
        )
        for row in rows
    ]


def _assessments(user: Any) -> list[Task]:
    rows = Assessment.objects.filter(
        team__professor__user=user, state=AssessmentState.SUBMITTED
    ).select_related("team")
    return [
        Task(
            kind="assessment",
            title=_("Assessment of team “%(team)s”") % {"team": row.team},
            sentence=_("Please accept it or return it for correction."),
            url=row.get_absolute_url(),
            action=_("Read the assessment"),
            since=row.state_changed_at,
            tone="attention",
            icon="search",
        )
        for row in rows
    ]


def _letters_to_accept(user: Any) -> list[Task]:
    rows = (
        IntroductionLetter.objects.visible_to(user)
        .filter(
            state=LetterState.SIGNED,
            team__problem__unit__persons__user=user,
            team__problem__unit__persons__role=PersonRole.MANAGER,
        )
        .select_related("team")
        .distinct()
    )
    return letter_tasks(rows)


def letter_tasks(letters: Iterable[IntroductionLetter]) -> list[Task]:
    """Letters the unit has to accept."""
    return [
        Task(
            kind="letter",
            title=_("Letter of introduction of team “%(team)s”") % {"team": row.team},
            sentence=_("Please accept the team and name its industrial supervisor."),
            url=row.get_absolute_url(),
            action=_("Accept the team"),
            since=row.state_changed_at,
            tone="attention",
            icon="envelope-paper",
        )
        for row in letters
    ]


def _to_form() -> list[Task]:
    rows = Team.objects.filter(state=TeamState.FORMING).with_strength().select_related("round")
    return [
        Task(
            kind="forming",
            title=_("Team “%(team)s” is forming") % {"team": row},
            sentence=_("%(n)s active members") % {"n": format_number(row.strength)},
            url=reverse("teams:arrange_team", kwargs={"pk": row.pk}),
            action=_("Arrange the team"),
            since=row.created_at,
            due=row.round.formation_until,
            tone="danger" if row.round.formation_until < timezone.localdate() else "info",
            icon="people",
        )
        for row in rows
    ]


def _to_write_letters() -> list[Task]:
    rows = Team.objects.filter(state=TeamState.FORMED).exclude(
        letters__state__in=[LetterState.NUMBERED, LetterState.SIGNED, LetterState.ACCEPTED]
    )
    return [
        Task(
            kind="letter",
            title=_("Letter of introduction of team “%(team)s”") % {"team": row},
            sentence=_("The team is formed; its letter has to be prepared and numbered."),
            url=row.get_absolute_url(),
            action=_("Open the team’s page"),
            since=row.state_changed_at,
            icon="envelope-paper",
        )
        for row in rows
    ]


def _to_sign() -> list[Task]:
    rows = IntroductionLetter.objects.filter(state=LetterState.NUMBERED).select_related("team")
    return [
        Task(
            kind="signature",
            title=_("Letter of introduction no. %(number)s") % {"number": row.number},
            sentence=_("Waits for your signature; then team “%(team)s” is dispatched.")
            % {"team": row.team},
            url=row.get_absolute_url(),
            action=_("Open the letter"),
            since=row.state_changed_at,
            tone="attention",
            icon="pen",
        )
        for row in rows
    ]


def _weak_teams() -> list[Task]:
    today = timezone.localdate()
    return [
        Task(
            kind="strength",
            title=_("Team “%(team)s” is under strength") % {"team": row},
            sentence=_("%(n)s active members") % {"n": format_number(row.strength)},
            url=row.get_absolute_url(),
            action=_("Replace a member"),
            due=row.replace_by,
            tone="danger" if row.replace_by and row.replace_by < today else "attention",
            icon="person-exclamation",
        )
        for row in under_strength_teams()
    ]
