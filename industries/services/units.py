"""Units: how they come in, what is recorded about them, and the office's moves."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import IntroductionKind, PersonRole, UnitState
from industries.models import IndustrialUnit, Introduction, Problem, UnitPerson, UnitProduct
from industries.selectors.duplicates import units_like
from industries.services.common import (
    lock_unit,
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
from partnership.core.text import normalise_code
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
    "licence_department",
    "isic",
    "product_code",
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
    "names_on_certificates",
    "named_in_reports",
)
PRODUCT_COLUMNS = ("name_fa", "name_en", "measure", "nominal", "actual")


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
    is_other: bool = False,
) -> IndustrialUnit:
    """The office takes a unit in, with the letter it came by.

    Raises DomainError for a legal ID in the list already, and, unless the officer says that it
    is another one, for a unit that may be there; NotAllowed for others than the office.
    """
    require_right(actor, "industries.add_unit")
    if not is_other:
        _require_unlike(unit)
    made = _create_once(unit, UnitState.INTRODUCED)
    if made is None:
        raise DomainError(
            _("A unit with this legal-entity national ID is in the list already."), field="legal_id"
        )
    if manager and manager.get("name_fa"):
        UnitPerson.objects.create(unit=made, role=PersonRole.MANAGER, **manager)
    letter = introduction or {"kind": IntroductionKind.OFFICE}
    letter["letter_no"] = normalise_code(letter.get("letter_no", ""))
    Introduction.objects.create(unit=made, recorded_by=actor, **letter)
    ActionLog.objects.record(
        made, verb="industries.industrialunit.intake", actor=actor, after=made.state
    )
    return made


@transaction.atomic
def update_unit(
    *,
    unit_id: int,
    actor: Any,
    seen: str = "",
    product_rows: list[dict[str, Any]] | None = None,
    **columns: Any,
) -> IndustrialUnit:
    """Correct what is recorded; only columns given. Raises WrongState when somebody was quicker.

    `product_rows` replaces the products with their capacities. A name or number that changes is
    remembered, so that the unit is found by it.
    """
    unit = lock_unit(unit_id)
    require_right(actor, "industries.edit_unit", unit)
    require_unchanged(unit, seen)
    legal_id = columns.get("legal_id", "")
    taken = IndustrialUnit.objects.filter(legal_id=legal_id).exclude(pk=unit.pk)
    if legal_id and taken.exists():
        raise DomainError(
            _("A unit with this legal-entity national ID is in the list already."), field="legal_id"
        )
    known_by = identity_of(unit)
    write_columns(unit, columns, UNIT_COLUMNS)
    remember_names(unit, known_by)
    unit.save()
    if product_rows is not None:
        write_products(unit, product_rows)
    changed = sorted([*columns, *(["products"] if product_rows is not None else [])])
    refresh_words(unit_id=unit.pk)
    ActionLog.objects.record(
        unit, verb="industries.industrialunit.update", actor=actor, data={"columns": changed}
    )
    return unit


def identity_of(unit: IndustrialUnit) -> list[str]:
    """Names and numbers by which people know a unit."""
    return [unit.name_fa, unit.name_en, unit.legal_id, unit.licence_no]


def remember_names(unit: IndustrialUnit, known_by: Iterable[str]) -> None:
    """Keep names and numbers that are the unit's no more; the caller saves it."""
    now = set(identity_of(unit))
    lines = [*unit.former_names, *known_by]
    unit.former = "\n".join(line for line in dict.fromkeys(lines) if line and line not in now)


def write_products(unit: IndustrialUnit, rows: Iterable[dict[str, Any]]) -> None:
    """Replace the unit's products by these rows, in their order."""
    unit.product_rows.all().delete()
    UnitProduct.objects.bulk_create(
        UnitProduct(unit=unit, order=order, **{name: row.get(name) for name in PRODUCT_COLUMNS})
        for order, row in enumerate(rows)
    )


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
    unit = lock_unit(unit_id)
    require_right(actor, "industries.add_unit")
    letter_no = normalise_code(letter_no)
    same = Introduction.objects.filter(unit=unit, kind=IntroductionKind.MINISTRY)
    if (
        kind == IntroductionKind.MINISTRY
        and letter_no
        and same.filter(letter_no=letter_no).exists()
    ):
        raise DomainError(_("This letter is recorded for this unit already."), field="letter_no")
    return Introduction.objects.create(
        unit=unit,
        kind=kind,
        letter_no=letter_no,
        letter_date=letter_date,
        note=note,
        recorded_by=actor,
    )


@transaction.atomic
def review_unit(*, unit_id: int, actor: Any, reason: str = "") -> IndustrialUnit:
    """An officer takes the unit under review."""
    unit = lock_unit(unit_id)
    apply(workflow.REVIEW, unit, actor=actor, reason=reason)
    return unit


@transaction.atomic
def approve_unit(*, unit_id: int, actor: Any, reason: str = "") -> IndustrialUnit:
    """The unit is in; its people are welcomed and invited to the system.

    Raises DomainError when no manager is recorded who can be reached.
    """
    unit = lock_unit(unit_id)
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


def _require_unlike(unit: dict[str, Any]) -> None:
    alike = units_like(
        legal_id=unit.get("legal_id", ""),
        licence_no=unit.get("licence_no", ""),
        name=unit.get("name_fa", ""),
    )
    if alike and not alike[0].is_certain:
        raise DomainError(
            _("This may be a unit that is in the list already. Look at it, or say it is another."),
            field="is_other",
        )


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
    # Without a lock: while two records are merged the number may change from one to the other.
    found = IndustrialUnit.objects.select_related("merged_into").get(legal_id=legal_id)
    unit = found.merged_into or found
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
    unit = lock_unit(unit_id)
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
