"""Contacts with units on their pages."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from industries.services import contacts
from industries.tests.factories import (
    UnitFactory,
    UnitPersonFactory,
)
from industries.tests.pages import page, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class TestContacts:
    def test_list_filters_and_closing(self, client: Any, people: SimpleNamespace) -> None:
        unit = UnitFactory(name_fa="چرم کریمی")
        today = timezone.localdate()
        add = {"unit_id": unit.pk, "actor": people.officer, "kind": "phone", "note": "n"}
        late = contacts.add_note(
            **add, outcome="call_back", next_action="زنگ", next_action_on=today - timedelta(days=2)
        )
        contacts.add_note(
            **add,
            outcome="thinking",
            next_action="بازدید",
            next_action_on=today + timedelta(days=20),
            assignee=people.head,
        )

        def shown(query: str) -> tuple[bool, bool]:
            html = page(client, people.officer, url("list_contacts") + query)
            return "زنگ" in html, "بازدید" in html

        assert shown("") == (True, True)
        assert shown("?when=overdue") == (True, False)
        assert shown("?when=week") == (True, False)
        assert shown(f"?assignee={people.head.pk}") == (False, True)
        assert shown("?outcome=thinking") == (False, True)
        assert shown("?q=كريمي") == (True, True)
        assert shown("?when=closed") == (False, False)
        back = url("list_contacts")
        form = {"result": "قبول کرد", "next": back}
        answer = client.post(url("close_contact", late.pk), form)
        assert (answer.status_code, answer.url) == (302, back)
        assert client.post(url("close_contact", late.pk), {"result": "باز"}).status_code == 409
        assert shown("?when=closed") == (True, False)
        client.force_login(UnitPersonFactory(unit=unit).user)
        assert client.get(back).status_code == 403
        assert client.get(url("close_contact", late.pk)).status_code == 404

    def test_one_and_three_rows(self, client: Any, people: SimpleNamespace) -> None:
        client.force_login(people.officer)
        counts = []
        client.get(url("list_contacts"))
        for number in (1, 2):
            for _again in range(number):
                contacts.add_note(
                    unit_id=UnitFactory().pk,
                    actor=people.officer,
                    kind="phone",
                    outcome="call_back",
                    note="n",
                    next_action_on=timezone.localdate(),
                )
            with CaptureQueriesContext(connection) as seen:
                client.get(url("list_contacts"))
            counts.append(len(seen))
        assert counts[0] == counts[1]

    def test_a_refusal_without_its_cause_comes_back_with_everything_typed(
        self, client: Any, people: SimpleNamespace
    ) -> None:
        unit = UnitFactory()
        client.force_login(people.officer)
        form = {"kind": "phone", "outcome": "declined", "note": "گفت وقت ندارد" * 3}
        answer = client.post(url("add_note", unit.pk), form)
        assert answer.status_code == 422
        assert "گفت وقت ندارد" in answer.content.decode()
        long = {**form, "decline_cause": "no_time", "note": "ب" * 10_000}
        assert client.post(url("add_note", unit.pk), long).status_code == 422
        assert (
            client.post(url("add_note", unit.pk), {**form, "decline_cause": "no_time"}).status_code
            == 302
        )
