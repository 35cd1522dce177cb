"""Contacts with units: causes, next actions, whose they are."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from industries import selectors
from industries.models import ContactNote
from industries.selectors.contacts import contacts_due
from industries.services import contacts as services
from industries.tests.factories import UnitFactory, UnitPersonFactory
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError, NotAllowed, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOTE = {"kind": "phone", "outcome": "call_back", "note": "مدیر نبود"}


def _days(n: int) -> Any:
    return timezone.localdate() + timedelta(days=n)


def test_a_refusal_says_why(people: SimpleNamespace) -> None:
    unit = UnitFactory()
    declined = {**NOTE, "outcome": "declined", "unit_id": unit.pk, "actor": people.officer}
    with pytest.raises(DomainError, match="why") as refusal:
        services.add_note(**declined)
    assert refusal.value.field == "decline_cause"
    note = services.add_note(**declined, decline_cause="no_time")
    assert note.get_decline_cause_display()
    other = services.add_note(
        unit_id=unit.pk, actor=people.officer, decline_cause="no_time", **NOTE
    )
    assert other.decline_cause == ""
    with pytest.raises(IntegrityError, match="declined_says_why"), transaction.atomic():
        ContactNote.objects.filter(pk=note.pk).update(decline_cause="")


def test_a_next_action_has_a_day_and_somebody_of_the_office(people: SimpleNamespace) -> None:
    unit, manager = UnitFactory(), UnitPersonFactory().user
    base = {**NOTE, "unit_id": unit.pk, "actor": people.officer}
    with pytest.raises(DomainError, match="which day"):
        services.add_note(**base, next_action="تماس")
    with pytest.raises(DomainError, match="office"):
        services.add_note(**base, next_action_on=_days(1), assignee=manager)
    assert services.add_note(**base, next_action_on=_days(1)).assignee == people.officer
    with pytest.raises(NotAllowed):
        services.add_note(**{**base, "actor": manager})


def test_what_is_due_stands_in_the_list_of_whoever_does_it(people: SimpleNamespace) -> None:
    unit, colleague = UnitFactory(), UserFactory(roles=("officer",))
    add = {**NOTE, "unit_id": unit.pk, "actor": people.officer}
    late = services.add_note(**add, next_action_on=_days(-1), assignee=colleague)
    today = services.add_note(
        **add, next_action_on=_days(0), next_action="بازدید", assignee=colleague
    )
    services.add_note(**add, next_action_on=_days(3), assignee=colleague)
    mine = services.add_note(**add, next_action_on=_days(0))
    assert list(contacts_due(colleague)) == [late, today]
    assert list(contacts_due(people.officer)) == [mine]
    tasks = [task for task in selectors.waiting_for(colleague) if task.kind == "contact"]
    assert [(task.tone, task.sentence) for task in tasks] == [
        ("danger", "مدیر نبود"),
        ("attention", "بازدید"),
    ]
    assert tasks[0].url.endswith(f"#contact-{late.pk}")
    assert list(contacts_due(UnitPersonFactory().user)) == []


def test_closing_says_what_came_of_it_once(people: SimpleNamespace) -> None:
    unit = UnitFactory()
    note = services.add_note(
        unit_id=unit.pk, actor=people.officer, next_action_on=_days(-2), **NOTE
    )
    with pytest.raises(DomainError, match="came of it"):
        services.close_contact(note_id=note.pk, actor=people.officer, result="  ")
    services.close_contact(note_id=note.pk, actor=people.head, result="موافقت کرد")
    assert not contacts_due(people.officer)
    with pytest.raises(WrongState, match="موافقت کرد"):
        services.close_contact(note_id=note.pk, actor=people.officer, result="نشد")
    with pytest.raises(WrongState):
        services.plan_contact(note_id=note.pk, actor=people.officer, next_action_on=_days(1))
    note.refresh_from_db()
    assert (note.closed_by, note.result) == (people.head, "موافقت کرد")


def test_a_next_action_is_handed_on(people: SimpleNamespace) -> None:
    note = services.add_note(
        unit_id=UnitFactory().pk, actor=people.officer, next_action_on=_days(0), **NOTE
    )
    services.plan_contact(
        note_id=note.pk, actor=people.officer, next_action_on=_days(0), assignee=people.head
    )
    assert (contacts_due(people.officer).count(), contacts_due(people.head).count()) == (0, 1)
