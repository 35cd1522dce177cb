"""Who somebody is: predicates the rooms combine into permissions."""

from collections.abc import Callable
from typing import Any

import rules

from partnership.accounts.enums import Role


def _holder_of(*roles: str) -> Callable[[Any], bool]:
    def holds(user: Any) -> bool:
        return bool(getattr(user, "is_authenticated", False)) and user.has_role(*roles)

    holds.__name__ = f"is_{'_or_'.join(roles)}"
    return holds


is_officer = rules.predicate(_holder_of(Role.OFFICER))
is_head = rules.predicate(_holder_of(Role.HEAD))
is_president = rules.predicate(_holder_of(Role.PRESIDENT))
is_observer = rules.predicate(_holder_of(Role.OBSERVER))
is_liaison = rules.predicate(_holder_of(Role.LIAISON))
is_education = rules.predicate(_holder_of(Role.EDUCATION))
is_student = rules.predicate(_holder_of(Role.STUDENT))
is_professor = rules.predicate(_holder_of(Role.PROFESSOR))
is_manager = rules.predicate(_holder_of(Role.MANAGER))
is_supervisor = rules.predicate(_holder_of(Role.SUPERVISOR))


@rules.predicate
def is_office(user: Any) -> bool:
    """An active officer or head of the office."""
    return bool(getattr(user, "is_authenticated", False)) and user.is_office


@rules.predicate
def is_signed_in(user: Any) -> bool:
    """Anybody with an active account, or somebody a one-purpose link speaks for."""
    return bool(getattr(user, "is_authenticated", False)) and user.is_active


@rules.predicate
def is_self(user: Any, person: Any) -> bool:
    """The person themselves."""
    return person is not None and user.pk == person.pk


@rules.predicate
def leads_office(user: Any) -> bool:
    """The head of the office: the only one who gives and takes office roles."""
    return bool(getattr(user, "is_authenticated", False)) and (
        user.has_role(Role.HEAD) or (user.is_active and user.is_superuser)
    )


rules.add_perm("accounts.view_user", is_office | is_self)
rules.add_perm("accounts.add_user", is_office)
rules.add_perm("accounts.change_user", is_office)
rules.add_perm("accounts.grant_role", is_office)
rules.add_perm("accounts.grant_office_role", leads_office)
rules.add_perm("accounts.invite_person", is_office)
rules.add_perm("accounts.view_rolegrant", is_office)
rules.add_perm("accounts.view_invitation", is_office)
rules.add_perm("accounts.view_link", is_office)
rules.add_perm("accounts.revoke_link", is_office)
rules.add_perm("accounts.view_linkuse", is_office)
