"""Reads about teams, professors and letters; what stands between a team and its next step."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from industries.enums import UnitState
from partnership.core.numbers import format_number
from students.enums import ENROLMENT_ACCEPTED
from students.models import Enrolment, Student, StudentSkill
from students.selectors import missing_for_letters
from teams.enums import (
    TEAM_RUNNING,
    MembershipRole,
    MembershipState,
    SupervisionState,
)
from teams.models import Membership, Professor, ProfessorInterest, Team


@dataclass(frozen=True)
class Gate:
    """One condition of the dispatch: is it met, what is missing, who can mend it, and where."""

    label: Any
    is_open: bool
    note: Any = ""
    url: str = ""
    action: Any = ""
    blocks_letter: bool = True

    @property
    def state(self) -> str:
        """The state the gates component draws."""
        return "done" if self.is_open else "waiting"

    @property
    def action_url(self) -> str:
        """Where it is mended; nothing once it is met."""
        return "" if self.is_open else self.url

    @property
    def action_label(self) -> Any:
        """The button's word."""
        return self.action or _("Open")


def teams_of_professor(professor: Professor) -> QuerySet[Team]:
    """Teams the professor supervises or supervised, running ones first."""
    return (
        Team.objects.filter(professor=professor)
        .select_related("round", "problem__unit", "problem__category")
        .with_strength()
        .order_by("-round__term__code", "name_fa")
    )


def professors_with_load() -> QuerySet[Professor]:
    """Professors with `load` (accepted running teams) and `asked` (open requests)."""
    running = Q(supervisions__team__state__in=TEAM_RUNNING)
    return Professor.objects.select_related("user", "major__faculty").annotate(
        load=Count(
            "supervisions",
            filter=running & Q(supervisions__state=SupervisionState.ACCEPTED),
            distinct=True,
        ),
        asked=Count(
            "supervisions",
            filter=running & Q(supervisions__state=SupervisionState.ASKED),
            distinct=True,
        ),
    )


def professors_to_ask() -> QuerySet[Professor]:
    """Active professors with a free place, least busy first."""
    return (
        professors_with_load()
        .filter(is_active=True, load__lt=F("capacity"))
        .order_by("load", "sort_name")
    )


def interests_in(team: Team) -> list[ProfessorInterest]:
    """What professors said about the team's problem: who would supervise it first, then ties."""
    if team.problem_id is None:
        return []
    rows = ProfessorInterest.objects.filter(problem=team.problem_id)
    return list(rows.select_related("professor").order_by("-stance", "created_at"))


def under_strength_teams() -> QuerySet[Team]:
    """Running teams whose replacement clock runs, most urgent first."""
    return (
        Team.objects.filter(state__in=TEAM_RUNNING, under_strength_since__isnull=False)
        .select_related("round", "problem__unit", "professor")
        .with_strength()
        .order_by("replace_by", "pk")
    )


def members_of(team: Team) -> list[Membership]:
    """Everybody who is, was or may come in, present ones by seat first, with their skills."""
    rows = (
        team.memberships.select_related(
            "student__major__faculty", "student__user", "replaces__student"
        )
        .prefetch_related(Prefetch("student__skills", StudentSkill.objects.select_related("skill")))
        .order_by(F("seat").asc(nulls_last=True), "pk")
    )
    return list(rows)


def candidates(team: Team) -> QuerySet[Student]:
    """Accepted students of the round, in no team of the term, not yet asked by this one."""
    taken = Membership.objects.filter(term=team.round.term_id, state=MembershipState.ACTIVE)
    asked = team.memberships.filter(state=MembershipState.INVITED)
    enrolled = Enrolment.objects.filter(round=team.round, state__in=ENROLMENT_ACCEPTED)
    return (
        Student.objects.filter(pk__in=enrolled.values("student"))
        .exclude(pk__in=taken.values("student"))
        .exclude(pk__in=asked.values("student"))
        .select_related("major", "user")
        .prefetch_related(
            Prefetch("skills", StudentSkill.objects.select_related("skill")),
            Prefetch(
                "enrolments",
                Enrolment.objects.filter(round=team.round).prefetch_related("preferences"),
                to_attr="round_enrolments",
            ),
        )
    )


def skill_cover(team: Team, members: list[Membership]) -> list[dict[str, Any]]:
    """Each skill the problem asks for: the level wanted, the best among present members."""
    if team.problem_id is None:
        return []
    best: dict[int, tuple[int, str]] = {}
    for row in members:
        if row.state != MembershipState.ACTIVE:
            continue
        for own in row.student.skills.all():
            if own.level > best.get(own.skill_id, (0, ""))[0]:
                best[own.skill_id] = (own.level, row.student.full_name)
    cover = []
    for wanted in team.problem.required_skills.select_related("skill"):
        level, who = best.get(wanted.skill_id, (0, ""))
        cover.append(
            {
                "skill": wanted.skill,
                "wanted": wanted.min_level,
                "level": level,
                "who": who,
                "state": "done" if level >= wanted.min_level else "part" if level else "none",
            }
        )
    return cover


def forming_warnings(team: Team, members: list[Membership]) -> list[str]:
    """What the officer should look at twice; nothing here forbids anything."""
    active = [row for row in members if row.state == MembershipState.ACTIVE]
    warnings = []
    if len(active) > 1 and len({row.student.major_id for row in active}) < 2:
        warnings.append(_("All members study the same major; two majors are recommended."))
    if active and not any(row.role == MembershipRole.LEADER for row in active):
        warnings.append(_("The team has no leader yet."))
    problem = team.problem
    if problem is not None:
        suitable = {major.pk for major in problem.majors.all()}
        if suitable and active and not suitable & {row.student.major_id for row in active}:
            warnings.append(_("No member studies a major the problem asks for."))
        if len(active) > problem.team_max:
            warnings.append(
                _("The unit asked for at most %(n)s members.")
                % {"n": format_number(problem.team_max)}
            )
        if problem.site_limits:
            limits = problem.text("site_limits")
            warnings.append(_("Limits on site: %(limits)s") % {"limits": limits})
    conflicts = Enrolment.objects.filter(
        round=team.round, student__in=[row.student_id for row in active]
    ).exclude(conflict="")
    for enrolment in conflicts.select_related("student"):
        warnings.append(
            _("%(student)s declared ties to a unit: %(conflict)s")
            % {"student": enrolment.student, "conflict": enrolment.conflict}
        )
    return warnings


def gates_for_formation(team: Team, members: list[Membership]) -> list[Gate]:
    """What is left until the team can be confirmed."""
    active = [row for row in members if row.state == MembershipState.ACTIVE]
    count, least, most = len(active), team.round.team_min, min(6, team.round.team_max)
    leader = next((row for row in active if row.role == MembershipRole.LEADER), None)
    asked = next((s for s in team.supervisions.all() if s.state == SupervisionState.ASKED), None)
    return [
        Gate(
            label=_("4 to 6 members"),
            is_open=least <= count <= most,
            note=_("%(n)s of at least %(least)s members")
            % {"n": format_number(count), "least": format_number(least)},
        ),
        Gate(
            _("Team leader"),
            leader is not None,
            leader.student.full_name if leader else _("Not chosen yet"),
        ),
        Gate(
            _("Problem"),
            team.problem_id is not None,
            team.problem.shown_title if team.problem_id else _("Not chosen yet"),
        ),
        Gate(
            _("Supervising professor"),
            team.professor_id is not None,
            team.professor.full_name
            if team.professor_id
            else _("Waiting for the answer of %(professor)s") % {"professor": asked.professor}
            if asked
            else _("Not asked yet"),
        ),
    ]


def gates_for_dispatch(team: Team) -> list[Gate]:
    """What stands between the team and its signed letter, with who can mend it."""
    members = list(team.memberships.active().select_related("student").order_by("seat"))
    count = len(members)
    enough = count >= team.round.team_min or bool(team.strength_waiver and count >= 3)
    gates = [
        Gate(
            label=_("4 to 6 members"),
            is_open=enough,
            note=_("%(n)s active members") % {"n": format_number(count)},
            url=reverse("teams:arrange_team", kwargs={"pk": team.pk}),
            action=_("Arrange the team"),
        ),
        Gate(
            label=_("Supervising professor"),
            is_open=team.professor_id is not None,
            note=team.professor.full_name
            if team.professor_id
            else _("The office asks a professor."),
            url=reverse("teams:arrange_team", kwargs={"pk": team.pk}),
            action=_("Ask a professor"),
        ),
    ]
    unit = team.problem.unit if team.problem_id else None
    gates.append(
        Gate(
            label=_("Industrial unit active"),
            is_open=unit is not None and unit.state == UnitState.ACTIVE,
            note=f"{unit}: {unit.get_state_display()}" if unit else _("Not chosen yet"),
            url=unit.get_absolute_url() if unit else "",
        )
    )
    lacks = missing_for_letters([row.student for row in members], round_=team.round)
    gates += [_gate_of_member(row, lacks[row.student_id]) for row in members]
    return gates


def _gate_of_member(row: Membership, lacks: list[str]) -> Gate:
    return Gate(
        label=row.student.full_name,
        is_open=not lacks,
        note=" ".join(lacks) or _("Trained, undertaking given, insured"),
        url=row.student.get_absolute_url(),
        action=_("Open the student’s page"),
    )
