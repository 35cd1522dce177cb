"""What the services of the work itself share: who is written to, and words in their language."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from industries.enums import PersonRole
from partnership.accounts.models import User
from partnership.accounts.selectors import office_people
from partnership.core import jalali
from partnership.core.errors import NotAllowed, WrongState
from partnership.notifications.emails import Address
from teams.enums import MembershipState
from teams.models import Membership, Team

#: Dates for letters: written in the language in which each letter is rendered.
said_date: Callable[..., Any] = lazy(jalali.format_date, str)
#: Who speaks for the unit, and who guides the team on site.
DECIDERS = (PersonRole.MANAGER, PersonRole.OWNER)
ON_SITE = (PersonRole.SUPERVISOR, PersonRole.MANAGER)


def said(read: Callable[[], Any]) -> Any:
    """A word that is looked up anew in the language of whoever reads the letter."""
    return lazy(lambda: str(read()), str)()


def require_right(actor: Any, permission: str, obj: Any = None) -> None:
    """Raise NotAllowed unless the actor holds the right; the system (None) may."""
    if actor is not None and not actor.has_perm(permission, obj):
        raise NotAllowed(_("You do not have access to this page."))


def require_unchanged(obj: Any, seen: str) -> None:
    """Raise WrongState when somebody saved the row after the form was opened."""
    if seen and seen != obj.updated_at.isoformat():
        raise WrongState(_("Someone else changed this record; please review."))


def by(actor: Any) -> dict[str, Any]:
    """The person behind a move the system takes in their name, for the log."""
    return {"by": actor.pk} if getattr(actor, "pk", None) else {}


def active_members(team: Team) -> list[Membership]:
    """Present members with their accounts, in the order of their seats."""
    return list(
        team.memberships.filter(state=MembershipState.ACTIVE)
        .select_related("student__user")
        .order_by("seat", "pk")
    )


def member_ids(team: Team) -> list[int]:
    """Primary keys of the present memberships."""
    return list(team.memberships.filter(state=MembershipState.ACTIVE).values_list("pk", flat=True))


def member_users(team: Team) -> list[User]:
    """Accounts of the present members."""
    return [membership.student.user for membership in active_members(team)]


def professor_users(team: Team) -> list[User]:
    """The supervising professor's account, as a list that may be empty."""
    return [team.professor.user] if team.professor is not None else []


def unit_people(team_or_problem: Any, roles: Iterable[str]) -> list[Any]:
    """Accounts, or addresses of those without one, of the unit's people in these roles."""
    problem = team_or_problem.problem if isinstance(team_or_problem, Team) else team_or_problem
    if problem is None:
        return []
    people = problem.unit.persons.filter(is_active=True, role__in=list(roles))
    return [
        person.user if person.user_id else Address(person.email, person.name_fa)
        for person in people.select_related("user")
        if person.user_id or person.email
    ]


def supervisors_of(team: Team) -> list[Any]:
    """Who confirms and evaluates: the named supervisor, else the unit's, else its manager."""
    named = team.supervisor
    if named is not None and named.is_active and named.user_id:
        return [named.user]
    return unit_people(team, [PersonRole.SUPERVISOR]) or unit_people(team, [PersonRole.MANAGER])


def office() -> list[User]:
    """Officers and heads."""
    return list(office_people())
