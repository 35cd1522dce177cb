"""What the services of this room share: letters to a unit, words in the reader's language."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from industries.enums import WRITERS, Confidentiality
from industries.models import IndustrialUnit, Problem, UnitPerson
from partnership.accounts.enums import Role
from partnership.accounts.selectors import office_people, people_with_role
from partnership.core import jalali
from partnership.core.errors import NotAllowed, WrongState
from partnership.notifications.services import Address

#: Dates for letters: written in the language in which each letter is rendered.
said_date: Callable[..., Any] = lazy(jalali.format_date, str)
said_time: Callable[..., Any] = lazy(jalali.format_time, str)


def lock_unit(unit_id: int) -> IndustrialUnit:
    """The unit, locked. Raises WrongState for a record that was merged into another meanwhile."""
    unit = IndustrialUnit.objects.locked().get(pk=unit_id)
    if unit.merged_into_id:
        raise WrongState(_("This record was merged into “%(unit)s”.") % {"unit": unit.merged_into})
    return unit


def said_text(obj: Any, field: str) -> Any:
    """A field of a Translatable, in the language of whoever reads the letter."""
    return lazy(lambda: str(obj.text(field)), str)()


def said_state(obj: Any) -> Any:
    """The name of the state the object has now, in the reader's language."""
    label = type(obj)._meta.get_field("state").choices
    state = str(obj.state)
    return lazy(lambda: str(dict(label)[state]), str)()


def readers_of(people: Iterable[UnitPerson]) -> list[Any]:
    """Accounts of a unit's people; addresses of those who have none yet."""
    readers: list[Any] = []
    for person in people:
        if person.user_id:
            readers.append(person.user)
        elif person.email:
            readers.append(Address(person.email, person.name_fa))
    return readers


def unit_readers(unit: IndustrialUnit, *roles: str) -> list[Any]:
    """Who is written to for a unit: by default those who speak and write for it."""
    people = unit.persons.filter(is_active=True, role__in=roles or WRITERS).select_related("user")
    return readers_of(people)


def office_readers(problem: Problem) -> list[Any]:
    """Who of the office may know: for a secret problem its head and the people named."""
    if problem.confidentiality != Confidentiality.SECRET:
        return list(office_people())
    return [*people_with_role(Role.HEAD), *problem.named_people.active()]


def said_title(problem: Problem) -> Any:
    """What may stand in a letter: mail is a postcard, so a secret title is not in it."""
    if problem.confidentiality == Confidentiality.NORMAL:
        return said_text(problem, "title")
    return said_text(problem, "public_title") if problem.public_title else problem.category


def require_right(actor: Any, permission: str, obj: Any = None) -> None:
    """Raise NotAllowed unless the actor holds the right; the system (None) may."""
    if actor is not None and not actor.has_perm(permission, obj):
        raise NotAllowed(_("You do not have access to this page."))


def require_unchanged(obj: models.Model, seen: str) -> None:
    """Raise WrongState when somebody saved the row after the form was opened."""
    if seen and seen != obj.updated_at.isoformat():  # type: ignore[attr-defined]
        raise WrongState(_("Someone else changed this record; please review."))


def write_columns(obj: models.Model, values: dict[str, Any], allowed: Iterable[str]) -> None:
    """Set columns the service allows. Raises TypeError for any other."""
    names = set(allowed)
    for name, value in values.items():
        if name not in names:
            raise TypeError(f"{name} is not for this service.")
        setattr(obj, name, value)
