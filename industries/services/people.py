"""A unit's people: recorded by the office, invited, linked to their account."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industries.enums import PersonRole
from industries.models import UnitPerson
from industries.services.common import lock_unit, require_right, write_columns
from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.accounts.services import create_user, grant_role, invite_person
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog

PERSON_COLUMNS = ("role", "name_fa", "name_en", "title_fa", "title_en", "mobile", "email")


def account_role(person_role: str) -> str:
    """The account's role that goes with a role in the unit."""
    return Role.SUPERVISOR if person_role == PersonRole.SUPERVISOR else Role.MANAGER


@transaction.atomic
def add_person(*, unit_id: int, actor: Any, user: User | None = None, **columns: Any) -> UnitPerson:
    """Record a person of the unit; with `user` they have an account already and get its role.

    Raises DomainError when that account has this role in the unit.
    """
    unit = lock_unit(unit_id)
    require_right(actor, "industries.manage_people", unit)
    person = UnitPerson(unit=unit, user=user)
    write_columns(person, columns, PERSON_COLUMNS)
    _save(person)
    if user is not None:
        grant_role(user_id=user.pk, role=account_role(person.role), actor=actor)
    ActionLog.objects.record(
        unit, verb="industries.unitperson.add", actor=actor, data={"person": person.pk}
    )
    return person


@transaction.atomic
def update_person(
    *, person_id: int, actor: Any, is_active: bool = True, **columns: Any
) -> UnitPerson:
    """Correct a person's data, or record that they have left the unit."""
    person = UnitPerson.objects.locked().get(pk=person_id)
    require_right(actor, "industries.manage_people", person.unit)
    write_columns(person, columns, PERSON_COLUMNS)
    person.is_active = is_active
    _save(person)
    ActionLog.objects.record(
        person.unit,
        verb="industries.unitperson.update",
        actor=actor,
        data={"person": person.pk, "is_active": is_active},
    )
    return person


@transaction.atomic
def invite_unit_person(*, person_id: int, actor: Any) -> UnitPerson:
    """Invite somebody of a unit to the system, or connect the account they have.

    Raises DomainError when they have an account here already, left, or cannot be reached.
    """
    person = UnitPerson.objects.locked().get(pk=person_id)
    require_right(actor, "industries.manage_people", person.unit)
    if person.user_id:
        raise DomainError(_("This person has an account already."))
    if not person.is_active:
        raise DomainError(_("This person has left the unit."))
    if not person.email and not person.mobile:
        raise DomainError(_("Record a mobile number or an e-mail of this person first."))
    first, _space, last = person.name_fa.partition(" ")
    invited = invite_person(
        role=account_role(person.role),
        actor=actor,
        email=person.email,
        mobile="" if person.email else person.mobile,
        about=person,
        thing=str(person.unit),
        first_name=first,
        last_name=last,
    )
    if invited.user is not None:
        link_person(person_id=person.pk, user=invited.user)
        person.refresh_from_db()
    ActionLog.objects.record(
        person.unit, verb="industries.unitperson.invite", actor=actor, data={"person": person.pk}
    )
    return person


@transaction.atomic
def link_person(*, person_id: int, user: User) -> UnitPerson | None:
    """Connect a person of a unit with the account that accepted the invitation; once."""
    person = UnitPerson.objects.locked().filter(pk=person_id).first()
    if person is None or person.user_id or not person.is_active:
        return person
    person.user = user
    _save(person)
    return person


@transaction.atomic
def open_account(*, person_id: int) -> User | None:
    """The account behind the links in letters to somebody of a unit, made on the first letter.

    It has no password and signs in nowhere: a link opens its one page, and the invitation, when it
    is accepted, gives it a password. None for somebody without an e-mail or no longer there.
    """
    person = UnitPerson.objects.locked().select_related("user").get(pk=person_id)
    if person.user_id or not person.is_active or not person.email:
        return person.user
    role = account_role(person.role)
    user = User.objects.filter(email__iexact=person.email).first()
    if user is None:
        first, _space, last = person.name_fa.partition(" ")
        user = create_user(
            email=person.email, roles=(role,), first_name_fa=first, last_name_fa=last
        )
    else:
        grant_role(user_id=user.pk, role=role, actor=None)
    if not UnitPerson.objects.filter(unit=person.unit_id, user=user, role=person.role).exists():
        link_person(person_id=person.pk, user=user)
    return user


def _save(person: UnitPerson) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise DomainError(_("This account has this role in the unit already.")) from error
