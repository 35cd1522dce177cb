"""The teams' part of “what is left for my credit”: team, letter, site, and the work itself."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from industries.enums import ProblemState
from partnership.core.gates import BLOCKED, DONE, OPEN, WAITING, Gate, Stage
from partnership.core.jalali import format_date
from partnership.core.numbers import format_number
from students.enums import EnrolmentState
from students.models import Enrolment
from teams.enums import (
    AssessmentState,
    MembershipRole,
    MembershipState,
    MilestoneState,
    ReportState,
    SolutionState,
    SupervisionState,
    TeamState,
)
from teams.models import Membership, Solution, Team
from teams.selectors.worklist import weeks_of

#: How far each state of a team has come.
_ORDER = (
    TeamState.FORMING,
    TeamState.FORMED,
    TeamState.DISPATCHED,
    TeamState.ASSESSING,
    TeamState.PROPOSING,
    TeamState.DECIDED,
    TeamState.EXECUTING,
    TeamState.EVALUATING,
    TeamState.COMPLETED,
)


@dataclass(frozen=True)
class Standpoint:
    """A student's place in the programme after the training: the membership and its team."""

    enrolment: Enrolment
    membership: Membership | None

    @property
    def team(self) -> Team | None:
        """The team the student is in now; None before, and after it was dissolved or left."""
        if self.membership is None or self.membership.state != MembershipState.ACTIVE:
            return None
        team = self.membership.team
        return None if team.state == TeamState.DISSOLVED else team

    @property
    def is_held(self) -> bool:
        """Whether the team pauses."""
        return self.team is not None and self.team.state == TeamState.ON_HOLD

    def is_past(self, state: TeamState) -> bool:
        """Whether the team has left this state behind (counted from before a pause)."""
        return self.stands_at(state) > 0

    @cached_property
    def solutions(self) -> list[Solution]:
        """The team's solutions, read when a gate first asks for them."""
        team = self.team
        return list(team.solutions.order_by("pk")) if team is not None else []

    def stands_at(self, state: TeamState) -> int:
        """-1 before the state, 0 in it, 1 after it."""
        if self.team is None:
            return -1
        now = self.team.held_from if self.is_held else self.team.state
        here, there = _ORDER.index(TeamState(now)), _ORDER.index(state)
        return (here > there) - (here < there)


def standpoint_of(enrolment: Enrolment) -> Standpoint:
    """Where a student stands in the round of an application, with all that the gates look at."""
    rows = (
        Membership.objects.filter(student=enrolment.student_id, team__round=enrolment.round_id)
        .exclude(state=MembershipState.DECLINED)
        .select_related(
            "team__round",
            "team__problem__unit",
            "team__professor",
            "team__assessment",
            "team__final_report",
        )
        .order_by("-pk")
    )
    found = list(rows)
    present = next((row for row in found if row.state == MembershipState.ACTIVE), None)
    return Standpoint(enrolment, present or next(iter(found), None))


def team_stage(here: Standpoint) -> Stage:
    """In a team, a professor who accepted, the letter of introduction."""
    return Stage("team", _("Team and letter"), [_place(here), _professor(here), _letter(here)])


def _place(here: Standpoint) -> Gate:
    label, row, team = _("A place in a team"), here.membership, here.team
    if team is not None:
        return Gate("team", label, DONE, team.name)
    if row is not None and row.state == MembershipState.INVITED:
        url = reverse("teams:show_membership", kwargs={"pk": row.pk})
        note = _("“%(team)s” invites you; answer until %(date)s.") % {
            "team": row.team,
            "date": format_date(row.answer_by, style="medium"),
        }
        return Gate("team", label, OPEN, note, "you", url, _("Answer the invitation"))
    until = format_date(here.enrolment.round.formation_until, style="medium")
    if here.enrolment.state != EnrolmentState.TRAINED:
        note = _("Teams of four to six, by %(date)s.") % {"date": until}
        return Gate("team", label, BLOCKED, note)
    if row is not None and row.team.state == TeamState.DISSOLVED:
        note = _("“%(team)s” was dissolved; the office looks for another team for you.")
        return Gate("team", label, WAITING, note % {"team": row.team}, "office")
    if row is not None:
        note = _("You left “%(team)s”; the office looks for another team for you.")
        return Gate("team", label, WAITING, note % {"team": row.team}, "office")
    note = _("The office forms teams of four to six, by %(date)s.") % {"date": until}
    return Gate("team", label, WAITING, note, "office")


def _professor(here: Standpoint) -> Gate:
    label, team = _("Supervising professor"), here.team
    if team is None:
        return Gate("professor", label, BLOCKED)
    if team.professor_id:
        return Gate("professor", label, DONE, team.professor.full_name)
    asked = team.supervisions.filter(state=SupervisionState.ASKED).select_related("professor")
    if request := asked.first():
        note = _("Waiting for the answer of %(professor)s") % {"professor": request.professor}
        return Gate("professor", label, WAITING, note, "professor")
    return Gate("professor", label, WAITING, _("The office asks a professor."), "office")


def _letter(here: Standpoint) -> Gate:
    label, team = _("Letter of introduction"), here.team
    if team is None:
        return Gate("letter", label, BLOCKED)
    if here.is_past(TeamState.FORMED):
        return Gate("letter", label, DONE)
    if team.state == TeamState.FORMING:
        note = _("Follows once the team is complete and confirmed.")
        return Gate("letter", label, BLOCKED, note)
    return Gate("letter", label, WAITING, _("The head of the office signs it."), "office")


def site_stage(here: Standpoint, hours: Gate) -> Stage:
    """On site, the hours (a gate the credit's room supplies), the weekly reports."""
    weeks = _weeks(here, is_short=hours.state != DONE)
    return Stage("site", _("At the industrial unit"), [_on_site(here), hours, weeks])


def _on_site(here: Standpoint) -> Gate:
    label, team = _("Work on site begun"), here.team
    if team is None or here.stands_at(TeamState.DISPATCHED) < 0:
        return Gate("site", label, BLOCKED)
    unit = str(team.problem.unit) if team.problem_id else ""
    if here.is_past(TeamState.DISPATCHED):
        return Gate("site", label, DONE, unit)
    if team.supervisor_id is None:
        note = _("The unit accepts the team and names its supervisor.")
        return Gate("site", label, WAITING, note, "unit")
    url = reverse("teams:begin_assessment_team", kwargs={"pk": team.pk})
    note = _("Report to %(unit)s, then begin the assessment.") % {"unit": unit}
    if here.is_held:
        return Gate("site", label, WAITING, _held(), "office")
    return Gate("site", label, OPEN, note, "you", url, _("Begin the assessment"))


def _held() -> str:
    return _("The team is on hold; the office tells you when it goes on.")


def _weeks(here: Standpoint, *, is_short: bool) -> Gate:
    """Written while on site; whoever lacks hours when the evaluation begins goes on writing."""
    label, row = _("Weekly reports"), here.membership
    if row is None or here.team is None or here.stands_at(TeamState.DISPATCHED) < 0:
        return Gate("weeks", label, BLOCKED)
    prefetch_related_objects([row], "weekly_reports")
    sent = [r for r in row.weekly_reports.all() if r.state != ReportState.DRAFT]
    note = _("%(n)s reports sent") % {"n": format_number(len(sent))}
    tasks = [] if here.is_held else list(weeks_of(row))
    back = [task for task in tasks if task.tone == "attention"]
    here_now = here.stands_at(TeamState.EVALUATING)
    goes_on = here_now < 0 or (here_now == 0 and is_short)
    if goes_on and tasks:
        task = tasks[0]
        said = task.title if task.tone in ("attention", "danger") else note
        return Gate("weeks", label, OPEN, said, "you", task.url, task.action)
    if back:
        return Gate("weeks", label, OPEN, back[0].title, "you", back[0].url, back[0].action)
    if not goes_on:
        return Gate("weeks", label, DONE, note)
    return Gate("weeks", label, WAITING, _held() if here.is_held else note)


def work_stage(here: Standpoint) -> Stage:
    """Assessment, solution, decision, execution – as far as this team needs them."""
    gates = [_assessment(here), _solution(here), _decision(here), _execution(here)]
    return Stage("work", _("The team’s work"), [gate for gate in gates if gate is not None])


def _assessment(here: Standpoint) -> Gate | None:
    label, team = _("Assessment"), here.team
    if team is None or here.stands_at(TeamState.ASSESSING) < 0:
        return Gate("assessment", label, BLOCKED)
    paper = getattr(team, "assessment", None)
    if paper is not None and paper.state == AssessmentState.ACCEPTED:
        return Gate("assessment", label, DONE)
    if here.is_past(TeamState.DECIDED):
        return None
    if paper is not None and paper.state == AssessmentState.SUBMITTED:
        return Gate("assessment", label, WAITING, _("The professor reads it."), "professor")
    if here.is_held:
        return Gate("assessment", label, WAITING, _held(), "office")
    url = reverse("teams:write_assessment", kwargs={"pk": team.pk})
    note = (
        _("The professor asks for a correction.")
        if paper is not None and paper.state == AssessmentState.RETURNED
        else _("What the obstacle is, and what causes it")
    )
    return Gate("assessment", label, OPEN, note, "you", url, _("Write the assessment"))


def _solution(here: Standpoint) -> Gate | None:
    label, team = _("Proposed solution"), here.team
    if team is None or here.stands_at(TeamState.PROPOSING) < 0:
        return Gate("solution", label, BLOCKED)
    alive = [s for s in here.solutions if s.state != SolutionState.WITHDRAWN]
    states = {s.state for s in alive}
    if here.is_past(TeamState.PROPOSING) or states - _UNFINISHED:
        return Gate("solution", label, DONE) if states - _UNFINISHED else None
    if here.is_held:
        return Gate("solution", label, WAITING, _held(), "office")
    return _unfinished(here, label, alive)


_UNFINISHED = frozenset(
    {SolutionState.DRAFT, SolutionState.ENDORSED, SolutionState.REVISE, SolutionState.REJECTED}
)


def _unfinished(here: Standpoint, label: Any, alive: list[Solution]) -> Gate:
    """The solution that needs somebody now."""
    by_state = {solution.state: solution for solution in alive}
    if solution := by_state.get(SolutionState.REVISE):
        note = _("The manager asks for a revision.")
        url, action = solution.get_absolute_url(), _("Improve the solution")
        return Gate("solution", label, OPEN, note, "you", url, action)
    if solution := by_state.get(SolutionState.ENDORSED):
        leads = here.membership is not None and here.membership.role == MembershipRole.LEADER
        note, url = _("Endorsed by the professor"), solution.get_absolute_url()
        if leads:
            return Gate("solution", label, OPEN, note, "you", url, _("Submit to the unit"))
        return Gate("solution", label, WAITING, note, "team")
    if by_state.get(SolutionState.DRAFT):
        note = _("A draft; the professor endorses it.")
        return Gate("solution", label, WAITING, note, "professor")
    team: Any = here.team
    url = reverse("teams:write_solution", kwargs={"pk": team.pk})
    note = (
        _("The manager rejected all solutions: one more attempt.")
        if by_state
        else _("What it costs, how long it takes, what it brings")
    )
    return Gate("solution", label, OPEN, note, "you", url, _("Begin a solution"))


def _decision(here: Standpoint) -> Gate:
    label, team = _("The manager’s decision"), here.team
    if team is None:
        return Gate("decision", label, BLOCKED)
    if here.stands_at(TeamState.PROPOSING) < 0:
        return Gate("decision", label, BLOCKED)
    if here.is_past(TeamState.PROPOSING):
        if _is_executed(here):
            return Gate("decision", label, DONE, _("Your solution was chosen."))
        note = _("Your solution is not executed; assessment and final report count for the credit.")
        return Gate("decision", label, DONE, note)
    if team.problem_id and team.problem.state == ProblemState.IN_REVIEW:
        return Gate("decision", label, WAITING, _("The manager compares the solutions."), "unit")
    submitted = any(s.state == SolutionState.SUBMITTED for s in here.solutions)
    if submitted:
        note = _("Follows when the window for solutions closes.")
        return Gate("decision", label, WAITING, note, "unit")
    return Gate("decision", label, BLOCKED)


def _is_executed(here: Standpoint) -> bool:
    team: Any = here.team
    chosen = {SolutionState.SELECTED, SolutionState.IMPLEMENTED}
    return team.executed or any(s.state in chosen for s in here.solutions)


def _execution(here: Standpoint) -> Gate | None:
    """None for a team whose solution is not executed."""
    label, team = _("Execution"), here.team
    if team is None or here.stands_at(TeamState.DECIDED) < 0:
        return Gate("execution", label, BLOCKED, _("Only for the solution that is chosen"))
    if here.is_past(TeamState.EXECUTING):
        return Gate("execution", label, DONE) if team.executed else None
    if not _is_executed(here):
        return None
    if here.is_held:
        return Gate("execution", label, WAITING, _held(), "office")
    if here.stands_at(TeamState.DECIDED) == 0:
        note = _("Begins when the office and the unit start it.")
        return Gate("execution", label, WAITING, note, "office")
    steps = [m for m in team.milestones.all() if m.state != MilestoneState.DROPPED]
    passed = sum(m.state == MilestoneState.ACCEPTED for m in steps)
    if steps:
        note = _("%(n)s of %(all)s steps accepted") % {
            "n": format_number(passed),
            "all": format_number(len(steps)),
        }
        return Gate("execution", label, WAITING, note, "team", value=passed, max=len(steps))
    return Gate("execution", label, WAITING, _("The steps are being planned."), "team")
