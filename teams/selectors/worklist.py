"""What of the work waits for a person: one block for each part somebody plays."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industries.enums import PersonRole, ProblemState
from industries.models import Problem
from partnership.accounts.enums import Role
from partnership.core.jalali import format_date
from partnership.core.numbers import format_number
from partnership.core.worklist import Task
from partnership.programme.selectors import holidays_since, working_days_after
from teams.enums import (
    TEAM_ON_SITE,
    AssessmentState,
    EvaluationKind,
    EvaluationState,
    MembershipRole,
    MembershipState,
    MilestoneState,
    ReportState,
    SolutionState,
    TeamState,
)
from teams.models import (
    Decision,
    Evaluation,
    FinalReport,
    Membership,
    Milestone,
    Solution,
    Team,
    WeeklyReport,
)

SATURDAY = 5


def waiting_for(user: Any, *, has_panel: bool = False) -> list[Task]:
    """Everything of the work that waits for this person now."""
    if not user.is_authenticated:
        return []
    tasks: list[Task] = []
    if user.has_role(Role.STUDENT) and not has_panel:
        tasks += _for_student(user)
    if user.has_role(Role.PROFESSOR):
        tasks += _for_professor(user)
    if user.has_role(Role.MANAGER):
        tasks += _for_manager(user)
    if user.has_role(Role.MANAGER, Role.SUPERVISOR):
        tasks += _for_site(user)
    if user.is_office:
        tasks += _for_office(user)
    return tasks


def teams_on_site(user: Any) -> QuerySet[Team]:
    """Teams this person guides on site, as supervisor or manager of their unit."""
    return Team.objects.visible_to(user).filter(
        problem__unit__persons__user=user,
        problem__unit__persons__is_active=True,
        problem__unit__persons__role__in=[
            PersonRole.SUPERVISOR,
            PersonRole.MANAGER,
            PersonRole.OWNER,
        ],
    )


def _for_student(user: Any) -> Iterator[Task]:
    memberships = (
        Membership.objects.active()
        .filter(student__user=user, team__state__in=TEAM_ON_SITE)
        .select_related("team")
        .prefetch_related("team__solutions", "weekly_reports")
    )
    for membership in memberships:
        yield from _solutions_of(membership)
        yield from weeks_of(membership)
    teams = [m.team for m in memberships if m.team.state == TeamState.EVALUATING]
    reports = {r.team_id: r for r in FinalReport.objects.filter(team__in=teams)} if teams else {}
    for team in teams:
        report = reports.get(team.pk)
        if report is None or report.state in (AssessmentState.DRAFT, AssessmentState.RETURNED):
            yield Task(
                kind="final_report",
                title=_("Final report"),
                sentence=team.name,
                url=reverse("teams:write_final_report", kwargs={"pk": team.pk}),
                action=_("Write the final report"),
                since=team.state_changed_at,
                tone="attention",
                icon="file-text",
            )


def _solutions_of(membership: Membership) -> Iterator[Task]:
    team = membership.team
    if team.state != TeamState.PROPOSING:
        return
    solutions = list(team.solutions.all())
    alive = [
        s for s in solutions if s.state not in (SolutionState.WITHDRAWN, SolutionState.REJECTED)
    ]
    if not alive:
        yield Task(
            kind="solution",
            title=_("Design a solution"),
            sentence=team.name,
            url=reverse("teams:write_solution", kwargs={"pk": team.pk}),
            action=_("Begin a solution"),
            since=team.state_changed_at,
            icon="lightbulb",
        )
    for solution in alive:
        if solution.state == SolutionState.REVISE:
            yield Task(
                kind="solution",
                title=solution.text("title"),
                sentence=_("The manager asks for a revision."),
                url=solution.get_absolute_url(),
                action=_("Improve the solution"),
                since=solution.state_changed_at,
                tone="attention",
                icon="pencil",
            )
        if solution.state == SolutionState.ENDORSED and membership.role == MembershipRole.LEADER:
            yield Task(
                kind="solution",
                title=solution.text("title"),
                sentence=_("Endorsed: you may submit it to the unit."),
                url=solution.get_absolute_url(),
                action=_("Submit to the unit"),
                since=solution.state_changed_at,
                tone="attention",
                icon="send",
            )


def weeks_of(membership: Membership) -> Iterator[Task]:
    """Weekly reports a member has to write or correct, the most pressing first."""
    today = timezone.localdate()
    this_week = today - timedelta(days=(today.weekday() - SATURDAY) % 7)
    weeks = {report.week_starts_on: report for report in membership.weekly_reports.all()}
    for report in weeks.values():
        if report.state == ReportState.RETURNED:
            yield Task(
                kind="report",
                title=_("Correct your weekly report"),
                sentence=_("Week from %(day)s")
                % {"day": format_date(report.week_starts_on, style="medium")},
                url=report_url(membership, report.week_starts_on),
                action=_("Correct the report"),
                since=report.state_changed_at,
                tone="attention",
                icon="reply",
            )
    last_week = this_week - timedelta(days=7)
    joined = timezone.localdate(membership.joined_at) if membership.joined_at else last_week
    begun = max(joined, membership.team.starts_on or joined)
    missing = weeks.get(last_week)
    if begun <= last_week + timedelta(days=6) and (
        missing is None or missing.state == ReportState.DRAFT
    ):
        yield Task(
            kind="report",
            title=_("Your weekly report is missing"),
            sentence=_("Week from %(day)s") % {"day": format_date(last_week, style="medium")},
            url=report_url(membership, last_week),
            action=_("Write the weekly report"),
            due=this_week,
            tone="danger",
            icon="journal-text",
        )
    present = weeks.get(this_week)
    if begun <= today and (present is None or present.state == ReportState.DRAFT):
        yield Task(
            kind="report",
            title=_("This week’s hours"),
            sentence=membership.team.name,
            url=report_url(membership, this_week),
            action=_("Log hours"),
            due=this_week + timedelta(days=6),
            icon="clock",
        )


def report_url(membership: Membership, week: Any) -> str:
    """The page on which a member writes one week."""
    return reverse("teams:write_report", kwargs={"pk": membership.pk, "week": week.isoformat()})


def _for_professor(user: Any) -> Iterator[Task]:
    drafts = Solution.objects.filter(
        team__professor__user=user, state=SolutionState.DRAFT, team__state=TeamState.PROPOSING
    ).select_related("team")
    for solution in drafts:
        yield Task(
            kind="solution",
            title=solution.text("title"),
            sentence=solution.team.name,
            url=solution.get_absolute_url(),
            action=_("Read and endorse"),
            since=solution.state_changed_at,
            icon="patch-check",
        )
    reports = FinalReport.objects.filter(
        team__professor__user=user, state=AssessmentState.SUBMITTED
    ).select_related("team")
    for report in reports:
        yield Task(
            kind="final_report",
            title=_("Final report"),
            sentence=report.team.name,
            url=report.get_absolute_url(),
            action=_("Read the final report"),
            since=report.state_changed_at,
            tone="attention",
            icon="file-text",
        )
    unread = (
        WeeklyReport.objects.filter(membership__team__professor__user=user, professor_read_at=None)
        .exclude(state=ReportState.DRAFT)
        .count()
    )
    if unread:
        yield Task(
            kind="report",
            title=_("Weekly reports"),
            sentence=ngettext(
                "%(n)s report you have not read", "%(n)s reports you have not read", unread
            )
            % {"n": format_number(unread)},
            url=reverse("teams:list_reports") + "?unread=1",
            action=_("Read"),
            icon="journal-text",
        )
    yield from _evaluations(Team.objects.filter(professor__user=user), EvaluationKind.PROFESSOR)


def _for_manager(user: Any) -> Iterator[Task]:
    own = Problem.objects.visible_to(user).filter(
        unit__persons__user=user,
        unit__persons__is_active=True,
        unit__persons__role__in=[PersonRole.MANAGER, PersonRole.OWNER],
    )
    yield from decisions_of(own)


def decisions_of(problems: QuerySet[Problem]) -> Iterator[Task]:
    """Of these problems, those whose solutions wait for the manager's decision."""
    problems = (
        problems.filter(state=ProblemState.IN_REVIEW)
        .exclude(decisions__in=Decision.objects.in_force())
        .annotate(
            ready=Count(
                "solutions",
                distinct=True,
                filter=Q(
                    solutions__state=SolutionState.SUBMITTED, solutions__shown_at__isnull=False
                ),
            )
        )
        .filter(ready__gt=0)
        .select_related("round")
    )
    waiting = list(problems)
    since = min((timezone.localdate(row.state_changed_at) for row in waiting), default=None)
    holidays = holidays_since(since) if since else set()
    for problem in waiting:
        days = problem.round.decision_due_days if problem.round else 10
        due = working_days_after(timezone.localdate(problem.state_changed_at), days, holidays)
        late = due < timezone.localdate()
        yield Task(
            kind="decision",
            title=problem.text("title"),
            sentence=ngettext(
                "%(n)s solution awaits your decision",
                "%(n)s solutions await your decision",
                problem.ready,
            )
            % {"n": format_number(problem.ready)},
            url=reverse("teams:decide_problem", kwargs={"pk": problem.pk}),
            action=_("Compare solutions"),
            since=problem.state_changed_at,
            due=due,
            tone="danger" if late else "attention",
            icon="columns-gap",
        )


def _for_site(user: Any) -> Iterator[Task]:
    yield from site_work(teams_on_site(user))


def site_work(teams: QuerySet[Team]) -> Iterator[Task]:
    """What these teams' people on site have to do: hours, steps, evaluations."""
    sheets = WeeklyReport.objects.filter(
        state=ReportState.SUBMITTED, membership__team__in=teams.values("pk")
    ).count()
    if sheets:
        yield Task(
            kind="hours",
            title=_("Confirm hours"),
            sentence=ngettext(
                "%(n)s attendance sheet awaits you", "%(n)s attendance sheets await you", sheets
            )
            % {"n": format_number(sheets)},
            url=reverse("teams:confirm_hours"),
            action=_("Confirm hours"),
            tone="attention",
            icon="clock-history",
        )
    steps = Milestone.objects.filter(
        state=MilestoneState.DONE, team__in=teams.values("pk")
    ).select_related("team")
    for step in steps:
        yield Task(
            kind="milestone",
            title=step.text("title"),
            sentence=step.team.name,
            url=step.get_absolute_url(),
            action=_("Look at the step"),
            since=step.state_changed_at,
            icon="flag",
        )
    yield from _evaluations(teams, EvaluationKind.SUPERVISOR)


def _evaluations(teams: QuerySet[Team], kind: str) -> Iterator[Task]:
    given = Evaluation.objects.filter(
        membership=OuterRef("pk"), kind=kind, state=EvaluationState.SUBMITTED
    )
    missing = Membership.objects.filter(team=OuterRef("pk"), state=MembershipState.ACTIVE).filter(
        ~Exists(given)
    )
    for team in teams.filter(state=TeamState.EVALUATING).filter(Exists(missing)).distinct():
        yield Task(
            kind="evaluation",
            title=_("Evaluate the team"),
            sentence=team.name,
            url=reverse("teams:evaluate_team", kwargs={"pk": team.pk}),
            action=_("Evaluate"),
            since=team.state_changed_at,
            tone="attention",
            icon="clipboard-check",
        )


def _for_office(user: Any) -> Iterator[Task]:
    waiting = (
        Problem.objects.visible_to(user)
        .filter(state=ProblemState.IN_REVIEW)
        .exclude(decisions__in=Decision.objects.in_force())
        .select_related("round", "unit")
    )
    today = timezone.localdate()
    for problem in waiting:
        days = problem.round.decision_due_days if problem.round else 10
        due = working_days_after(timezone.localdate(problem.state_changed_at), days)
        if due < today:
            yield Task(
                kind="decision",
                title=_("Decision overdue"),
                sentence=f"{problem.unit} – {problem.shown_title}",
                url=reverse("teams:decide_problem", kwargs={"pk": problem.pk}),
                action=_("Look"),
                since=problem.state_changed_at,
                due=due,
                tone="danger",
                icon="alarm",
            )
    selected = Solution.objects.filter(
        team=OuterRef("pk"), state__in=[SolutionState.SELECTED, SolutionState.IMPLEMENTED]
    )
    for team in Team.objects.filter(state=TeamState.DECIDED).annotate(won=Exists(selected)):
        yield Task(
            kind="team",
            title=_("Start the execution") if team.won else _("Evaluate without execution"),
            sentence=team.name,
            url=team.get_absolute_url(),
            action=_("Open the team"),
            since=team.state_changed_at,
            icon="gear" if team.won else "clipboard-check",
        )
    ready = _ready_to_complete()
    for team in ready:
        yield Task(
            kind="team",
            title=_("Complete the team"),
            sentence=team.name,
            url=team.get_absolute_url(),
            action=_("Open the team"),
            since=team.state_changed_at,
            tone="attention",
            icon="check-all",
        )


def _ready_to_complete() -> QuerySet[Team]:
    """Teams under evaluation that lack nothing any more."""
    members = Q(memberships__state=MembershipState.ACTIVE)
    return (
        Team.objects.filter(
            state=TeamState.EVALUATING, final_report__state=AssessmentState.ACCEPTED
        )
        .annotate(
            size=Count("memberships", filter=members, distinct=True),
            given=Count(
                "memberships__evaluations",
                distinct=True,
                filter=members & Q(memberships__evaluations__state=EvaluationState.SUBMITTED),
            ),
        )
        .filter(size__gt=0, given__gte=2 * F("size"))
    )
