"""Who may do what about professors, teams, letters, visits and assessments.

Predicates take a Team or anything with `.team`; without an object they answer no.
"""

from collections.abc import Callable
from typing import Any

import rules

from industries.enums import PersonRole
from partnership.accounts.rules import is_head, is_office, is_professor, is_signed_in
from teams.enums import (
    TEAM_AFTER_LETTER,
    MembershipRole,
    MembershipState,
    TeamState,
)
from teams.models import Team

#: Before the letter a team is the officers' own; afterwards the head answers for its end.
BEFORE_LETTER = frozenset({TeamState.FORMING, TeamState.FORMED})


def team_of_object(obj: Any) -> Team | None:
    """The team an object belongs to: itself, or its `.team`."""
    return obj if isinstance(obj, Team) else getattr(obj, "team", None)


def _parts(user: Any, team: Team, kind: str, read: Callable[[], Any]) -> Any:
    """What somebody is in a team, asked once for each instance: a page asks many times."""
    memo = team.__dict__.setdefault("_parts", {})
    key = (kind, user.pk)
    if key not in memo:
        memo[key] = read()
    return memo[key]


def _is_member(user: Any, obj: Any, *roles: str) -> bool:
    team = team_of_object(obj)
    if team is None or not getattr(user, "pk", None):
        return False
    present = team.memberships.filter(student__user=user, state=MembershipState.ACTIVE)
    role = _parts(user, team, "member", lambda: present.values_list("role", flat=True).first())
    return role in roles if roles else role is not None


@rules.predicate
def is_team_member(user: Any, obj: Any = None) -> bool:
    """An active member of the team."""
    return _is_member(user, obj)


@rules.predicate
def is_team_leader(user: Any, obj: Any = None) -> bool:
    """The active leader of the team."""
    return _is_member(user, obj, MembershipRole.LEADER)


@rules.predicate
def is_team_professor(user: Any, obj: Any = None) -> bool:
    """The professor who accepted the team."""
    team = team_of_object(obj)
    return (
        team is not None
        and team.professor_id is not None
        and bool(getattr(user, "pk", None))
        and team.professor.user_id == user.pk
    )


def _is_unit_person(user: Any, obj: Any, *roles: str) -> bool:
    team = team_of_object(obj)
    if team is None or team.problem_id is None or not getattr(user, "pk", None):
        return False
    if team.state not in TEAM_AFTER_LETTER and team.state != TeamState.ON_HOLD:
        return False
    persons = team.problem.unit.persons.filter(user=user, is_active=True)
    held = _parts(user, team, "unit", lambda: set(persons.values_list("role", flat=True)))
    return not held.isdisjoint(roles)


@rules.predicate
def is_team_unit_manager(user: Any, obj: Any = None) -> bool:
    """A manager or owner of the unit the team works for, once the letter is out."""
    return _is_unit_person(user, obj, PersonRole.MANAGER, PersonRole.OWNER)


@rules.predicate
def is_team_supervisor(user: Any, obj: Any = None) -> bool:
    """A supervisor or the manager of the team's unit, once the letter is out."""
    return _is_unit_person(user, obj, PersonRole.SUPERVISOR, PersonRole.MANAGER)


@rules.predicate
def is_own_membership(user: Any, obj: Any = None) -> bool:
    """The student the membership is about."""
    student = getattr(obj, "student", None)
    return student is not None and student.user_id == getattr(user, "pk", None)


@rules.predicate
def is_own_place(user: Any, obj: Any = None) -> bool:
    """A student's own present membership; an invitation is declined, not left."""
    return is_own_membership(user, obj) and obj.state == MembershipState.ACTIVE


@rules.predicate
def is_asked_professor(user: Any, obj: Any = None) -> bool:
    """The professor a request is addressed to."""
    professor = getattr(obj, "professor", None)
    return professor is not None and professor.user_id == getattr(user, "pk", None)


@rules.predicate
def is_own_professor_page(user: Any, obj: Any = None) -> bool:
    """The professor the page is about."""
    return obj is not None and getattr(obj, "user_id", None) == getattr(user, "pk", None)


@rules.predicate
def is_before_letter(user: Any, obj: Any = None) -> bool:
    """No letter has left the office yet."""
    team = team_of_object(obj)
    return team is None or team.state in BEFORE_LETTER


rules.add_perm("teams.view_team", is_signed_in)
rules.add_perm("teams.form_team", is_office)
rules.add_perm("teams.manage_team", is_office)
rules.add_perm("teams.dispatch_team", is_head)
rules.add_perm("teams.dissolve_team", is_head | (is_office & is_before_letter))
rules.add_perm("teams.waive_strength", is_head)
rules.add_perm("teams.work_for_team", is_team_leader | is_office)
rules.add_perm("teams.supervise_team", is_team_professor)

rules.add_perm("teams.answer_membership", is_own_membership)
rules.add_perm("teams.end_membership", is_own_place | is_office)
rules.add_perm("teams.answer_supervision", is_asked_professor)

rules.add_perm("teams.mark_interest", is_professor)
rules.add_perm("teams.list_professors", is_office | is_professor)
rules.add_perm("teams.edit_professor", is_office)

rules.add_perm("teams.prepare_letter", is_office)
rules.add_perm("teams.accept_letter", is_team_unit_manager)
rules.add_perm("teams.name_supervisor", is_team_unit_manager | is_office)
rules.add_perm(
    "teams.plan_visit", is_office | is_team_leader | is_team_professor | is_team_supervisor
)
rules.add_perm("teams.record_visit", is_office | is_team_leader | is_team_supervisor)

rules.add_perm("teams.write_assessment", is_team_member)
rules.add_perm("teams.accept_assessment", is_team_professor)
