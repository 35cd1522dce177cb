"""Two records of one unit become one; everything that belonged to either belongs to that one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import Rsvp, UnitState
from industries.models import IndustrialUnit, Invitee, UnitPerson, UnitProduct
from industries.models.unit import unit_name_key
from industries.services.common import unit_readers
from industries.services.units import identity_of, remember_names
from industries.services.words import refresh_words
from industries.signals import units_merged
from industries.workflow import unit as workflow
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter

#: What the officer chooses field by field; those of a group belong together.
MERGE_GROUPS: dict[str, tuple[str, ...]] = {
    "name_fa": ("name_fa",),
    "name_en": ("name_en",),
    "legal_id": ("legal_id",),
    "registration_no": ("registration_no",),
    "licence": ("licence_kind", "licence_no", "licence_issued_on", "licence_department"),
    "isic": ("isic",),
    "product_code": ("product_code",),
    "place": ("place",),
    "address": ("address", "postal_code"),
    "phone": ("phone",),
    "email": ("email",),
    "products": ("products", "products_en"),
    "employees": ("employees",),
    "shifts": ("shifts",),
    "max_teams": ("max_teams",),
    "nda_signed_on": ("nda_signed_on",),
    "names_on_certificates": ("names_on_certificates",),
    "named_in_reports": ("named_in_reports",),
}
#: Moved with more than a new owner, or not at all.
_BY_HAND = (UnitPerson, Invitee, UnitProduct, IndustrialUnit)


@dataclass(frozen=True)
class Belonging:
    """A kind of rows that belong to a unit: how many of them one record holds."""

    label: Any
    count: int


def belongings_of(unit: IndustrialUnit) -> list[Belonging]:
    """What moves with a record, kind by kind; nothing of kinds it has none of."""
    found = []
    by_hand: list[tuple[type[models.Model], str]] = [
        (model, "unit") for model in (UnitPerson, Invitee, UnitProduct)
    ]
    for model, name in [*_owned(), *by_hand]:
        count = model._base_manager.filter(**{name: unit}).count()
        if count:
            found.append(Belonging(model._meta.verbose_name_plural, count))
    return found


@transaction.atomic
def merge_units(
    *,
    keep_id: int,
    merge_id: int,
    actor: Any,
    take: Iterable[str] = (),
    reason: str = "",
    seen: Mapping[int, str] | None = None,
) -> IndustrialUnit:
    """Merge one record into another; returns the unit that stays.

    `take` names the groups of MERGE_GROUPS whose values come from the merged record; `seen` holds
    each record's `updated_at` as the officer saw it. What belonged to the merged record belongs to
    the other from now on; it keeps its history, its numbers, and leads to the other.

    Raises WrongState when one of them changed or was merged meanwhile, DomainError for a record
    with itself and for two legal IDs unless the head says so with a reason.
    """
    if keep_id == merge_id:
        raise DomainError(_("Choose two different records."))
    rows = {
        row.pk: row for row in IndustrialUnit.objects.locked().filter(pk__in=(keep_id, merge_id))
    }
    kept, merged = rows[keep_id], rows[merge_id]
    _require_mergeable(kept, merged, actor, reason, seen or {})
    people = _pair_people(kept, merged)
    problem_ids = list(merged.problems.order_by("pk").values_list("pk", flat=True))
    names = [name for name in MERGE_GROUPS if name in set(take)]
    merged.merged_into = kept
    entry = apply(
        workflow.MERGE,
        merged,
        actor=actor,
        reason=reason,
        also=["merged_into"],
        data={"into": kept.pk, "taken": names},
    )
    _take_values(kept, merged, names)
    moved = _move_rows(kept, merged)
    refresh_words(unit_id=kept.pk)
    merged.merged_units.update(merged_into=kept)
    ActionLog.objects.record(
        kept,
        verb="industries.industrialunit.absorb",
        actor=actor,
        reason=entry.reason,
        data={"unit": merged.pk, "name": merged.name_fa, "taken": names, "moved": moved},
    )
    units_merged.send(
        sender=IndustrialUnit,
        kept_id=kept.pk,
        merged_id=merged.pk,
        actor_id=actor.pk,
        problem_ids=problem_ids,
        people=people,
    )
    _tell(kept, merged, entry)
    return kept


def _tell(kept: IndustrialUnit, merged: IndustrialUnit, entry: ActionLog) -> None:
    """Write to whoever speaks for the unit, whichever record they stood in."""
    queue_letter(
        emails.UNIT_MERGED,
        about=kept,
        to=unit_readers(kept),
        context={"unit": kept, "merged": merged},
        dedupe=f"{kept.pk}:{entry.pk}",
    )


def _require_mergeable(
    kept: IndustrialUnit,
    merged: IndustrialUnit,
    actor: Any,
    reason: str,
    seen: Mapping[int, str],
) -> None:
    for unit in (kept, merged):
        if unit.merged_into_id:
            raise WrongState(
                _("“%(name)s” was merged into “%(unit)s” already.")
                % {"name": unit.name, "unit": unit.merged_into}
            )
        if seen.get(unit.pk, "") not in ("", unit.updated_at.isoformat()):
            raise WrongState(_("Someone else changed this record; please review."))
    gone = (UnitState.CLOSED, UnitState.REJECTED)
    if kept.state in gone and merged.state not in gone:
        raise DomainError(
            _("“%(name)s” has left the programme. Let the other record stay.") % {"name": kept.name}
        )
    differ = kept.legal_id and merged.legal_id and kept.legal_id != merged.legal_id
    if differ and not actor.has_perm("industries.merge_different_units"):
        raise DomainError(
            _(
                "Their legal-entity national IDs differ, so they are two companies. "
                "Only the head of the Office may merge them."
            )
        )
    if differ and not reason.strip():
        raise DomainError(
            _("Their legal-entity national IDs differ. Say why they are one unit all the same."),
            field="reason",
        )


def _take_values(kept: IndustrialUnit, merged: IndustrialUnit, names: list[str]) -> None:
    """Write the chosen values; both records stay known by everything they were known by."""
    known_by = [*identity_of(kept), *identity_of(merged), *merged.former_names]
    for name in names:
        for column in MERGE_GROUPS[name]:
            if column != "legal_id":
                setattr(kept, column, getattr(merged, column))
    if "legal_id" in names and merged.legal_id:
        # Changed over, so that either number goes on telling registrations which unit it is.
        given, kept_before = merged.legal_id, kept.legal_id
        merged.legal_id = ""
        merged.save()
        kept.legal_id = given
        remember_names(kept, known_by)
        kept.save()
        merged.legal_id = kept_before
        merged.save()
        return
    remember_names(kept, known_by)
    kept.save()


def _pair_people(kept: IndustrialUnit, merged: IndustrialUnit) -> dict[int, int]:
    """Whoever stands in both records stays once: {row that is left: row that stays}."""
    active = UnitPerson.objects.locked().filter(unit__in=(kept, merged), is_active=True)
    people, pairs = list(active), {}
    mine = [person for person in people if person.unit_id == kept.pk]
    for theirs in (person for person in people if person.unit_id == merged.pk):
        for own in mine:
            if own.role == theirs.role and _is_one_person(own, theirs):
                leaves, stays = (
                    (theirs, own) if own.user_id or not theirs.user_id else (own, theirs)
                )
                leaves.is_active = False
                leaves.save(update_fields=["is_active", "updated_at"])
                pairs[leaves.pk] = stays.pk
                mine.remove(own)
                break
    return pairs


def _is_one_person(one: UnitPerson, other: UnitPerson) -> bool:
    if one.user_id and other.user_id:
        return one.user_id == other.user_id
    same = {one.mobile, one.email.lower()} & {other.mobile, other.email.lower()}
    return bool(same - {""})


def _owned() -> list[tuple[type[models.Model], str]]:
    """Models of this room whose rows belong to a unit, and by which column; history stays."""
    found = []
    relations: list[Any] = list(IndustrialUnit._meta.get_fields(include_hidden=True))
    for relation in relations:
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        model = relation.related_model
        is_ours = model._meta.app_label == IndustrialUnit._meta.app_label
        if is_ours and model not in _BY_HAND and not hasattr(model, "pgh_tracked_model"):
            found.append((model, relation.field.name))
    return sorted(found, key=lambda row: (row[0]._meta.label, row[1]))


def _move_rows(kept: IndustrialUnit, merged: IndustrialUnit) -> dict[str, int]:
    """Give every row of the merged record to the other; how many, by model."""
    moved = {}
    for model, name in _owned():
        count = model._base_manager.filter(**{name: merged}).update(**{name: kept})
        moved[model._meta.model_name] = moved.get(model._meta.model_name, 0) + count
    moved["unitperson"] = UnitPerson.objects.filter(unit=merged).update(unit=kept)
    moved["invitee"] = _move_invitations(kept, merged)
    known = {unit_name_key(row.name_fa) for row in kept.product_rows.all()}
    fresh = [row.pk for row in merged.product_rows.all() if unit_name_key(row.name_fa) not in known]
    moved["unitproduct"] = UnitProduct.objects.filter(pk__in=fresh).update(
        unit=kept, order=models.F("order") + len(known)
    )
    return {name: count for name, count in moved.items() if count}


def _move_invitations(kept: IndustrialUnit, merged: IndustrialUnit) -> int:
    """A meeting to which both were invited keeps one invitation, with whatever was answered."""
    own = {row.meeting_id: row for row in Invitee.objects.filter(unit=kept)}
    count = 0
    for row in Invitee.objects.filter(unit=merged).order_by("pk"):
        twin = own.get(row.meeting_id)
        if twin is None:
            row.unit = kept
            row.save(update_fields=["unit"])
        else:
            if twin.rsvp == Rsvp.PENDING:
                twin.rsvp = row.rsvp
            if twin.was_present is None or row.was_present:
                twin.was_present = row.was_present
            twin.save(update_fields=["rsvp", "was_present"])
            row.delete()
        count += 1
    return count
