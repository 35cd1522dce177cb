"""Lists of the working group: sessions and resolutions, merged when they come again."""

from datetime import date
from typing import Any

import pytest

from industries.enums import ListKind, MeetingKind, MeetingState, ResolutionState
from industries.models import JointMeeting, Resolution
from industries.services import lists
from industries.tests.factories import MeetingFactory, UnitFactory
from industries.tests.lists import hand_in, hand_in_sessions, resolved, take_over_sessions
from partnership.core.jalali import to_tehran
from partnership.core.models import ActionLog
from partnership.imports.enums import ImportState

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(people: Any) -> Any:
    return people.officer


def codes(handed: Any, row: int) -> list[str]:
    """Codes of one row's reasons."""
    return [reason[0] for reason in handed.rows.get(row=row).reasons]


def test_sessions_and_resolutions_are_made(officer: Any) -> None:
    unit = UnitFactory(name_fa="کفش گام")
    rows = [
        resolved(1, unit="شركت كفش گام"),
        resolved(2, legal_id=unit.legal_id, owner="", state="انجام شده"),
        resolved(3, session_no="جلسه ۴۸", session_date="۱۴۰۵/۰۹/۰۴", state="انجام نشد"),
    ]
    handed = take_over_sessions(officer, rows)
    assert handed.state == ImportState.APPLIED, handed.error
    assert handed.report["added"] == 3
    meeting = JointMeeting.objects.get(number="47")
    assert (meeting.kind, meeting.state) == (MeetingKind.WORKING_GROUP, MeetingState.SIGNED)
    assert to_tehran(meeting.starts_at).date() == date(2026, 11, 11)
    first, second = meeting.resolutions.order_by("number")
    assert (first.owner_text, first.about_unit, first.owner) == (
        "سازمان امور مالیاتی",
        unit,
        "سازمان امور مالیاتی",
    )
    assert (first.due_on, first.state) == (date(2027, 1, 20), ResolutionState.IN_FOLLOW_UP)
    assert (second.owner_unit, second.state) == (unit, ResolutionState.DONE)
    last = Resolution.objects.get(meeting__number="48")
    assert (last.number, last.state) == (3, ResolutionState.NOT_DONE)


def test_again_merges_states_and_doubles_nothing(officer: Any) -> None:
    take_over_sessions(officer, [resolved(1), resolved(2), resolved(3, state="انجام شد")])
    rows = [
        resolved(1, state="انجام شد"),
        resolved(2, body="متنی دیگر", due_on=""),
        resolved(3, state="انجام نشد", owner="استانداری"),
        resolved(4),
    ]
    handed = take_over_sessions(officer, rows, letter_no="2")
    assert [handed.report[k] for k in ("added", "merged", "refused")] == [1, 3, 0]
    assert JointMeeting.objects.count() == 1
    one, two, three, four = Resolution.objects.order_by("number")
    assert one.state == ResolutionState.DONE
    assert (two.body, two.due_on) == ("تقسیط بدهی واحد، بند 2", date(2027, 1, 20))
    assert three.state == ResolutionState.NOT_DONE
    assert three.owner_text == "سازمان امور مالیاتی"
    assert four.state == ResolutionState.IN_FOLLOW_UP
    assert "differs" in codes(handed, 3)
    verbs = list(ActionLog.objects.about(three).values_list("verb", "actor"))
    assert ("industries.resolution.fail", officer.pk) in verbs
    assert take_over_sessions(officer, rows, letter_no="3").report["merged"] == 4
    assert Resolution.objects.count() == 4


def test_resolutions_without_numbers_are_known_by_their_words(officer: Any) -> None:
    rows = [resolved(1, number=""), resolved(2, number=""), resolved(7), resolved(1, number="")]
    handed = take_over_sessions(officer, rows)
    assert [handed.report[k] for k in ("added", "refused")] == [3, 1]
    assert sorted(Resolution.objects.values_list("number", flat=True)) == [7, 8, 9]
    again = take_over_sessions(officer, rows[:2], letter_no="2")
    assert again.report["merged"] == 2


def test_session_may_stand_in_the_letter(officer: Any) -> None:
    rows = [resolved(1, session_no="", session_date="")]
    assert codes(hand_in_sessions(officer, rows), 2) == [
        "session_no_missing",
        "session_date_missing",
    ]
    handed = take_over_sessions(
        officer, rows, letter_no="2", session_no="۵۱", session_date=date(2026, 11, 1)
    )
    assert handed.report["added"] == 1
    assert JointMeeting.objects.get().number == "51"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": ""}, "body_missing"),
        ({"body": "x" * 1001}, "body_long"),
        ({"session_date": "1405/13/40"}, "session_date_bad"),
        ({"session_date": "1405/08/21"}, "session_dates"),
        ({"number": "۳-۲"}, "number_number"),
        ({"number": "1"}, "resolution_twice"),
    ],
)
def test_bad_row_is_refused(officer: Any, changes: dict[str, str], code: str) -> None:
    handed = hand_in_sessions(officer, [resolved(1), resolved(2, **changes)])
    assert (handed.report["added"], handed.report["refused"]) == (1, 1)
    assert codes(handed, 3) == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "نمی‌دانم"}, "state_unknown"),
        ({"due_on": "فوری"}, "due_on_bad"),
        ({"unit": "ناشناس"}, "unit_unknown"),
    ],
)
def test_what_cannot_be_read_is_a_doubt(officer: Any, changes: dict[str, str], code: str) -> None:
    handed = take_over_sessions(officer, [resolved(1, **changes)])
    assert (handed.report["added"], handed.report["warned"]) == (1, 1)
    assert codes(handed, 2) == [code]


def test_other_day_and_own_minutes_are_refused(officer: Any) -> None:
    take_over_sessions(officer, [resolved(1)])
    MeetingFactory(number="52")
    handed = hand_in_sessions(
        officer, [resolved(1, session_date="1406/08/20"), resolved(1, session_no="52")]
    )
    assert codes(handed, 2) == ["session_other_day"]
    assert codes(handed, 3) == ["session_ours"]


def test_each_kind_has_its_own_columns(officer: Any) -> None:
    handed = hand_in(officer, [resolved(1)], kind=ListKind.RESOLUTIONS)
    assert set(handed.columns) >= {"body", "session_no", "owner"}
    with pytest.raises(TypeError):
        lists.reread_list(list_id=handed.pk, actor=officer, columns={"mobile": "دستگاه مسئول"})
