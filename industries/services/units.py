"""Units: how they come in, what is recorded about them, and the office's moves."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import IntroductionKind, PersonRole, UnitState
from industries.models import ContactNote, IndustrialUnit, Introduction, Problem, UnitPerson
from industries.services.common import (
    readers_of,
    require_right,
    require_unchanged,
    unit_readers,
    write_columns,
)
from industries.services.people import invite_unit_person
from industries.services.words import keep_words, refresh_words
from industries.signals import unit_suspended
from industries.workflow import unit as workflow
from partnership.accounts.selectors import office_people
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from partnership.core.workflow import Move, apply
from partnership.notifications.emails import Letter
from partnership.notifications.services import Address, queue_letter

UNIT_COLUMNS = (
    "name_fa",
    "name_en",
    "legal_id",
    "registration_no",
    "licence_kind",
    "licence_no",
    "licence_issued_on",
    "isic",
    "place",
    "address",
    "postal_code",
    "phone",
    "email",
    "products",
    "products_en",
    "employees",
    "shifts",
    "max_teams",
    "nda_signed_on",
    "names_on_certificates",
    "named_in_reports",
)


@transaction.atomic
def register_unit(
    *,
    unit: dict[str, Any],
    manager: dict[str, Any],
    trouble: str = "",
    category: Any = None,
    language: str = "fa",
) -> IndustrialUnit | None:
    """A unit registers itself; the office reviews it. Returns the new unit.

    `unit` and `manager` hold columns of IndustrialUnit and UnitPerson; `trouble` becomes a draft
    problem. A legal ID the office knows already changes nothing about that unit: None is
    returned, the office is told, and the sender gets the same letter as everybody.
    """
    made = _create_once(unit, UnitState.REGISTERED)
    address = (
        Address(manager["email"], manager["name_fa"], language) if manager.get("email") else None
    )
    if made is None:
        _note_second_registration(unit["legal_id"], manager)
    else:
        person = UnitPerson.objects.create(unit=made, role=PersonRole.MANAGER, **manager)
        Introduction.objects.create(unit=made, kind=IntroductionKind.SELF)
        if trouble:
            problem = Problem.objects.create(
                unit=made, title=_short(trouble), detail=trouble, category=category
            )
            keep_words(problem)
        ActionLog.objects.record(
            made,
            verb="industries.industrialunit.register",
            actor=None,
            after=made.state,
            data={"by": person.name_fa},
        )
        tell_office(made)
    if address:
        queue_letter(
            emails.UNIT_RECEIVED,
            about=None,
            to=[address],
            context={"unit": unit["name_fa"]},
            dedupe=f"{unit['legal_id']}:{manager['email']}",
            url="",
        )
    return made


@transaction.atomic
def intake_unit(
    *,
    actor: Any,
    unit: dict[str, Any],
    manager: dict[str, Any] | None = None,
    introduction: dict[str, Any] | None = None,
) -> IndustrialUnit:
    """The office takes a unit in, with the letter it came by.

    Raises DomainError for a legal ID in the list already, NotAllowed for others than the office.
    """
    require_right(actor, "industries.add_unit")
    made = _create_once(unit, UnitState.INTRODUCED)
    if made is None:
        raise DomainError(
            _("A unit with this legal-entity national ID is in the list already."), field="legal_id"
        )
    if manager and manager.get("name_fa"):
        UnitPerson.objects.create(unit=made, role=PersonRole.MANAGER, **manager)
    Introduction.objects.create(
        unit=made, recorded_by=actor, **(introduction or {"kind": IntroductionKind.OFFICE})
    )
    ActionLog.objects.record(
        made, verb="industries.industrialunit.intake", actor=actor, after=made.state
    )
    return made


@transaction.atomic
def update_unit(*, unit_id: int, actor: Any, seen: str = "", **columns: Any) -> IndustrialUnit:
    """Correct what is recorded; only columns given. Raises WrongState when somebody was quicker."""
    unit = IndustrialUnit.objects.locked().get(pk=unit_id)
    require_right(actor, "industries.edit_unit", unit)
    require_unchanged(unit, seen)
    legal_id = columns.get("legal_id", "")
    taken = IndustrialUnit.objects.filter(legal_id=legal_id).exclude(pk=unit.pk)
    if legal_id and taken.exists():
        raise DomainError(
            _("A unit with this legal-entity national ID is in the list already."), field="legal_id"
        )
    write_columns(unit, columns, UNIT_COLUMNS)
    unit.save()
    refresh_words(unit_id=unit.pk)
    ActionLog.objects.record(
        unit,
        verb="industries.industrialunit.update",
        actor=actor,
        data={"columns": sorted(columns)},
    )
    return unit


@transaction.atomic
def add_introduction(
    *,
    unit_id: int,
    actor: Any,
    kind: str,
    letter_no: str = "",
    letter_date: Any = None,
    note: str = "",
) -> Introduction:
    """Record another way the unit came in, such as the Ministry's letter that arrived later."""
    unit = IndustrialUnit.objects.locked().get(pk=unit_id)
    require_right(actor, "industries.add_unit")
    return Introduction.objects.create(
        unit=unit,
        kind=kind,
        letter_no=letter_no,
        letter_date=letter_date,
        note=note,
        recorded_by=actor,
    )


@transaction.atomic
def add_note(
    *, unit_id: int, actor: Any, kind: str, outcome: str, note: str, next_action_on: Any = None
) -> ContactNote:
    """Write down a contact with the unit, what came of it and what is next."""
    unit = IndustrialUnit.objects.locked().get(pk=unit_id)
    require_right(actor, "industries.see_contacts", unit)
    return ContactNote.objects.create(
        unit=unit,
        author=actor,
        kind=kind,
        outcome=outcome,
        note=note,
        next_action_on=next_action_on,
    )


@transaction.atomic
def review_unit(*, unit_id: int, actor: Any, reason: str = "") -> IndustrialUnit:
    """An officer takes the unit under review."""
    unit = IndustrialUnit.objects.locked().get(pk=unit_id)
    apply(workflow.REVIEW, unit, actor=actor, reason=reason)
    return unit


@transaction.atomic
def approve_unit(*, unit_id: int, actor: Any, reason: str = "") -> IndustrialUnit:
    """The unit is in; its people are welcomed and invited to the system.

    Raises DomainError when no manager is recorded who can be reached.
    """
    unit = IndustrialUnit.objects.locked().get(pk=unit_id)
    apply(workflow.APPROVE, unit, actor=actor, reason=reason)
    if not unit.legal_id:
        raise DomainError(
            _("First record the legal-entity national ID: letters and certificates need it.")
        )
    managers = unit.persons.locked().filter(role=PersonRole.MANAGER, is_active=True)
    reachable = [person for person in managers if person.user_id or person.email or person.mobile]
    if not reachable:
        raise DomainError(
            _(
                "First record the manager with a mobile number or an e-mail: "
                "that is who will be invited."
            )
        )
    for person in reachable:
        if not person.user_id:
            invite_unit_person(person_id=person.pk, actor=actor)
            person.refresh_from_db()
    queue_letter(
        emails.UNIT_APPROVED,
        about=unit,
        to=readers_of(reachable),
        context={"unit": unit, "has_account": any(person.user_id for person in reachable)},
    )
    return unit


@transaction.atomic
def reject_unit(*, unit_id: int, actor: Any, reason: str = "") -> IndustrialUnit:
    """The unit does not fit; its manager reads why."""
    return _move_and_tell(workflow.REJECT, unit_id, actor, reason, emails.UNIT_REJECTED)


@transaction.atomic
def suspend_unit(*, unit_id: int, actor: Any, reason: str = "") -> IndustrialUnit:
    """No new team goes there; rooms above hear it and look after the running ones."""
    unit = _move_and_tell(workflow.SUSPEND, unit_id, actor, reason, emails.UNIT_SUSPENDED)
    unit_suspended.send(sender=IndustrialUnit, unit_id=unit.pk, actor_id=actor.pk)
    return unit


@transaction.atomic
def resume_unit(*, unit_id: int, actor: Any, reason: str = "") -> IndustrialUnit:
    """The unit may receive teams again."""
    return _move_and_tell(workflow.RESUME, unit_id, actor, reason, emails.UNIT_RESUMED)


@transaction.atomic
def close_unit(*, unit_id: int, actor: Any, reason: str = "") -> IndustrialUnit:
    """The unit leaves the programme; its records stay."""
    unit = _move_and_tell(workflow.CLOSE, unit_id, actor, reason, emails.UNIT_CLOSED)
    unit_suspended.send(sender=IndustrialUnit, unit_id=unit.pk, actor_id=actor.pk)
    return unit


def tell_office(unit: IndustrialUnit) -> None:
    """Tell the office that a unit waits for its review; once per unit."""
    queue_letter(emails.UNIT_REGISTERED, about=unit, to=office_people(), context={"unit": unit})


def _create_once(columns: dict[str, Any], state: str) -> IndustrialUnit | None:
    """Insert the unit; None when its legal ID is there, also if somebody is inserting it now."""
    unit = IndustrialUnit(state=state)
    write_columns(unit, columns, UNIT_COLUMNS)
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError:
        if unit.legal_id and IndustrialUnit.objects.filter(legal_id=unit.legal_id).exists():
            return None
        raise
    return unit


def _note_second_registration(legal_id: str, manager: dict[str, Any]) -> None:
    unit = IndustrialUnit.objects.locked().get(legal_id=legal_id)
    sent_by = {key: str(manager.get(key) or "") for key in ("name_fa", "mobile", "email")}
    ActionLog.objects.record(
        unit, verb="industries.industrialunit.register_again", actor=None, data=sent_by
    )
    queue_letter(
        emails.UNIT_AGAIN,
        about=unit,
        to=office_people(),
        context={"unit": unit, **sent_by},
        dedupe=f"{unit.pk}:{sent_by['mobile']}:{sent_by['email']}",
    )


def _move_and_tell(
    move: Move, unit_id: int, actor: Any, reason: str, letter: Letter
) -> IndustrialUnit:
    """Take a move and write to whoever speaks for the unit, once for each time it is taken."""
    unit = IndustrialUnit.objects.locked().get(pk=unit_id)
    entry = apply(move, unit, actor=actor, reason=reason)
    queue_letter(
        letter,
        about=unit,
        to=unit_readers(unit),
        context={"unit": unit, "reason": entry.reason},
        dedupe=f"{unit.pk}:{entry.pk}",
    )
    return unit


def _short(text: str) -> str:
    """The first line as a title, cut at a word."""
    line = text.strip().splitlines()[0]
    return line if len(line) <= 90 else line[:90].rsplit(" ", 1)[0] + " …"
