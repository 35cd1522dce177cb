"""Two at once: numbers without gaps, a unit once, a decision of the review once."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from industries import services
from industries.enums import MeetingState, ProblemState
from industries.models import (
    IndustrialUnit,
    JointMeeting,
    Problem,
    Referral,
    Resolution,
    UnitPerson,
)
from industries.services.clocks import watch_problems
from industries.services.contacts import close_contact
from industries.tests.factories import (
    InviteeFactory,
    MeetingFactory,
    ProblemFactory,
    ResolutionFactory,
    UnitFactory,
    UnitPersonFactory,
    legal_id,
)
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import WrongState
from partnership.notifications.models import Message
from partnership.programme.tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads that start together; results or exceptions in order."""
    barrier, results = Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait(10)
            results[place] = call()
        except Exception as error:  # the test looks at what came
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=row) for row in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_minutes_signed_at_once_get_numbers_without_gaps() -> None:
    head = UserFactory(roles=("head",))
    meetings = [MeetingFactory(state=MeetingState.HELD, discussion="گفتگو") for _number in range(4)]
    _at_once(*[lambda pk=m.pk: services.sign_meeting(meeting_id=pk, actor=head) for m in meetings])
    numbers = sorted(JointMeeting.objects.values_list("number", flat=True))
    assert [number[-3:] for number in numbers] == ["001", "002", "003", "004"]


def test_one_unit_registered_twice_at_once_is_there_once() -> None:
    unit = {"name_fa": "صنایع آزمون", "legal_id": legal_id(5)}
    manager = {"name_fa": "مدیر", "mobile": "09701000001", "email": "m@unit.example"}
    results = _at_once(
        *[lambda: services.register_unit(unit=dict(unit), manager=dict(manager))] * 3
    )
    assert IndustrialUnit.objects.count() == UnitPerson.objects.count() == 1
    assert sorted(result is None for result in results) == [False, True, True]


def test_one_problem_accepted_twice_at_once_is_told_once() -> None:
    officer = UserFactory(roles=("officer",))
    problem = ProblemFactory(state=ProblemState.SUBMITTED)
    UnitPersonFactory(unit=problem.unit)
    results = _at_once(*[lambda: services.accept_problem(problem_id=problem.pk, actor=officer)] * 2)
    assert sum(isinstance(result, WrongState) for result in results) == 1
    assert Message.objects.filter(event="problem.triaged").count() == 1


def test_two_saves_at_once_keep_both_texts() -> None:
    officer = UserFactory(roles=("officer",))
    problem = ProblemFactory(state=ProblemState.DRAFT)
    seen = problem.updated_at.isoformat()
    results = _at_once(
        *[
            lambda title=title: services.update_problem(
                problem_id=problem.pk, actor=officer, seen=seen, title=title
            )
            for title in ("یک", "دو")
        ]
    )
    assert sum(isinstance(result, WrongState) for result in results) == 1
    assert problem.revisions.count() == 1
    problem.refresh_from_db()
    assert problem.revisions.get().content["title"] == problem.title


def test_clocks_watched_twice_at_once_tell_once() -> None:
    head = UserFactory(roles=("head",))
    problem = ProblemFactory(state=ProblemState.SUBMITTED)
    later = timezone.localdate() + timedelta(days=14)
    _at_once(*[lambda: watch_problems(later)] * 3)
    assert Message.objects.filter(event="problem.late", recipient=head).count() == 1
    Problem.objects.filter(pk=problem.pk).update(state=ProblemState.NEEDS_DETAIL)
    UnitPersonFactory(unit=problem.unit)
    _at_once(*[lambda: watch_problems(later + timedelta(days=60))] * 3)
    assert Message.objects.filter(event="problem.lapsed").count() == 1


def test_referrals_at_once_get_numbers_without_gaps() -> None:
    officer = UserFactory(roles=("officer",))
    problems = [ProblemFactory(state=ProblemState.SUBMITTED) for _number in range(3)]
    _at_once(
        *[
            lambda pk=problem.pk: services.refer_problem(problem_id=pk, actor=officer, reason="وام")
            for problem in problems
        ]
    )
    numbers = sorted(Referral.objects.values_list("number", flat=True))
    assert [number[-3:] for number in numbers] == ["001", "002", "003"]


def test_reminders_run_twice_at_once_are_written_once() -> None:
    ResolutionFactory(meeting__state=MeetingState.SIGNED)
    _at_once(services.remind_resolutions, services.remind_resolutions)
    assert Message.objects.filter(event="action.due").count() == 1


def test_two_officers_merging_each_into_the_other_leave_one_unit() -> None:
    officer = UserFactory(roles=("officer",))
    one, other = UnitFactory(legal_id=""), UnitFactory()
    ProblemFactory(unit=one)
    ProblemFactory(unit=other)
    results = _at_once(
        lambda: services.merge_units(keep_id=one.pk, merge_id=other.pk, actor=officer),
        lambda: services.merge_units(keep_id=other.pk, merge_id=one.pk, actor=officer),
    )
    assert sum(isinstance(result, WrongState) for result in results) == 1, results
    (kept,) = IndustrialUnit.objects.living()
    assert kept.problems.count() == 2


def test_registering_an_old_number_while_records_are_merged_makes_no_third() -> None:
    head = UserFactory(roles=("head",))
    kept, merged = UnitFactory(), UnitFactory()
    unit = {"name_fa": "صنایع آزمون", "legal_id": merged.legal_id}
    manager = {"name_fa": "مدیر", "mobile": "09701000001", "email": "m@unit.example"}
    results = _at_once(
        lambda: services.merge_units(
            keep_id=kept.pk, merge_id=merged.pk, actor=head, take=["legal_id"], reason="یکی"
        ),
        *[lambda: services.register_unit(unit=dict(unit), manager=dict(manager))] * 3,
    )
    assert results[1:] == [None, None, None]
    assert IndustrialUnit.objects.count() == 2


def test_one_unit_registered_twice_over_the_web_is_told_the_same_twice() -> None:
    place = PlaceFactory(code="SHOK")
    form = {
        "legal_id": legal_id(10_000),
        "name_fa": "صنایع آزمون",
        "place": place.pk,
        "phone": "02520000001",
        "manager_name": "مدیر",
        "manager_mobile": "09701000001",
    }

    def send(email: str, **more: Any) -> Any:
        answer = Client().post("/units/register/", {**form, "manager_email": email, **more})
        return answer.status_code, answer.headers.get("Location")

    results = _at_once(lambda: send("a@unit.example"), lambda: send("b@unit.example"))
    assert results == [(302, "/units/register/done/")] * 2
    assert IndustrialUnit.objects.count() == 1
    letters = Message.objects.filter(event="unit.received").values_list("addressee", flat=True)
    assert sorted(letters) == ["mail:a@unit.example", "mail:b@unit.example"]
    # The control: another number at the same moment is another unit.
    apart = _at_once(
        lambda: send("c@unit.example", legal_id=legal_id(10_001)),
        lambda: send("d@unit.example", legal_id=legal_id(10_002)),
    )
    assert apart == results
    assert IndustrialUnit.objects.count() == 3


def test_one_next_action_closed_by_two_is_closed_once() -> None:
    officer = UserFactory(roles=("officer",))
    note = services.add_note(
        unit_id=UnitFactory().pk,
        actor=officer,
        kind="phone",
        outcome="call_back",
        note="n",
        next_action_on=date(2026, 11, 20),
    )
    results = _at_once(
        *[lambda: close_contact(note_id=note.pk, actor=officer, result="گفت می‌آید")] * 2
    )
    assert sum(isinstance(result, WrongState) for result in results) == 1


def test_one_meeting_made_final_twice_at_once_gets_one_number() -> None:
    officer = UserFactory(roles=("officer",))
    meeting = MeetingFactory(state=MeetingState.HELD, discussion="گفتگو")
    ResolutionFactory(meeting=meeting, number=1)
    results = _at_once(*[lambda: services.sign_meeting(meeting_id=meeting.pk, actor=officer)] * 2)
    assert sum(isinstance(result, WrongState) for result in results) == 1
    assert meeting.versions.count() == 1
    assert meeting.resolutions.get().serial.endswith("-0001")


def test_resolutions_of_minutes_made_final_at_once_have_no_gaps() -> None:
    head = UserFactory(roles=("head",))
    meetings = [MeetingFactory(state=MeetingState.HELD, discussion="گفتگو") for _number in range(3)]
    for meeting in meetings:
        for number in (1, 2):
            ResolutionFactory(meeting=meeting, number=number)
    _at_once(*[lambda pk=m.pk: services.sign_meeting(meeting_id=pk, actor=head) for m in meetings])
    serials = Resolution.objects.order_by("serial").values_list("serial", flat=True)
    assert [serial[-4:] for serial in serials] == [f"000{n}" for n in range(1, 7)]


def test_answer_and_cancellation_at_once_agree() -> None:
    head = UserFactory(roles=("head",))
    meeting = MeetingFactory(state=MeetingState.INVITED)
    row = InviteeFactory(
        meeting=meeting, user=None, name="راستین", email="r@estates.example", told_sequence=1
    )
    answered, cancelled = _at_once(
        lambda: services.answer_invitation(invitee_id=row.pk, rsvp="yes"),
        lambda: services.cancel_meeting(meeting_id=meeting.pk, actor=head, reason="برف"),
    )
    meeting.refresh_from_db()
    row.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED
    assert not isinstance(cancelled, Exception)
    assert (row.rsvp == "yes") != isinstance(answered, WrongState)
    assert Message.objects.filter(event="meeting.cancelled").count() == 1


def test_same_guest_added_twice_at_once_is_one_row() -> None:
    head = UserFactory(roles=("head",))
    meeting = MeetingFactory(state=MeetingState.INVITED, starts_at=timezone.now())
    guest = {"name": "راستین", "organisation": "برق", "email": "r@estates.example"}

    def add() -> object:
        return services.add_guest(meeting_id=meeting.pk, actor=head, **guest)

    def plan() -> object:
        return services.update_meeting(
            meeting_id=meeting.pk, actor=head, people=[], units=[], outsiders=[guest]
        )

    _at_once(add, plan, add)
    assert meeting.invitees.count() == 1
