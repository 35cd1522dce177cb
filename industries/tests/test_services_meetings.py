"""Meetings: invitations, minutes, numbers, resolutions and their reminders."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from industries import selectors, services
from industries.enums import MeetingState, ResolutionState, Rsvp
from industries.models import JointMeeting, Resolution
from industries.services.invitations import calendar_of
from industries.tests.factories import (
    InviteeFactory,
    MeetingFactory,
    ProblemFactory,
    ResolutionFactory,
    UnitPersonFactory,
)
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.jalali import jalali_year
from partnership.notifications.models import Message

pytestmark = pytest.mark.django_db


def _plan(staff: SimpleNamespace, **more: Any) -> JointMeeting:
    return services.create_meeting(
        actor=staff.officer,
        title="نشست",
        starts_at=timezone.now() + timedelta(days=3),
        place="سالن",
        items=[{"title": "یک"}, {"title": "دو"}],
        **more,
    )


def test_invitations_reach_people_and_units_once_per_version(people: SimpleNamespace) -> None:
    manager = UnitPersonFactory()
    meeting = _plan(
        people, people=[people.professor], units=[manager.unit], problems=[ProblemFactory()]
    )
    services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)
    told = Message.objects.filter(event__in=("meeting.invited", "meeting.changed"))
    assert {row.recipient for row in told} == {people.professor, manager.user}
    assert "BEGIN:VCALENDAR" in told[0].attachments[0]["text"]
    services.update_meeting(meeting_id=meeting.pk, actor=people.officer, place="تالار")
    services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)
    assert told.all().count() == 4
    meeting.refresh_from_db()
    assert meeting.sequence == 2


def test_invite_meeting_needs_somebody_to_invite(people: SimpleNamespace) -> None:
    meeting = _plan(people)
    with pytest.raises(DomainError):
        services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)


def test_calendar_is_folded_escaped_and_in_utc(people: SimpleNamespace) -> None:
    meeting = _plan(people)
    meeting.title = "نشست؛ یک, دو; " + "بلند " * 30
    text = calendar_of(meeting)
    assert all(len(line.encode()) <= 76 for line in text.split("\r\n"))
    assert "\\, " in text.replace("\r\n ", "")
    assert f"DTSTART:{meeting.starts_at:%Y%m%dT%H%M%S}Z" in text
    assert calendar_of(meeting, method="CANCEL").count("CANCEL") == 2


def test_answer_is_noted_for_the_person_or_the_unit(people: SimpleNamespace) -> None:
    manager = UnitPersonFactory()
    meeting = _plan(people, people=[people.professor], units=[manager.unit])
    services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)
    services.answer_meeting(meeting_id=meeting.pk, actor=people.professor, rsvp=Rsvp.NO)
    services.answer_meeting(meeting_id=meeting.pk, actor=manager.user, rsvp=Rsvp.YES)
    assert meeting.invitees.get(user=people.professor).rsvp == Rsvp.NO
    assert meeting.invitees.get(unit=manager.unit).rsvp == Rsvp.YES
    with pytest.raises(NotAllowed):
        services.answer_meeting(meeting_id=meeting.pk, actor=people.student, rsvp=Rsvp.YES)
    with pytest.raises(DomainError):
        services.answer_meeting(meeting_id=meeting.pk, actor=people.professor, rsvp=Rsvp.PENDING)


def test_changing_the_list_keeps_answers_of_those_who_stay(people: SimpleNamespace) -> None:
    meeting = _plan(people, people=[people.professor, people.liaison])
    meeting.invitees.filter(user=people.professor).update(rsvp=Rsvp.YES)
    services.update_meeting(
        meeting_id=meeting.pk, actor=people.officer, people=[people.professor], units=[]
    )
    assert [(row.user, row.rsvp) for row in meeting.invitees.all()] == [
        (people.professor, Rsvp.YES)
    ]


def test_minutes_are_recorded_corrected_and_locked(people: SimpleNamespace) -> None:
    meeting = _plan(people, people=[people.professor, people.liaison])
    JointMeeting.objects.update(starts_at=timezone.now())
    here = meeting.invitees.get(user=people.professor)
    rows = [{"body": "فهرست مرجوعی", "owner_user": people.professor}, {"body": "معرفی‌نامه‌ها"}]
    services.hold_meeting(
        meeting_id=meeting.pk,
        actor=people.officer,
        discussion="گفتگو",
        present=[here.pk],
        resolutions=rows,
    )
    assert [row.was_present for row in meeting.invitees.order_by("pk")] == [True, False]
    services.update_minutes(
        meeting_id=meeting.pk,
        actor=people.officer,
        discussion="گفتگوی کامل",
        present=[here.pk],
        resolutions=rows[:1],
    )
    assert [row.body for row in Resolution.objects.all()] == ["فهرست مرجوعی"]
    services.sign_meeting(meeting_id=meeting.pk, actor=people.officer)
    with pytest.raises(WrongState):
        services.update_minutes(meeting_id=meeting.pk, actor=people.officer, discussion="تغییر")
    assert {row.recipient for row in Message.objects.filter(event="meeting.minutes")} == {
        people.professor
    }


def test_minutes_keep_their_number_through_a_correction(people: SimpleNamespace) -> None:
    year = jalali_year(timezone.localdate())
    first = MeetingFactory(state=MeetingState.HELD, discussion="الف")
    InviteeFactory(meeting=first)
    second = MeetingFactory(state=MeetingState.HELD, discussion="ب")
    services.sign_meeting(meeting_id=first.pk, actor=people.officer)
    services.unlock_meeting(meeting_id=first.pk, actor=people.head, reason="نام اشتباه است")
    services.sign_meeting(meeting_id=second.pk, actor=people.officer)
    services.sign_meeting(meeting_id=first.pk, actor=people.officer)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.number, first.version) == (f"HS-M-{year}-001", 2)
    assert second.number == f"HS-M-{year}-002"
    assert Message.objects.filter(event="meeting.minutes").count() == 2


def test_empty_minutes_are_not_signed_and_take_no_number(people: SimpleNamespace) -> None:
    empty = MeetingFactory(state=MeetingState.HELD)
    with pytest.raises(DomainError):
        services.sign_meeting(meeting_id=empty.pk, actor=people.officer)
    full = MeetingFactory(state=MeetingState.HELD, discussion="ب")
    services.sign_meeting(meeting_id=full.pk, actor=people.officer)
    full.refresh_from_db()
    assert full.number.endswith("-001")


def test_cancelled_plan_nobody_heard_of_tells_nobody(people: SimpleNamespace) -> None:
    meeting = _plan(people, people=[people.professor])
    services.cancel_meeting(meeting_id=meeting.pk, actor=people.officer, reason="لغو")
    assert not Message.objects.exists()


def test_a_meeting_ends_after_it_begins(people: SimpleNamespace) -> None:
    with pytest.raises(DomainError):
        _plan(people, ends_at=timezone.now())


def test_meetings_are_seen_by_invitees_once_invited(people: SimpleNamespace) -> None:
    manager, stranger = UnitPersonFactory(), UnitPersonFactory()
    meeting = _plan(people, units=[manager.unit])
    assert not JointMeeting.objects.visible_to(manager.user).exists()
    services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)
    assert JointMeeting.objects.visible_to(manager.user).get() == meeting
    assert not JointMeeting.objects.visible_to(stranger.user).exists()


@pytest.mark.parametrize(
    ("days_until_due", "letters"),
    [(3, 0), (2, 1), (1, 1), (0, 1), (-1, 1), (-7, 1), (-8, 1)],
)
def test_owners_are_reminded_two_days_before_and_when_overdue(
    days_until_due: int, letters: int
) -> None:
    today = timezone.localdate()
    ResolutionFactory(
        meeting__state=MeetingState.SIGNED, due_on=today + timedelta(days=days_until_due)
    )
    assert services.remind_resolutions() == letters
    assert services.remind_resolutions() == 0


def test_reminders_come_once_before_and_once_a_week_after() -> None:
    today = timezone.localdate()
    ResolutionFactory(meeting__state=MeetingState.SIGNED, due_on=today)
    written = [services.remind_resolutions(today=today + timedelta(days=n)) for n in range(-4, 17)]
    assert written == [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0]


@pytest.mark.parametrize(
    "row",
    [
        {"state": ResolutionState.DONE},
        {"meeting__state": MeetingState.HELD},
        {"due_on": None},
        {"owner_user": None},
    ],
)
def test_nobody_is_reminded_of_what_is_not_theirs_to_do(row: dict[str, Any]) -> None:
    ResolutionFactory(**{"meeting__state": MeetingState.SIGNED, **row})
    assert services.remind_resolutions() == 0


def test_unit_that_owns_a_resolution_is_reminded() -> None:
    manager = UnitPersonFactory()
    ResolutionFactory(meeting__state=MeetingState.SIGNED, owner_user=None, owner_unit=manager.unit)
    services.remind_resolutions()
    assert Message.objects.get(event="action.due").recipient == manager.user


def test_waiting_for_asks_for_answers_and_owned_resolutions(people: SimpleNamespace) -> None:
    owner = UserFactory()
    meeting = _plan(people, people=[owner])
    services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)
    row = ResolutionFactory(meeting__state=MeetingState.SIGNED, owner_user=owner)
    tasks = selectors.waiting_for(owner)
    assert [(task.kind, task.url) for task in tasks] == [
        ("meeting", meeting.get_absolute_url()),
        ("resolution", row.get_absolute_url()),
    ]
