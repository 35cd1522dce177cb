"""Minutes: frozen and hashed, numbered without gaps, signed on paper, kept, opened again."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from industries import services
from industries.enums import Confidentiality, MeetingState, ResolutionState, Rsvp, SignerState
from industries.models import JointMeeting, MinutesVersion, Resolution
from industries.selectors.minutes import digest_of, paper_of
from industries.tests.factories import (
    InviteeFactory,
    MeetingFactory,
    ProblemFactory,
    ResolutionFactory,
    UnitPersonFactory,
)
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.jalali import jalali_year
from partnership.documents.models import StoredFile
from partnership.notifications.models import Message

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def url(name: str, pk: int, **more: Any) -> str:
    return reverse(f"industries:{name}", kwargs={"pk": pk, **more})


def _held(**more: Any) -> JointMeeting:
    return MeetingFactory(
        state=MeetingState.HELD, discussion="گفتگو", starts_at=timezone.now(), **more
    )


def _final(staff: SimpleNamespace, **more: Any) -> JointMeeting:
    return services.sign_meeting(meeting_id=_held(**more).pk, actor=staff.officer)


def test_meeting_is_not_recorded_before_its_hour(client: Any, people: SimpleNamespace) -> None:
    meeting = MeetingFactory(
        state=MeetingState.INVITED, starts_at=timezone.now() + timedelta(minutes=5)
    )
    with pytest.raises(WrongState):
        services.hold_meeting(meeting_id=meeting.pk, actor=people.officer, discussion="گفتگو")
    client.force_login(people.officer)
    assert client.get(url("hold_meeting", meeting.pk)).status_code == 409
    JointMeeting.objects.update(starts_at=timezone.now())
    services.hold_meeting(meeting_id=meeting.pk, actor=people.officer, discussion="گفتگو")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD


def test_resolutions_are_numbered_in_the_year_when_final(people: SimpleNamespace) -> None:
    year = jalali_year(timezone.localdate())
    first, second = _held(), _held()
    for meeting, count in ((first, 2), (second, 1)):
        for number in range(1, count + 1):
            ResolutionFactory(meeting=meeting, number=number)
    assert not Resolution.objects.exclude(serial="").exists()
    services.sign_meeting(meeting_id=second.pk, actor=people.officer)
    services.sign_meeting(meeting_id=first.pk, actor=people.officer)
    services.unlock_meeting(meeting_id=first.pk, actor=people.head, reason="نام")
    services.sign_meeting(meeting_id=first.pk, actor=people.officer)
    serials = Resolution.objects.order_by("meeting_id", "number").values_list("serial", flat=True)
    assert list(serials) == [f"{year}-0002", f"{year}-0003", f"{year}-0001"]


def test_numbered_resolution_stays_when_minutes_are_corrected(people: SimpleNamespace) -> None:
    meeting = _held()
    row = ResolutionFactory(meeting=meeting, number=1)
    services.sign_meeting(meeting_id=meeting.pk, actor=people.officer)
    services.unlock_meeting(meeting_id=meeting.pk, actor=people.head, reason="نام")
    with pytest.raises(DomainError):
        services.update_minutes(
            meeting_id=meeting.pk, actor=people.officer, discussion="گفتگو", resolutions=[]
        )
    new = {"body": "تازه"}
    services.update_minutes(
        meeting_id=meeting.pk,
        actor=people.officer,
        discussion="گفتگو",
        resolutions=[new, {"id": row.pk, "body": "درست"}],
    )
    row.refresh_from_db()
    assert (row.number, row.body, bool(row.serial)) == (2, "درست", True)


def test_version_is_frozen_and_older_ones_stay(client: Any, people: SimpleNamespace) -> None:
    meeting = _held(chair="رئیس")
    InviteeFactory(meeting=meeting, user=people.professor, was_present=True)
    services.sign_meeting(meeting_id=meeting.pk, actor=people.officer)
    version = meeting.versions.get()
    assert version.sha256 == digest_of(version.snapshot)
    JointMeeting.objects.update(discussion="دیگر")
    version.refresh_from_db()
    assert version.snapshot["fa"]["discussion"] == "گفتگو"
    with pytest.raises(DatabaseError), transaction.atomic():
        MinutesVersion.objects.update(number="x")
    services.unlock_meeting(meeting_id=meeting.pk, actor=people.head, reason="نام")
    services.sign_meeting(meeting_id=meeting.pk, actor=people.officer)
    assert [v.version for v in meeting.versions.all()] == [2, 1]
    client.force_login(people.officer)
    old = client.get(url("print_minutes_version", meeting.pk, version=1))
    assert (old.status_code, old.content[:5]) == (200, b"%PDF-")
    assert client.get(url("print_minutes_version", meeting.pk, version=9)).status_code == 404
    client.force_login(people.professor)
    assert client.get(url("print_minutes_version", meeting.pk, version=1)).status_code == 404
    assert client.get(url("print_minutes_version", meeting.pk, version=2)).status_code == 200


def test_only_the_head_unlocks_and_with_a_reason(people: SimpleNamespace) -> None:
    meeting = _final(people)
    with pytest.raises(NotAllowed):
        services.unlock_meeting(meeting_id=meeting.pk, actor=people.officer, reason="نام")
    with pytest.raises(DomainError):
        services.unlock_meeting(meeting_id=meeting.pk, actor=people.head)


def test_paper_hides_what_its_reader_may_not_know(people: SimpleNamespace) -> None:
    secret = ProblemFactory(
        title="راز کوره", public_title="کوره", confidentiality=Confidentiality.SECRET
    )
    meeting = _held(items=())
    meeting.items.create(title="راز کوره", problem=secret, discussion="گفته شد")
    ResolutionFactory(meeting=meeting, number=1, problem=secret)
    services.sign_meeting(meeting_id=meeting.pk, actor=people.officer)
    snapshot = meeting.versions.get().snapshot
    hidden = paper_of(snapshot, "fa", (), sha256="x")
    assert hidden["items"][0]["title"] == "کوره"
    assert hidden["resolutions"][0]["about"] == "کوره"
    shown = paper_of(snapshot, "fa", {secret.pk}, sha256="x")
    assert shown["items"][0]["title"] == "راز کوره"


def test_deputy_signs_in_place_of_the_invited(people: SimpleNamespace) -> None:
    meeting = _held(chair="رئیس", secretary="دبیر")
    InviteeFactory(
        meeting=meeting,
        user=None,
        name="راستین",
        rsvp=Rsvp.DEPUTY,
        deputy_name="پویان",
        was_present=True,
    )
    InviteeFactory(meeting=meeting, user=people.liaison, was_present=False)
    services.sign_meeting(meeting_id=meeting.pk, actor=people.officer)
    version = meeting.versions.get()
    assert [s.name for s in version.signers.all()] == ["رئیس", "دبیر", "پویان"]
    assert "راستین" in version.signers.get(name="پویان").title
    assert [row["name"] for row in version.snapshot["fa"]["absent"]] == [str(people.liaison)]


def test_signatures_are_noted_per_signer(client: Any, people: SimpleNamespace) -> None:
    meeting = _final(people, chair="رئیس", secretary="دبیر")
    first, second = meeting.versions.get().signers.all()
    client.force_login(people.officer)
    page = url("note_signatures", meeting.pk)
    assert client.get(page).status_code == 200
    late = {f"state_{first.pk}": "signed", f"day_{first.pk}": "1499/01/01"}
    rest = {f"state_{second.pk}": "refused", f"day_{second.pk}": ""}
    assert client.post(page, {**late, **rest}).status_code == 422
    assert client.post(page, {f"state_{first.pk}": "signed", **rest}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.signed_on) == (SignerState.SIGNED, timezone.localdate())
    assert (second.state, second.signed_on) == (SignerState.REFUSED, None)
    with pytest.raises(NotAllowed):
        services.note_signatures(meeting_id=meeting.pk, actor=people.professor, states={})


def test_scan_comes_back_and_can_be_put_aside(client: Any, people: SimpleNamespace) -> None:
    meeting = _held()
    InviteeFactory(meeting=meeting, user=people.professor, was_present=True)
    services.sign_meeting(meeting_id=meeting.pk, actor=people.officer)
    client.force_login(people.officer)
    page = url("archive_meeting", meeting.pk)
    lying = SimpleUploadedFile("scan.pdf", b"MZ\x90\x00", content_type="application/pdf")
    assert client.post(page, {"scan": lying}).status_code == 422
    assert client.post(page, {}).status_code == 422
    scan = SimpleUploadedFile("scan.pdf", PDF, content_type="application/pdf")
    assert client.post(page, {"scan": scan}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.ARCHIVED
    file = StoredFile.objects.get()
    assert file.is_readable_by(people.professor)
    client.force_login(people.student)
    assert client.get(file.get_absolute_url()).status_code == 404
    with pytest.raises(DomainError):
        services.unarchive_meeting(meeting_id=meeting.pk, actor=people.officer)
    services.unarchive_meeting(meeting_id=meeting.pk, actor=people.officer, reason="ناخوانا")
    meeting.refresh_from_db()
    assert (meeting.state, StoredFile.objects.count()) == (MeetingState.SIGNED, 1)


def test_final_minutes_reach_guests_by_link(client: Any, people: SimpleNamespace) -> None:
    meeting = _held()
    InviteeFactory(
        meeting=meeting, user=None, name="راستین", email="r@estates.example", was_present=True
    )
    InviteeFactory(
        meeting=meeting, user=None, name="غایب", email="g@estates.example", was_present=False
    )
    services.sign_meeting(meeting_id=meeting.pk, actor=people.officer)
    message = Message.objects.get(event="meeting.minutes")
    assert message.addressee == "mail:r@estates.example"
    start = message.body.index("/l/")
    page = client.get(message.body[start:].split()[0]).url
    assert "minutes.pdf" in client.get(page).content.decode()
    paper = client.get(f"{page}minutes.pdf")
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    services.unlock_meeting(meeting_id=meeting.pk, actor=people.head, reason="نام")
    assert client.get(f"{page}minutes.pdf").status_code == 409


def test_second_tab_sees_the_others_words_and_loses_nothing(
    client: Any, people: SimpleNamespace
) -> None:
    meeting = _held()
    client.force_login(people.officer)
    page = url("edit_minutes", meeting.pk)
    seen = client.get(page).context["form"]["seen"].value()
    rows = {
        "resolutions-TOTAL_FORMS": "0",
        "resolutions-INITIAL_FORMS": "0",
        "resolutions-MIN_NUM_FORMS": "0",
        "resolutions-MAX_NUM_FORMS": "30",
    }
    services.update_minutes(meeting_id=meeting.pk, actor=people.head, discussion="سخن سرپرست دفتر")
    sent = {**rows, "seen": seen, "discussion": "سخن کارشناس"}
    answer = client.post(page, sent)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "سخن سرپرست دفتر" in shown
    assert "سخن کارشناس" in shown
    again = answer.context["form"]["seen"].value()
    assert client.post(page, {**sent, "seen": again}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.discussion == "سخن کارشناس"


def test_guests_of_the_day_are_marked_and_added(client: Any, people: SimpleNamespace) -> None:
    meeting = MeetingFactory(state=MeetingState.INVITED, starts_at=timezone.now())
    here = InviteeFactory(meeting=meeting, user=people.professor)
    late = InviteeFactory(meeting=meeting, user=people.liaison)
    client.force_login(people.officer)
    page = url("take_attendance", meeting.pk)
    assert client.get(page).status_code == 200
    marks = {f"mark_{here.pk}": "present", f"mark_{late.pk}": "late"}
    assert client.post(page, marks).status_code == 302
    guest = {"guest-name": "ناخوانده", "guest-organisation": "برق"}
    assert client.post(url("add_guest", meeting.pk), guest).status_code == 302
    assert client.post(url("add_guest", meeting.pk), guest).status_code == 422
    rows = meeting.invitees.order_by("pk")
    assert [(r.was_present, r.came_late, r.came_uninvited) for r in rows] == [
        (True, False, False),
        (True, True, False),
        (True, False, True),
    ]
    paper = client.get(url("print_attendance", meeting.pk))
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    services.hold_meeting(
        meeting_id=meeting.pk,
        actor=people.officer,
        discussion="گفتگو",
        present=[row.pk for row in rows],
    )
    assert meeting.invitees.get(pk=late.pk).came_late


@pytest.mark.parametrize("state", [MeetingState.SIGNED, MeetingState.CANCELLED])
def test_list_is_closed_for_finished_meetings(state: str, people: SimpleNamespace) -> None:
    meeting = MeetingFactory(state=state, starts_at=timezone.now())
    with pytest.raises(WrongState):
        services.mark_attendance(meeting_id=meeting.pk, actor=people.officer, marks={})
    with pytest.raises(WrongState):
        services.add_guest(meeting_id=meeting.pk, actor=people.officer, name="مهمان")


def test_list_opens_on_the_morning_and_is_the_offices(people: SimpleNamespace) -> None:
    meeting = MeetingFactory(state=MeetingState.INVITED)
    with pytest.raises(WrongState):
        services.mark_attendance(meeting_id=meeting.pk, actor=people.officer, marks={})
    JointMeeting.objects.update(starts_at=timezone.now())
    with pytest.raises(NotAllowed):
        services.mark_attendance(meeting_id=meeting.pk, actor=people.professor, marks={})


def test_next_meeting_takes_over_what_is_open(client: Any, people: SimpleNamespace) -> None:
    manager, problem = UnitPersonFactory(), ProblemFactory(title="مسئلهٔ باز")
    old = _held()
    old.problems.add(problem)
    InviteeFactory(meeting=old, user=None, unit=manager.unit, was_present=True)
    InviteeFactory(meeting=old, user=None, name="راستین", email="r@estates.example")
    ResolutionFactory(meeting=old, number=1, body="مصوبهٔ باز")
    ResolutionFactory(meeting=old, number=2, state=ResolutionState.DONE)
    client.force_login(people.officer)
    assert client.get(url("plan_next_meeting", old.pk)).status_code == 409
    services.sign_meeting(meeting_id=old.pk, actor=people.officer)
    page = client.get(url("plan_next_meeting", old.pk))
    assert page.status_code == 200
    shown = page.content.decode()
    for words in ("مصوبهٔ باز", "مسئلهٔ باز", "راستین"):
        assert words in shown
    form = page.context["form"]
    assert form.initial["units"] == [manager.unit.pk]
    assert [row.initial.get("is_follow_up") for row in form.rows["agenda"]][:2] == [True, None]
    new = services.create_meeting(
        actor=people.officer,
        title="بعدی",
        place="سالن",
        starts_at=timezone.now() + timedelta(days=9),
        items=[{"title": "پیگیری", "is_follow_up": True}],
        follows=old,
        carried=[Resolution.objects.get(body="مصوبهٔ باز")],
    )
    assert [str(row.resolution) for row in new.follow_ups.all()] == ["مصوبهٔ باز"]


def test_agreed_state_takes_effect_when_final_and_is_in_the_minutes(
    people: SimpleNamespace,
) -> None:
    old = _held()
    row = ResolutionFactory(meeting=old, number=1)
    services.sign_meeting(meeting_id=old.pk, actor=people.officer)
    new = _held()
    follow_up = new.follow_ups.create(resolution=row)
    services.update_minutes(
        meeting_id=new.pk,
        actor=people.officer,
        discussion="گفتگو",
        followed={follow_up.pk: {"said": "انجام شد", "state": "done"}},
    )
    row.refresh_from_db()
    assert row.state == ResolutionState.IN_FOLLOW_UP
    services.sign_meeting(meeting_id=new.pk, actor=people.officer)
    row.refresh_from_db()
    assert row.state == ResolutionState.DONE
    assert [note.body for note in row.notes.all()] == ["انجام شد"]
    assert list(row.followed_in.all()) == [new]
    written = new.versions.get().snapshot["fa"]["followed"][0]
    assert (written["state"], written["said"]) == ("done", "انجام شد")
    services.unlock_meeting(meeting_id=new.pk, actor=people.head, reason="نام")
    services.sign_meeting(meeting_id=new.pk, actor=people.officer)
    assert row.notes.count() == 1
