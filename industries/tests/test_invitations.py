"""Who hears what of a meeting, and the answers: by account, by link, too late, by a deputy."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from industries import services
from industries.enums import Confidentiality, MeetingState, Rsvp
from industries.models import Invitee, JointMeeting
from industries.selectors.meetings import mailing_of
from industries.tests.factories import (
    InviteeFactory,
    MeetingFactory,
    ProblemFactory,
    UnitPersonFactory,
)
from partnership.accounts.models import Link
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.notifications.models import Message

pytestmark = pytest.mark.django_db
GUEST = {"name": "نرگس راستین", "organisation": "شهرک‌ها", "email": "Guest@Estates.example"}


def _meeting(staff: SimpleNamespace, **more: Any) -> JointMeeting:
    return services.create_meeting(
        actor=staff.officer,
        title="نشست",
        starts_at=timezone.now() + timedelta(days=5),
        place="سالن",
        **{"outsiders": [GUEST], "items": [{"title": "یک"}], **more},
    )


def _invited(staff: SimpleNamespace, **more: Any) -> JointMeeting:
    return services.invite_meeting(meeting_id=_meeting(staff, **more).pk, actor=staff.officer)


def _told(event: str) -> list[str]:
    return sorted(Message.objects.filter(event=event).values_list("addressee", flat=True))


def _link_of(message: Message) -> str:
    found = re.search(r"/l/[\w-]+/", message.body)
    assert found
    return found.group()


def _open(message: Message) -> tuple[Client, str]:
    """A browser nobody is signed in with, at the page of the letter's link."""
    browser = Client()
    answer = browser.get(_link_of(message))
    assert answer.status_code == 302
    return browser, answer.url


def test_outsider_is_invited_with_calendar_and_a_link(people: SimpleNamespace) -> None:
    _invited(people)
    message = Message.objects.get(event="meeting.invited")
    assert message.addressee == "mail:guest@estates.example"
    assert message.recipient is None
    text = message.attachments[0]["text"]
    assert "METHOD:REQUEST" in text
    assert "SEQUENCE:1" in text
    assert _link_of(message)


def test_everybody_hears_what_concerns_them_and_nothing_else(people: SimpleNamespace) -> None:
    manager, other = UnitPersonFactory(), UnitPersonFactory()
    meeting = _invited(people, people=[people.professor], units=[manager.unit])
    services.update_meeting(
        meeting_id=meeting.pk,
        actor=people.officer,
        people=[people.professor],
        units=[other.unit],
        outsiders=[GUEST],
    )
    assert Message.objects.filter(event="meeting.invited").count() == 3
    services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)
    assert _told("meeting.uninvited") == [f"user:{manager.user.pk}"]
    assert f"user:{other.user.pk}" in _told("meeting.invited")
    assert _told("meeting.changed") == []
    gone = Message.objects.get(event="meeting.uninvited").attachments[0]["text"]
    assert "METHOD:CANCEL" in gone
    assert "SEQUENCE:2" in gone


def test_change_is_told_with_before_and_after_once(people: SimpleNamespace) -> None:
    meeting = _invited(people, people=[people.professor])
    services.update_meeting(meeting_id=meeting.pk, actor=people.officer, place="تالار")
    assert not Message.objects.filter(event="meeting.changed").exists()
    services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)
    told = Message.objects.filter(event="meeting.changed")
    assert told.count() == 2
    assert "تالار" in told[0].words
    assert "سالن" in told[0].words
    with pytest.raises(DomainError):
        services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)
    assert told.all().count() == 2


def test_change_of_chair_is_nobodys_news(people: SimpleNamespace) -> None:
    meeting = _invited(people)
    services.update_meeting(meeting_id=meeting.pk, actor=people.officer, chair="رئیس")
    assert {posting.kind for posting in mailing_of(meeting)} == {"nothing"}


def test_guest_taken_off_and_put_back_gets_a_newer_invitation(people: SimpleNamespace) -> None:
    meeting = _invited(people, people=[people.professor])
    for outsiders in ([], [GUEST]):
        services.update_meeting(
            meeting_id=meeting.pk,
            actor=people.officer,
            people=[people.professor],
            units=[],
            outsiders=outsiders,
        )
        services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)
    invited = Message.objects.filter(
        event="meeting.invited", addressee="mail:guest@estates.example"
    ).order_by("pk")
    assert [("SEQUENCE:1" in m.attachments[0]["text"]) for m in invited] == [True, False]
    assert "SEQUENCE:3" in invited[1].attachments[0]["text"]
    assert Client().get(_link_of(invited[0])).status_code == 404
    assert Client().get(_link_of(invited[1])).status_code == 302


def test_cancellation_takes_it_out_of_every_calendar(people: SimpleNamespace) -> None:
    meeting = _invited(people, people=[people.professor])
    services.cancel_meeting(meeting_id=meeting.pk, actor=people.officer, reason="تعطیلی")
    assert _told("meeting.cancelled") == [
        "mail:guest@estates.example",
        f"user:{people.professor.pk}",
    ]


def test_guest_without_an_address_is_called(people: SimpleNamespace) -> None:
    meeting = _invited(people, outsiders=[GUEST, {"name": "مهرجو", "mobile": "09120000018"}])
    (posting,) = [p for p in mailing_of(meeting) if p.must_be_called]
    with pytest.raises(NotAllowed):
        services.note_told(invitee_id=posting.invitee.pk, actor=people.professor)
    services.note_told(invitee_id=posting.invitee.pk, actor=people.officer)
    assert not [p for p in mailing_of(meeting) if p.must_be_called]


def test_same_guest_twice_is_one_row(people: SimpleNamespace) -> None:
    twin = {**GUEST, "email": "guest@estates.EXAMPLE", "position": "رئیس"}
    meeting = _meeting(people, outsiders=[GUEST, twin])
    assert meeting.invitees.get().position == "رئیس"


def test_link_answers_yes_no_and_somebody_else(people: SimpleNamespace) -> None:
    meeting = _invited(people)
    browser, page = _open(Message.objects.get(event="meeting.invited"))
    shown = browser.get(page).content.decode()
    assert "نرگس راستین" in shown
    row = meeting.invitees.get()
    assert browser.post(page, {"rsvp": "no", "rsvp_note": "مأموریت"}).status_code == 302
    row.refresh_from_db()
    assert (row.rsvp, row.rsvp_note) == (Rsvp.NO, "مأموریت")
    assert browser.post(page, {"rsvp": "deputy"}).status_code == 422
    assert browser.post(page, {"rsvp": "x"}).status_code == 422
    sent = {"rsvp": "deputy", "deputy_name": "پویان", "deputy_mobile": "۰۹۱۲۰۰۰۰۰۱۷"}
    assert browser.post(page, sent).status_code == 302
    row.refresh_from_db()
    assert (row.rsvp, row.deputy_name, row.deputy_mobile) == ("deputy", "پویان", "09120000017")
    browser.post(page, {"rsvp": "yes"})
    row.refresh_from_db()
    assert (row.rsvp, row.deputy_name) == (Rsvp.YES, "")


def test_link_opens_its_own_row_and_nothing_else(people: SimpleNamespace) -> None:
    meeting = _invited(people, people=[people.professor])
    message = Message.objects.get(event="meeting.invited", addressee="mail:guest@estates.example")
    browser, page = _open(message)
    other = meeting.invitees.get(user=people.professor)
    strange = reverse("industries:answer_invitation", kwargs={"pk": other.pk})
    assert browser.get(strange).status_code == 302
    assert browser.post(strange, {"rsvp": "no"}).status_code == 302
    other.refresh_from_db()
    assert other.rsvp == Rsvp.PENDING
    for address in (meeting.get_absolute_url(), "/me/", "/industries/meetings/"):
        assert browser.get(address).status_code == 302
    assert Client().get(page).status_code == 302
    assert Link.objects.filter(user=None).count() == 2


def test_forwarded_link_answers_for_its_row_whoever_opens_it(people: SimpleNamespace) -> None:
    manager = UnitPersonFactory()
    meeting = _invited(people, people=[people.professor], units=[manager.unit], outsiders=[])
    message = Message.objects.get(event="meeting.invited", recipient=people.professor)
    browser, page = _open(message)
    browser.force_login(manager.user)
    browser.get(_link_of(message))
    assert browser.post(page, {"rsvp": "no"}).status_code == 302
    assert meeting.invitees.get(user=people.professor).rsvp == Rsvp.NO
    assert meeting.invitees.get(unit=manager.unit).rsvp == Rsvp.PENDING


def test_officer_is_led_to_the_meetings_page(people: SimpleNamespace) -> None:
    meeting = _invited(people, people=[people.head])
    message = Message.objects.get(event="meeting.invited", recipient=people.head)
    assert "/l/" not in message.body
    assert meeting.get_absolute_url() in message.body


@pytest.mark.parametrize("case", ["cancelled", "past", "removed"])
def test_page_says_why_it_takes_no_answer(case: str, people: SimpleNamespace) -> None:
    meeting = _invited(people, people=[people.professor])
    message = Message.objects.get(event="meeting.invited", addressee="mail:guest@estates.example")
    browser, page = _open(message)
    if case == "cancelled":
        services.cancel_meeting(meeting_id=meeting.pk, actor=people.officer, reason="برف سنگین")
    elif case == "past":
        JointMeeting.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    else:
        Invitee.objects.filter(name=GUEST["name"]).update(removed_at=timezone.now())
    shown = browser.get(page)
    assert shown.status_code == 200
    assert 'name="rsvp"' not in shown.content.decode()
    assert ("برف سنگین" in shown.content.decode()) == (case == "cancelled")
    assert browser.post(page, {"rsvp": "yes"}).status_code == 409
    assert meeting.invitees.get(name=GUEST["name"]).rsvp == Rsvp.PENDING


def test_link_ends_after_the_meeting_and_follows_its_date(people: SimpleNamespace) -> None:
    meeting = _invited(people)
    link = Link.objects.get()
    assert link.expires_at < meeting.ends_by + timedelta(days=4)
    services.update_meeting(
        meeting_id=meeting.pk,
        actor=people.officer,
        starts_at=timezone.now() + timedelta(days=60),
    )
    services.invite_meeting(meeting_id=meeting.pk, actor=people.officer)
    link.refresh_from_db()
    assert link.expires_at > timezone.now() + timedelta(days=60)
    message = Message.objects.filter(event="meeting.invited").get()
    Link.objects.update(expires_at=timezone.now())
    assert Client().get(_link_of(message)).status_code == 404


def test_secret_problem_is_in_no_letter_page_or_calendar(people: SimpleNamespace) -> None:
    secret = ProblemFactory(
        title="رازِ کوره", public_title="بهبود کوره", confidentiality=Confidentiality.SECRET
    )
    meeting = _invited(
        people,
        people=[people.professor],
        items=[{"title": "رازِ کوره و نشت آن", "problem": secret}],
        problems=[secret],
    )
    for message in Message.objects.filter(event="meeting.invited"):
        assert "راز" not in message.body + message.attachments[0]["text"]
        assert "بهبود کوره" in message.body
    guest = Message.objects.get(addressee="mail:guest@estates.example")
    browser, page = _open(guest)
    assert "راز" not in browser.get(page).content.decode()
    browser = Client()
    browser.force_login(people.professor)
    assert "راز" not in browser.get(meeting.get_absolute_url()).content.decode()


def test_answer_by_account_is_for_the_unit(people: SimpleNamespace) -> None:
    manager, stranger = UnitPersonFactory(), UnitPersonFactory()
    meeting = _invited(people, units=[manager.unit])
    services.answer_meeting(
        meeting_id=meeting.pk, actor=manager.user, rsvp=Rsvp.DEPUTY, deputy_name="معاون"
    )
    assert meeting.invitees.get(unit=manager.unit).deputy_name == "معاون"
    with pytest.raises(NotAllowed):
        services.answer_meeting(meeting_id=meeting.pk, actor=stranger.user, rsvp=Rsvp.YES)
    JointMeeting.objects.update(starts_at=timezone.now())
    with pytest.raises(WrongState):
        services.answer_meeting(meeting_id=meeting.pk, actor=manager.user, rsvp=Rsvp.NO)


def test_reminders_come_two_days_before_and_on_the_morning(people: SimpleNamespace) -> None:
    meeting = _invited(people, people=[people.professor, people.liaison])
    Invitee.objects.update(told_at=timezone.now() - timedelta(days=2))
    meeting.invitees.filter(user=people.liaison).update(rsvp=Rsvp.NO)
    day = timezone.localdate() + timedelta(days=1)
    noon = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=1)
    JointMeeting.objects.update(starts_at=noon)
    written = [
        services.remind_meetings(today=day - timedelta(days=left)) for left in (3, 2, 2, 1, 0, 0)
    ]
    assert written == [0, 2, 0, 0, 2, 0]
    assert _told("meeting.reminder").count(f"user:{people.liaison.pk}") == 0


def test_nobody_is_reminded_on_the_day_they_are_invited(people: SimpleNamespace) -> None:
    _invited(people)
    JointMeeting.objects.update(starts_at=timezone.now() + timedelta(hours=26))
    assert services.remind_meetings() == 0


def test_removed_people_see_the_meeting_no_more(people: SimpleNamespace) -> None:
    meeting = MeetingFactory(state=MeetingState.INVITED)
    row = InviteeFactory(meeting=meeting, user=people.professor, told_sequence=1)
    assert JointMeeting.objects.visible_to(people.professor).exists()
    row.removed_at = timezone.now()
    row.save()
    assert not JointMeeting.objects.visible_to(people.professor).exists()


def test_page_of_letters_shows_who_gets_what(client: Client, people: SimpleNamespace) -> None:
    meeting = _meeting(people, people=[people.professor])
    client.force_login(people.officer)
    page = client.get(reverse("industries:invite_meeting", kwargs={"pk": meeting.pk}))
    assert page.status_code == 200
    assert "Guest@Estates.example" in page.content.decode()
    assert not Message.objects.exists()
