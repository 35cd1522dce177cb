"""Resolutions: their page and log, reports of owners, the list and its file, the office's work."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from industries import selectors, services
from industries.enums import MeetingState, ResolutionState
from industries.models import Resolution, ResolutionNote
from industries.tests.factories import ResolutionFactory, UnitPersonFactory
from partnership.core.errors import NotAllowed, WrongState
from partnership.notifications.models import Message

pytestmark = pytest.mark.django_db


def _decided(**more: Any) -> Resolution:
    return ResolutionFactory(meeting__state=MeetingState.SIGNED, **more)


def _report(row: Resolution, actor: Any, **more: Any) -> ResolutionNote:
    return services.note_resolution(
        resolution_id=row.pk, actor=actor, **{"body": "فهرست آماده است", **more}
    )


def url(name: str, pk: int | None = None) -> str:
    return reverse(f"industries:{name}", kwargs={"pk": pk} if pk else None)


def test_owner_reports_and_the_office_decides(client: Any, people: SimpleNamespace) -> None:
    manager = UnitPersonFactory()
    row = _decided(owner_user=None, owner_unit=manager.unit)
    client.force_login(manager.user)
    assert 'name="claims_done"' in client.get(row.get_absolute_url()).content.decode()
    sent = {"body": "انجام شد", "percent": "۱۰۰", "claims_done": "on", "next_check_on": "1405/1/1"}
    assert client.post(url("note_resolution", row.pk), sent).status_code == 302
    note = row.notes.get()
    assert (note.by_owner, note.claims_done, note.percent) == (True, True, 100)
    assert note.next_check_on is None
    row.refresh_from_db()
    assert row.state == ResolutionState.IN_FOLLOW_UP
    assert Message.objects.get(event="action.reported").recipient == row.meeting.organiser
    with pytest.raises(NotAllowed):
        services.complete_resolution(resolution_id=row.pk, actor=manager.user)
    tasks = [task.url for task in selectors.waiting_for(people.officer)]
    assert any("reported=on" in task for task in tasks)
    services.complete_resolution(resolution_id=row.pk, actor=people.officer)
    tasks = [task.url for task in selectors.waiting_for(people.officer)]
    assert not any("reported=on" in task for task in tasks)
    with pytest.raises(WrongState):
        _report(row, manager.user)


def test_office_note_asks_to_look_again(people: SimpleNamespace) -> None:
    row = _decided()
    day = timezone.localdate() + timedelta(days=3)
    note = _report(row, people.officer, next_check_on=day, claims_done=True)
    assert (note.by_owner, note.claims_done, note.next_check_on) == (False, False, day)
    assert not Message.objects.filter(event="action.reported").exists()


def test_strangers_and_people_who_left_report_nothing(client: Any, people: SimpleNamespace) -> None:
    manager, stranger = UnitPersonFactory(), UnitPersonFactory()
    row = _decided(owner_user=None, owner_unit=manager.unit)
    with pytest.raises(NotAllowed):
        _report(row, stranger.user)
    client.force_login(stranger.user)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert client.post(url("note_resolution", row.pk), {"body": "x"}).status_code == 404
    manager.is_active = False
    manager.save()
    assert not Resolution.objects.visible_to(manager.user).exists()
    with pytest.raises(NotAllowed):
        _report(row, manager.user)


def test_draft_resolution_is_the_offices_alone(people: SimpleNamespace) -> None:
    row = ResolutionFactory(meeting__state=MeetingState.HELD, owner_user=people.professor)
    assert not Resolution.objects.visible_to(people.professor).exists()
    with pytest.raises(WrongState):
        _report(row, people.officer)


@pytest.mark.parametrize("percent", ["-1", "101", "زیاد"])
def test_odd_percentages_are_refused(percent: str, client: Any, people: SimpleNamespace) -> None:
    row = _decided()
    client.force_login(people.officer)
    answer = client.post(url("note_resolution", row.pk), {"body": "گفتگو", "percent": percent})
    assert answer.status_code == 422
    assert "گفتگو" in answer.content.decode()
    assert not ResolutionNote.objects.exists()


def test_owner_without_an_account_reports_by_the_reminders_link(people: SimpleNamespace) -> None:
    person = UnitPersonFactory(user=None, email="new@unit.example")
    row = _decided(owner_user=None, owner_unit=person.unit)
    assert services.remind_resolutions() == 1
    message = Message.objects.get(event="action.due")
    start = message.body.index("/l/")
    browser = Client()
    page = browser.get(message.body[start:].split()[0]).url
    assert page == row.get_absolute_url()
    assert browser.get(page).status_code == 200
    assert browser.post(f"{page}report/", {"body": "در راه است"}).status_code == 302
    assert row.notes.get().by_owner
    assert browser.post(f"{page}complete/").status_code == 403
    other = _decided()
    assert browser.get(other.get_absolute_url()).status_code == 302


def test_overdue_resolutions_stand_on_the_offices_list(people: SimpleNamespace) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    _decided(due_on=yesterday)
    ResolutionFactory(meeting__state=MeetingState.HELD, due_on=yesterday)
    (task,) = [t for t in selectors.waiting_for(people.officer) if "overdue" in t.url]
    assert task.tone == "danger"
    assert "۱" in task.title


def test_list_is_narrowed_by_state_owner_due_and_year(client: Any, people: SimpleNamespace) -> None:
    unit = UnitPersonFactory().unit
    today = timezone.localdate()
    _decided(owner_user=None, owner_unit=unit, due_on=today)
    _decided(owner_user=None, owner_text="شرکت توزیع برق", due_on=today + timedelta(days=90))
    _decided(state=ResolutionState.DONE, meeting__starts_at=timezone.now() - timedelta(days=800))
    client.force_login(people.officer)
    for query, found in (
        ({}, 3),
        ({"state": "done"}, 1),
        ({"owner": f"unit:{unit.pk}"}, 1),
        ({"owner": "text:شرکت توزیع برق"}, 1),
        ({"owner": "unit:abc"}, 3),
        ({"owner": "' or 1=1 --"}, 3),
        ({"due_until": "بی‌معنا"}, 3),
        ({"overdue": "on"}, 0),
        ({"year": "1"}, 3),
    ):
        answer = client.get(url("list_resolutions"), query)
        assert (query, answer.context["paginator"].count) == (query, found)
    years = [code for code, _name in answer.context["filter"].fields["year"].choices]
    assert len(years) == 3
    answer = client.get(url("list_resolutions"), {"year": years[2]})
    assert answer.context["paginator"].count == 1


def test_file_of_resolutions_calculates_nothing(client: Any, people: SimpleNamespace) -> None:
    _decided(body="=HYPERLINK(1)", owner_user=None, owner_text="@برق", due_on=None)
    _decided(body="پاک", state=ResolutionState.DONE)
    client.force_login(people.officer)
    text = client.get(url("export_resolutions"), {"format": "csv", "state": "in_follow_up"})
    rows = list(csv.reader(StringIO(text.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][1:3] == ["'=HYPERLINK(1)", "'@برق"]
    book = load_workbook(BytesIO(client.get(url("export_resolutions")).content))
    sheet = book.active
    assert sheet.max_row == 3
    assert sheet.sheet_view.rightToLeft
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    client.force_login(people.professor)
    assert client.get(url("export_resolutions")).status_code == 403


def test_list_costs_the_same_for_one_and_three(client: Any, people: SimpleNamespace) -> None:
    client.force_login(people.officer)
    costs = []
    for more in (1, 2):
        for _number in range(more):
            _decided()
        client.get(url("list_resolutions"))
        with CaptureQueriesContext(connection) as caught:
            client.get(url("list_resolutions"))
        costs.append(len(caught))
    assert costs[0] == costs[1] <= 16
