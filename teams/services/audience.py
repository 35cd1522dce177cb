"""Who is told about a team, and values that letters say in each reader's language."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.functional import lazy

from industries.enums import PersonRole
from industries.models import Problem
from partnership.accounts.enums import Role
from partnership.core import jalali
from partnership.notifications.emails import Address
from teams.enums import MembershipState
from teams.models import Team


def _date_words(day: date, style: str) -> str:
    return jalali.format_date(day, style=style)


def _title_words(problem: Problem) -> str:
    return problem.shown_title


def _attribute(obj: Any, name: str) -> str:
    return str(getattr(obj, name))


#: Spoken when the letter is rendered, so in the reader's language.
said_date = lazy(_date_words, str)
said_time = lazy(jalali.format_time, str)
said_title = lazy(_title_words, str)
said_name = lazy(_attribute, str)


def problem_words(team: Team) -> Any:
    """The public title of the team's problem, for letters; empty without one."""
    return said_title(team.problem) if team.problem_id else ""


def member_users(team: Team, *states: str) -> list[Any]:
    """Accounts of present members (or of members in the given states)."""
    rows = team.memberships.filter(state__in=states or [MembershipState.ACTIVE])
    return [row.student.user for row in rows.select_related("student__user")]


def professor_users(team: Team) -> list[Any]:
    """The supervising professor's account, if there is one."""
    return [team.professor.user] if team.professor_id else []


def manager_users(team: Team) -> list[Any]:
    """The unit's managers: accounts, or addresses of those without one."""
    if team.problem_id is None:
        return []
    persons = team.problem.unit.persons.filter(role=PersonRole.MANAGER, is_active=True)
    return [
        person.user if person.user_id else Address(person.email, person.name_fa)
        for person in persons.select_related("user")
        if person.user_id or person.email
    ]


def unit_users(team: Team) -> list[Any]:
    """The unit's managers and the team's own industrial supervisor."""
    people = manager_users(team)
    if team.supervisor_id and team.supervisor.user_id:
        people.append(team.supervisor.user)
    return people


def officers() -> list[Any]:
    """The office: officers and the head."""
    return list(get_user_model().objects.with_role(Role.OFFICER, Role.HEAD))


def heads() -> list[Any]:
    """The head of the office."""
    return list(get_user_model().objects.with_role(Role.HEAD))
