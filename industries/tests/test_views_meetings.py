"""Pages of meetings: plan, answer, minutes, paper, resolutions."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from industries.enums import MeetingState, ResolutionState, Rsvp
from industries.models import JointMeeting, Resolution
from industries.tests.factories import (
    InviteeFactory,
    MeetingFactory,
    ProblemFactory,
    ResolutionFactory,
    UnitPersonFactory,
)
from partnership.core.jalali import format_date

pytestmark = pytest.mark.django_db


def url(name: str, pk: int | None = None) -> str:
    return reverse(f"industries:{name}", kwargs={"pk": pk} if pk else None)


def _rows(name: str, number: int) -> dict[str, str]:
    """The hidden boxes of a set of rows."""
    return {
        f"{name}-TOTAL_FORMS": str(number),
        f"{name}-INITIAL_FORMS": "0",
        f"{name}-MIN_NUM_FORMS": "0",
        f"{name}-MAX_NUM_FORMS": "40",
    }


def _plan(**more: Any) -> dict[str, Any]:
    day = format_date(timezone.localdate() + timedelta(days=5), style="input")
    return {
        "kind": "joint",
        "title": "نشست مشترک",
        "starts_at_0": day,
        "starts_at_1": "10:00",
        "starts_at_date": day,
        "starts_at_time": "۱۰:۰۰",
        "ends_at_date": day,
        "ends_at_time": "۱۲:۰۰",
        "place": "سالن شورا",
        **_rows("agenda", 2),
        "agenda-0-title": "یک",
        "agenda-1-title": "دو",
        **_rows("outsiders", 0),
        **more,
    }


def _minutes(**more: Any) -> dict[str, Any]:
    return {
        "resolutions-TOTAL_FORMS": "3",
        "resolutions-INITIAL_FORMS": "0",
        "resolutions-MIN_NUM_FORMS": "0",
        "resolutions-MAX_NUM_FORMS": "30",
        "discussion": "گفتگوی کوتاه",
        **more,
    }


def test_officer_plans_and_changes_a_meeting(client: Any, people: SimpleNamespace) -> None:
    manager, problem = UnitPersonFactory(), ProblemFactory()
    client.force_login(people.officer)
    assert client.get(url("add_meeting")).status_code == 200
    form = _plan(people=[people.professor.pk], units=[manager.unit.pk], problems=[problem.pk])
    assert client.post(url("add_meeting"), form).status_code == 302
    meeting = JointMeeting.objects.get()
    assert meeting.invitees.count() == 2
    assert [str(item) for item in meeting.items.all()] == ["یک", "دو"]
    page = client.get(url("edit_meeting", meeting.pk))
    assert "سالن شورا" in page.content.decode()
    changed = client.post(url("edit_meeting", meeting.pk), {**form, "place": "تالار", "units": []})
    assert changed.status_code == 302
    meeting.refresh_from_db()
    assert (meeting.place, meeting.invitees.count()) == ("تالار", 1)


@pytest.mark.parametrize(
    "bad",
    [
        {"title": ""},
        {"starts_at_date": "1404/12/30"},
        {"ends_at_time": "09:00"},
        {"starts_at_date": "1405/01/01", "ends_at_date": ""},
    ],
)
def test_meeting_form_refuses_with_nothing_lost(
    bad: dict[str, str], client: Any, people: SimpleNamespace
) -> None:
    client.force_login(people.officer)
    answer = client.post(url("add_meeting"), _plan(**bad))
    assert answer.status_code == 422
    assert "سالن شورا" in answer.content.decode()
    assert not JointMeeting.objects.exists()


def test_meeting_pages_are_the_offices(client: Any, people: SimpleNamespace) -> None:
    meeting = MeetingFactory()
    client.force_login(people.professor)
    assert client.get(url("add_meeting")).status_code == 403
    assert client.get(meeting.get_absolute_url()).status_code == 404
    client.force_login(people.officer)
    held = MeetingFactory(state=MeetingState.HELD)
    assert client.get(url("edit_meeting", held.pk)).status_code == 409
    assert client.get(url("edit_minutes", meeting.pk)).status_code == 409


def test_invitee_answers_on_the_meetings_page(client: Any, people: SimpleNamespace) -> None:
    meeting = MeetingFactory(state=MeetingState.INVITED)
    row = InviteeFactory(meeting=meeting, user=people.professor)
    client.force_login(people.professor)
    assert 'name="rsvp"' in client.get(meeting.get_absolute_url()).content.decode()
    assert client.post(url("answer_meeting", meeting.pk), {}).status_code == 422
    assert client.post(url("answer_meeting", meeting.pk), {"rsvp": "yes"}).status_code == 302
    row.refresh_from_db()
    assert row.rsvp == Rsvp.YES
    client.force_login(people.officer)
    assert client.post(url("answer_meeting", meeting.pk), {"rsvp": "yes"}).status_code == 403


def test_meeting_is_recorded_with_attendance_and_resolutions(
    client: Any, people: SimpleNamespace
) -> None:
    manager, problem = UnitPersonFactory(), ProblemFactory()
    meeting = MeetingFactory(state=MeetingState.INVITED, starts_at=timezone.now())
    meeting.problems.add(problem)
    here = InviteeFactory(meeting=meeting, user=None, unit=manager.unit)
    gone = InviteeFactory(meeting=meeting, user=people.professor)
    client.force_login(people.officer)
    page = url("hold_meeting", meeting.pk)
    assert client.get(page).status_code == 200
    form = _minutes(
        present=[here.pk],
        **{
            "resolutions-0-body": "فهرست مرجوعی آماده شود",
            "resolutions-0-owner": f"unit:{manager.unit.pk}",
            "resolutions-0-due_on": "۱۴۰۵/۱۰/۰۱",
            "resolutions-0-problem": problem.pk,
        },
    )
    broken = client.post(page, {**form, "resolutions-0-due_on": "1404/12/30"})
    assert broken.status_code == 422
    assert "فهرست مرجوعی آماده شود" in broken.content.decode()
    assert client.post(page, form).status_code == 302
    meeting.refresh_from_db()
    here.refresh_from_db()
    gone.refresh_from_db()
    assert (meeting.state, here.was_present, gone.was_present) == (MeetingState.HELD, True, False)
    row = Resolution.objects.get()
    assert (row.owner, row.problem, row.due_on.isoformat()) == (manager.unit, problem, "2026-12-22")
    edit = url("edit_minutes", meeting.pk)
    assert "فهرست مرجوعی" in client.get(edit).content.decode()
    assert client.post(edit, _minutes(discussion="نو")).status_code == 302
    assert not Resolution.objects.exists()


def test_minutes_paper_waits_until_final_for_others(client: Any, people: SimpleNamespace) -> None:
    meeting = MeetingFactory(state=MeetingState.HELD, discussion="گفتگو", chair="رئیس")
    InviteeFactory(meeting=meeting, user=people.professor, was_present=True)
    ResolutionFactory(meeting=meeting)
    client.force_login(people.professor)
    assert client.get(url("print_minutes", meeting.pk)).status_code == 403
    client.force_login(people.officer)
    answer = client.get(url("print_minutes", meeting.pk))
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert client.post(url("sign_meeting", meeting.pk)).status_code == 302
    client.force_login(people.professor)
    assert client.get(url("print_minutes", meeting.pk)).status_code == 200
    assert client.get(meeting.get_absolute_url()).status_code == 200


def test_card_only_readers_see_no_confidential_title_in_a_meeting(
    client: Any, people: SimpleNamespace
) -> None:
    meeting = MeetingFactory(state=MeetingState.INVITED)
    meeting.problems.add(ProblemFactory(title="راز کوره", public_title="بهبود کوره"))
    InviteeFactory(meeting=meeting, user=people.professor)
    client.force_login(people.professor)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "بهبود کوره" in page
    assert "راز کوره" not in page


def test_resolutions_are_followed_by_the_office(client: Any, people: SimpleNamespace) -> None:
    late = ResolutionFactory(
        meeting__state=MeetingState.SIGNED, due_on=timezone.localdate() - timedelta(days=1)
    )
    ResolutionFactory(meeting__state=MeetingState.SIGNED, state=ResolutionState.DONE)
    client.force_login(people.manager)
    assert client.get(url("list_resolutions")).status_code == 403
    client.force_login(people.officer)
    for query, found in (("", 2), ("?state=done", 1), ("?overdue=on", 1)):
        rows = client.get(url("list_resolutions") + query).context["page_obj"].object_list
        assert len(rows) == found
    assert client.post(url("complete_resolution", late.pk)).status_code == 302
    late.refresh_from_db()
    assert late.state == ResolutionState.DONE


@pytest.mark.parametrize("name", ["list_meetings", "list_resolutions"])
def test_meeting_lists_cost_the_same_for_one_and_three(
    name: str, client: Any, people: SimpleNamespace
) -> None:
    client.force_login(people.officer)
    costs = []
    for more in (1, 2):
        for _number in range(more):
            ResolutionFactory(meeting=InviteeFactory().meeting, state=ResolutionState.IN_FOLLOW_UP)
        client.get(url(name))
        with CaptureQueriesContext(connection) as caught:
            client.get(url(name))
        costs.append(len(caught))
    assert costs[0] == costs[1] <= 15
