"""Contacts with a unit: noted, with what is next and who does it; closed with what came of it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import ContactOutcome
from industries.models import ContactNote
from industries.services.common import lock_unit, require_right
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog


@transaction.atomic
def add_note(
    *,
    unit_id: int,
    actor: Any,
    kind: str,
    outcome: str,
    note: str,
    decline_cause: str = "",
    next_action: str = "",
    next_action_on: Any = None,
    assignee: Any = None,
) -> ContactNote:
    """Write down a contact with the unit, what came of it and what is next.

    A next action without somebody named is the writer's own. Raises DomainError for a refusal
    without its cause, and for a next action without a day.
    """
    unit = lock_unit(unit_id)
    require_right(actor, "industries.see_contacts", unit)
    if outcome == ContactOutcome.DECLINED and not decline_cause:
        raise DomainError(_("Say why the unit declined: it is counted."), field="decline_cause")
    made = ContactNote(
        unit=unit,
        author=actor,
        kind=kind,
        outcome=outcome,
        decline_cause=decline_cause if outcome == ContactOutcome.DECLINED else "",
        note=note,
    )
    _set_next(made, actor, next_action, next_action_on, assignee)
    made.save()
    return made


@transaction.atomic
def plan_contact(
    *,
    note_id: int,
    actor: Any,
    next_action_on: Any,
    next_action: str = "",
    assignee: Any = None,
) -> ContactNote:
    """Change what is next: what, when, or who does it. Raises WrongState once it is closed."""
    note = _open_note(note_id, actor)
    before = {"on": str(note.next_action_on), "assignee": note.assignee_id}
    _set_next(note, actor, next_action, next_action_on, assignee)
    note.save(update_fields=["next_action", "next_action_on", "assignee", "updated_at"])
    ActionLog.objects.record(note, verb="industries.contactnote.plan", actor=actor, data=before)
    return note


@transaction.atomic
def close_contact(*, note_id: int, actor: Any, result: str) -> ContactNote:
    """The next action is done: what came of it. Raises WrongState for one closed before."""
    note = _open_note(note_id, actor)
    if not result.strip():
        raise DomainError(_("Say what came of it."), field="result")
    note.closed_at, note.closed_by, note.result = timezone.now(), actor, result
    note.save(update_fields=["closed_at", "closed_by", "result", "updated_at"])
    ActionLog.objects.record(note, verb="industries.contactnote.close", actor=actor, reason=result)
    return note


def _open_note(note_id: int, actor: Any) -> ContactNote:
    note = ContactNote.objects.locked().select_related("unit").get(pk=note_id)
    require_right(actor, "industries.see_contacts", note.unit)
    if note.closed_at:
        raise WrongState(
            _("%(name)s has closed this already: %(result)s")
            % {"name": note.closed_by, "result": note.result}
        )
    return note


def _set_next(note: ContactNote, actor: Any, what: str, on: Any, who: Any) -> None:
    if not on:
        if what or who:
            raise DomainError(_("Say on which day that is to be done."), field="next_action_on")
        note.next_action, note.next_action_on, note.assignee = "", None, None
        return
    assignee = who or actor
    if not assignee.is_office or not assignee.is_active:
        raise DomainError(_("Somebody of the office does it."), field="assignee")
    note.next_action, note.next_action_on, note.assignee = what, on, assignee
