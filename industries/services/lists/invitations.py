"""Invite the managers of units a list brought: only when an officer says so, each once.

The rows are the truth: chosen ones are pending, the request works on them for a moment, the worker
goes on, a sweep finds what was left; a row is claimed by its lock and so is invited once.
"""

import time
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industries.enums import UNIT_NEW, ListInvitation, PersonRole
from industries.models import IndustrialUnit, ListRow, MinistryList
from industries.services.common import require_right
from industries.services.people import invite_unit_person
from industries.services.units import approve_unit
from industries.workflow.lists import NOUN
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.jobs import enqueue
from partnership.core.models import ActionLog

VERB = f"{NOUN}.invite"


@transaction.atomic
def invite_list(
    *, list_id: int, actor: Any, row_ids: Iterable[int], is_approving: bool = False
) -> int:
    """Choose rows whose managers are to be invited; returns how many were not chosen before.

    With `is_approving` the unit is approved too, which welcomes and invites its managers. Raises
    DomainError when no row is left to invite.
    """
    require_right(actor, "industries.import_list")
    handed = MinistryList.objects.locked().get(pk=list_id)
    rows = ListRow.objects.filter(
        handed=handed, pk__in=list(row_ids), is_taken=True, unit__isnull=False
    ).exclude(invitation__in=(ListInvitation.PENDING, ListInvitation.SENT))
    chosen = rows.update(
        invitation=ListInvitation.PENDING, invitation_note="", is_approving=is_approving
    )
    if not chosen:
        raise DomainError(_("Choose at least one unit that has not been invited yet."))
    ActionLog.objects.record(
        handed, verb=VERB, actor=actor, data={"units": chosen, "approved": is_approving}
    )
    enqueue("industries.send_list_invitations", list_id=handed.pk)
    return chosen


def send_list_invitations(*, list_id: int, seconds: float | None = None) -> int:
    """Invite what is pending, for at most so many seconds; returns how many are left.

    Safe to run twice and by two at once: each takes the next row that nobody holds.
    """
    handed = MinistryList.objects.get(pk=list_id)
    actor = _who_chose(handed)
    until = time.monotonic() + seconds if seconds is not None else None
    while until is None or time.monotonic() < until:
        if not _invite_next(handed, actor):
            break
    return ListRow.objects.filter(handed=handed, invitation=ListInvitation.PENDING).count()


def sweep_list_invitations() -> int:
    """Ring for lists with invitations left; returns the rings."""
    left = ListRow.objects.filter(invitation=ListInvitation.PENDING)
    lists = list(left.order_by("handed_id").values_list("handed_id", flat=True).distinct())
    for pk in lists:
        enqueue("industries.send_list_invitations", list_id=pk)
    return len(lists)


@transaction.atomic
def _invite_next(handed: MinistryList, actor: Any) -> bool:
    row = (
        ListRow.objects.filter(handed=handed, invitation=ListInvitation.PENDING)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("unit")
        .order_by("row")
        .first()
    )
    if row is None:
        return False
    try:
        with transaction.atomic():
            _invite(row, actor)
    except (DomainError, NotAllowed) as error:
        row.invitation, row.invitation_note = ListInvitation.REFUSED, str(error)[:300]
    except IntegrityError:
        row.invitation = ListInvitation.REFUSED
        row.invitation_note = _("Somebody was quicker. Please look again and repeat the step.")
    else:
        row.invitation = ListInvitation.SENT
    row.save(update_fields=["invitation", "invitation_note"])
    return True


def _invite(row: ListRow, actor: Any) -> None:
    """Approve the unit, which invites its managers, or invite them alone."""
    unit: Any = row.unit
    if row.is_approving and unit.state in UNIT_NEW:
        approve_unit(unit_id=unit.pk, actor=actor)
        return
    people = unit.persons.filter(role=PersonRole.MANAGER, is_active=True, user__isnull=True)
    reachable = [person for person in people if person.email or person.mobile]
    if not reachable:
        raise DomainError(_("No manager without an account can be reached."))
    if invited_before([unit.pk]) & {person.pk for person in reachable}:
        raise DomainError(_("The manager has been invited before."))
    for person in reachable:
        invite_unit_person(person_id=person.pk, actor=actor)


def invited_before(units: Iterable[int]) -> set[int]:
    """People of these units whom somebody has invited already."""
    logs = ActionLog.objects.filter(
        content_type=ContentType.objects.get_for_model(IndustrialUnit),
        object_id__in=list(units),
        verb="industries.unitperson.invite",
    )
    return set(logs.values_list("data__person", flat=True))


def _who_chose(handed: MinistryList) -> Any:
    last = ActionLog.objects.about(handed).filter(verb=VERB).select_related("actor").first()
    return last.actor if last else None
