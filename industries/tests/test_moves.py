"""Every move of the room: taken; refused in other states, to other roles, on bad input."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from industries import services
from industries.enums import MeetingState, ProblemState, ResolutionState, UnitState
from industries.tests.factories import (
    InviteeFactory,
    MeetingFactory,
    ProblemFactory,
    ResolutionFactory,
    UnitFactory,
    UnitPersonFactory,
)
from industries.workflow import lists, meeting, problem, unit
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import Move, registry
from partnership.notifications.models import Message

pytestmark = pytest.mark.django_db

REASON = "زیرا لازم است"
#: These want more than a reason and have tests of their own (merging, documents).
OF_THEIR_OWN = (
    "industries.industrialunit.merge",
    "industries.unitdocument.",
    "industries.documentsigner.",
)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
#: Moves of people; each with its service, a state it starts from, and one it does not.
MOVES: list[tuple[Move, Any, str, str]] = [
    (unit.REVIEW, services.review_unit, UnitState.REGISTERED, UnitState.ACTIVE),
    (unit.APPROVE, services.approve_unit, UnitState.UNDER_REVIEW, UnitState.SUSPENDED),
    (unit.REJECT, services.reject_unit, UnitState.REGISTERED, UnitState.ACTIVE),
    (unit.SUSPEND, services.suspend_unit, UnitState.ACTIVE, UnitState.CLOSED),
    (unit.RESUME, services.resume_unit, UnitState.SUSPENDED, UnitState.ACTIVE),
    (unit.CLOSE, services.close_unit, UnitState.ACTIVE, UnitState.REGISTERED),
    (problem.SUBMIT, services.submit_problem, ProblemState.DRAFT, ProblemState.OPEN),
    (problem.ASK_DETAIL, services.ask_detail_problem, ProblemState.SUBMITTED, ProblemState.DRAFT),
    (problem.ACCEPT, services.accept_problem, ProblemState.SUBMITTED, ProblemState.DRAFT),
    (problem.REFER, services.refer_problem, ProblemState.OPEN, ProblemState.EXECUTING),
    (problem.CANCEL, services.cancel_problem, ProblemState.OPEN, ProblemState.ASSIGNED),
    (problem.HOLD, services.hold_problem, ProblemState.ASSIGNED, ProblemState.DRAFT),
    (problem.REOPEN, services.reopen_problem, ProblemState.ALL_REJECTED, ProblemState.OPEN),
    (
        problem.CLOSE_SOLVED,
        services.close_solved_problem,
        ProblemState.EXECUTING,
        ProblemState.OPEN,
    ),
    (
        problem.CLOSE_UNSOLVED,
        services.close_unsolved_problem,
        ProblemState.OPEN,
        ProblemState.DRAFT,
    ),
    (meeting.INVITE, services.invite_meeting, MeetingState.PLANNED, MeetingState.HELD),
    (meeting.HOLD_MEETING, services.hold_meeting, MeetingState.INVITED, MeetingState.SIGNED),
    (meeting.SIGN, services.sign_meeting, MeetingState.HELD, MeetingState.INVITED),
    (
        meeting.ARCHIVE,
        lambda **call: services.archive_meeting(scan=SimpleUploadedFile("scan.pdf", PDF), **call),
        MeetingState.SIGNED,
        MeetingState.HELD,
    ),
    (
        meeting.UNARCHIVE,
        services.unarchive_meeting,
        MeetingState.ARCHIVED,
        MeetingState.SIGNED,
    ),
    (meeting.UNLOCK, services.unlock_meeting, MeetingState.SIGNED, MeetingState.HELD),
    (meeting.CANCEL_MEETING, services.cancel_meeting, MeetingState.INVITED, MeetingState.SIGNED),
    (
        meeting.COMPLETE,
        services.complete_resolution,
        ResolutionState.IN_FOLLOW_UP,
        ResolutionState.DONE,
    ),
    (meeting.FAIL, services.fail_resolution, ResolutionState.IN_FOLLOW_UP, ResolutionState.DONE),
    (
        meeting.RESUME,
        services.resume_resolution,
        ResolutionState.DONE,
        ResolutionState.IN_FOLLOW_UP,
    ),
]
IDS = [move.name for move, *_rest in MOVES]
#: Moves that tell nobody, as their explanation says.
SILENT = {
    unit.REVIEW.name,
    meeting.HOLD_MEETING.name,
    meeting.ARCHIVE.name,
    meeting.UNARCHIVE.name,
}
BY_SYSTEM = [
    (problem.ASSIGN, services.assign_problem, ProblemState.OPEN),
    (problem.RELEASE, services.release_problem, ProblemState.ASSIGNED),
    (problem.START_REVIEW, services.start_review, ProblemState.ASSIGNED),
    (problem.ASK_REWORK, services.ask_rework, ProblemState.IN_REVIEW),
    (problem.REJECT_ALL, services.reject_all_solutions, ProblemState.IN_REVIEW),
    (problem.EXECUTE, services.execute_problem, ProblemState.IN_REVIEW),
    (problem.UNDO_SELECTION, services.undo_selection, ProblemState.EXECUTING),
]
#: Taken by the morning’s watch, and back by the unit; proved in test_problem_clocks.py.
BY_CLOCK = {problem.LAPSE.name, problem.TAKE_UP.name}


def _object(move: Move, state: str) -> Any:
    """An object in that state, with people who must be told."""
    if move.noun == "industrialunit":
        made = UnitFactory(state=state)
        UnitPersonFactory(unit=made)
        return made
    if move.noun == "problem":
        made = ProblemFactory(state=state)
        UnitPersonFactory(unit=made.unit)
        return made
    if move.noun == "jointmeeting":
        number = "HS-M-1405-001" if state == MeetingState.SIGNED else ""
        made = MeetingFactory(
            state=state, discussion="گفتگو شد", number=number, starts_at=timezone.now()
        )
        InviteeFactory(meeting=made, told_sequence=1 if state != MeetingState.PLANNED else None)
        return made
    return ResolutionFactory(state=state, meeting=MeetingFactory(state=MeetingState.SIGNED))


def _call(move: Move, service: Any, obj: Any, actor: Any, reason: str = REASON) -> Any:
    return service(**{f"{move.short_noun}_id": obj.pk}, actor=actor, reason=reason)


def test_every_move_of_the_room_is_in_the_table() -> None:

    known = {move.name for move, *_rest in MOVES} | {move.name for move, *_rest in BY_SYSTEM}
    known |= BY_CLOCK
    known |= {move.name for move in (*vars(lists.MOVES).values(), *vars(lists.STOPS).values())}
    moves = {name for name in registry if name.startswith("industries.")}
    assert known == {name for name in moves if not name.startswith(OF_THEIR_OWN)}


@pytest.mark.parametrize(("move", "service", "state", "other"), MOVES, ids=IDS)
def test_move_is_taken_logged_and_told(
    move: Move, service: Any, state: str, other: str, people: SimpleNamespace
) -> None:
    obj = _object(move, state)
    _call(move, service, obj, people.head)
    obj.refresh_from_db()
    assert obj.state == move.target
    entry = ActionLog.objects.about(obj).get(verb=move.name)
    assert (entry.actor, entry.before, entry.after, entry.reason) == (
        people.head,
        state,
        move.target,
        REASON,
    )
    assert Message.objects.exists() is (move.name not in SILENT)


@pytest.mark.parametrize(("move", "service", "state", "other"), MOVES, ids=IDS)
def test_move_is_refused_in_another_state(
    move: Move, service: Any, state: str, other: str, people: SimpleNamespace, client: Any
) -> None:
    obj = _object(move, other)
    with pytest.raises(WrongState):
        _call(move, service, obj, people.head)
    client.force_login(people.head)
    assert client.post(move.url_for(obj), {"reason": REASON}).status_code == 409
    obj.refresh_from_db()
    assert obj.state == other
    assert not Message.objects.exists()


@pytest.mark.parametrize(("move", "service", "state", "other"), MOVES, ids=IDS)
def test_move_is_refused_without_the_right(
    move: Move, service: Any, state: str, other: str, people: SimpleNamespace, client: Any
) -> None:
    obj = _object(move, state)
    with pytest.raises(NotAllowed):
        _call(move, service, obj, people.student)
    client.force_login(people.student)
    assert client.get(move.url_for(obj)).status_code == 404
    obj.refresh_from_db()
    assert obj.state == state


@pytest.mark.parametrize(("move", "service", "state", "other"), MOVES, ids=IDS)
def test_move_page_shows_what_will_happen(
    move: Move, service: Any, state: str, other: str, people: SimpleNamespace, client: Any
) -> None:
    obj = _object(move, state)
    client.force_login(people.head)
    page = client.get(move.url_for(obj))
    assert page.status_code == 200
    assert str(move.label) in page.content.decode()


@pytest.mark.parametrize(
    ("move", "service", "state", "other"),
    [row for row in MOVES if row[0].reason == "required"],
    ids=[row[0].name for row in MOVES if row[0].reason == "required"],
)
def test_move_wants_its_reason(
    move: Move, service: Any, state: str, other: str, people: SimpleNamespace, client: Any
) -> None:
    obj = _object(move, state)
    with pytest.raises(DomainError):
        _call(move, service, obj, people.head, reason="  ")
    client.force_login(people.head)
    assert client.post(move.url_for(obj), {"reason": " "}).status_code == 422
    obj.refresh_from_db()
    assert obj.state == state


@pytest.mark.parametrize(
    "move", [problem.ACCEPT, problem.REFER, problem.HOLD, problem.CLOSE_UNSOLVED]
)
def test_own_unit_sees_the_move_but_may_not_take_it(
    move: Move, people: SimpleNamespace, client: Any
) -> None:
    state = sorted(move.sources)[0]
    made = ProblemFactory(state=state)
    manager = UnitPersonFactory(unit=made.unit)
    client.force_login(manager.user)
    assert client.get(move.url_for(made)).status_code == 403


def test_officer_may_not_unlock_minutes(people: SimpleNamespace, client: Any) -> None:
    made = MeetingFactory(state=MeetingState.SIGNED)
    client.force_login(people.officer)
    assert (
        client.get(reverse("industries:unlock_meeting", kwargs={"pk": made.pk})).status_code == 403
    )


@pytest.mark.parametrize(
    ("move", "service", "state"), BY_SYSTEM, ids=[row[0].name for row in BY_SYSTEM]
)
def test_system_move_follows_and_remembers_who_caused_it(
    move: Move, service: Any, state: str
) -> None:
    actor = UserFactory()
    made = ProblemFactory(state=state)
    service(problem_id=made.pk, actor=actor, reason=REASON)
    made.refresh_from_db()
    assert made.state == move.target
    entry = ActionLog.objects.about(made).get(verb=move.name)
    assert entry.actor is None
    assert entry.data == {"by": actor.pk}


@pytest.mark.parametrize(
    ("move", "service", "state"), BY_SYSTEM, ids=[row[0].name for row in BY_SYSTEM]
)
def test_system_move_is_refused_in_another_state(move: Move, service: Any, state: str) -> None:
    made = ProblemFactory(state=ProblemState.DRAFT)
    with pytest.raises(WrongState):
        service(problem_id=made.pk, actor=UserFactory())


def test_rejecting_all_counts_the_rework_round() -> None:
    made = ProblemFactory(state=ProblemState.IN_REVIEW)
    services.reject_all_solutions(problem_id=made.pk, actor=UserFactory())
    made.refresh_from_db()
    assert made.rework_round == 1
