"""Weeks and hours: what a student may log, who confirms, what counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from teams.enums import ReportState, TeamState
from teams.models import HourEntry, WeeklyReport
from teams.selectors import work as selectors
from teams.services import hours as services
from teams.signals import evaluation_reopening, progress_changed
from teams.tests.factories import MembershipFactory, manager_user, member_user, team_in
from teams.tests.work_factories import last_week, long_running, stay, supervisor_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Any:
    return long_running()


def member(team: Any, number: int = 0) -> Any:
    return list(team.memberships.active().order_by("seat"))[number]


def write(
    team: Any, entries: Any = None, number: int = 0, week: Any = None, **more: Any
) -> WeeklyReport:
    row, week = member(team, number), week or last_week()
    chosen = [stay(week, 8, 14)] if entries is None else entries
    return services.save_report(
        membership_id=row.pk,
        actor=row.student.user,
        week_starts_on=week,
        body="کار",
        entries=chosen,
        **more,
    )


def test_a_week_is_saved_changed_and_sent(team: Any) -> None:
    first = write(team)
    report = write(team, [stay(last_week(), 8, 12), stay(last_week(), 13, 17)], send=True)
    assert report.pk == first.pk
    assert (report.state, report.minutes) == (ReportState.SUBMITTED, 480)
    assert ActionLog.objects.about(report).filter(verb="teams.weeklyreport.submit").exists()
    with pytest.raises(WrongState):
        write(team)


def test_nobody_writes_for_somebody_else(team: Any, people: Any) -> None:
    for actor in (member_user(team, 1), supervisor_user(team), people.officer, team.professor.user):
        with pytest.raises(NotAllowed):
            services.save_report(
                membership_id=member(team).pk, actor=actor, week_starts_on=last_week(), body="x"
            )


@pytest.mark.parametrize(
    "entries",
    [
        lambda week: [stay(week, 14, 8)],
        lambda week: [stay(week - timedelta(days=1), 8, 9)],
        lambda week: [stay(week + timedelta(days=7), 8, 9)],
        lambda week: [stay(week, 7, 18)],
        lambda week: [stay(week, 8, 13), stay(week, 12, 14)],
    ],
    ids=["left before coming", "day before", "day after", "too long", "overlap"],
)
def test_impossible_stays_are_refused(team: Any, entries: Any) -> None:
    with pytest.raises(DomainError):
        write(team, entries(last_week()))
    assert not HourEntry.objects.exists()


def test_the_future_does_not_count(team: Any) -> None:
    week = services.week_of(timezone.localdate())
    with pytest.raises(DomainError):
        write(team, [stay(week + timedelta(days=6), 22, 23)], week=week)
    with pytest.raises(DomainError):
        write(team, [], week=week + timedelta(days=7))
    with pytest.raises(DomainError):
        write(team, [], week=last_week() + timedelta(days=1))


def test_overlap_with_another_team_is_refused_by_the_database(team: Any) -> None:
    other = long_running()
    other.memberships.filter(seat=4).update(state="left", seat=None)
    past = member(team)
    write(team)
    past.state, past.seat = "left", None
    past.save()
    again = MembershipFactory(
        team=other, student=past.student, seat=4, joined_at=timezone.now() - timedelta(days=30)
    )
    with pytest.raises(DomainError):
        services.save_report(
            membership_id=again.pk,
            actor=again.student.user,
            week_starts_on=last_week(),
            body="x",
            entries=[stay(last_week(), 13, 15)],
        )


@pytest.mark.parametrize("state", [TeamState.FORMED, TeamState.ON_HOLD, TeamState.COMPLETED])
def test_hours_are_logged_on_site_only(state: str) -> None:
    team = team_in(state)
    with pytest.raises(WrongState):
        write(team)


def test_the_supervisor_confirms_and_the_hours_count(team: Any) -> None:
    report, heard = write(team, send=True), []
    progress_changed.connect(
        lambda membership_ids, **_: heard.extend(membership_ids), weak=False, dispatch_uid="t"
    )
    services.confirm_report(report_id=report.pk, actor=supervisor_user(team))
    progress_changed.disconnect(dispatch_uid="t")
    row = member(team)
    assert heard == [row.pk]
    assert selectors.confirmed_minutes([row.pk, 0]) == {row.pk: 360, 0: 0}
    assert selectors.hours_of(row) == selectors.Hours(reported=360, waiting=0, confirmed=360)
    assert Message.objects.filter(event="report.confirmed", recipient=row.student.user).exists()


@pytest.mark.parametrize("who", ["self", "professor", "officer", "other"])
def test_nobody_else_confirms(team: Any, people: Any, who: str) -> None:
    report = write(team, send=True)
    actor = {
        "self": member_user(team),
        "professor": team.professor.user,
        "officer": people.officer,
        "other": people.supervisor,
    }[who]
    with pytest.raises(NotAllowed):
        services.confirm_report(report_id=report.pk, actor=actor)


def test_less_may_be_confirmed_with_a_note_more_never(team: Any) -> None:
    report = write(team, send=True)
    entry = report.entries.get()
    with pytest.raises(DomainError):
        services.confirm_report(
            report_id=report.pk, actor=manager_user(team), minutes={entry.pk: 361}, reason="x"
        )
    with pytest.raises(DomainError):
        services.confirm_report(
            report_id=report.pk, actor=manager_user(team), minutes={entry.pk: 300}
        )
    services.confirm_report(
        report_id=report.pk, actor=manager_user(team), minutes={entry.pk: 300}, reason="زودتر رفت"
    )
    assert selectors.confirmed_minutes([member(team).pk])[member(team).pk] == 300


def test_many_are_confirmed_each_by_itself(team: Any) -> None:
    reports = [write(team, number=n, send=n < 3) for n in range(4)]
    done, refused = services.confirm_reports(
        report_ids=[report.pk for report in reports], actor=supervisor_user(team)
    )
    assert (done, len(refused)) == (3, 1)


def test_a_returned_week_no_longer_counts_and_may_be_vetoed(team: Any) -> None:
    report = write(team, send=True)
    services.confirm_report(report_id=report.pk, actor=supervisor_user(team))

    def veto(**_: Any) -> None:
        raise DomainError("sent")

    evaluation_reopening.connect(veto, dispatch_uid="veto")
    with pytest.raises(DomainError, match="sent"):
        services.return_report(report_id=report.pk, actor=supervisor_user(team), reason="x")
    evaluation_reopening.disconnect(dispatch_uid="veto")
    services.return_report(report_id=report.pk, actor=supervisor_user(team), reason="اشتباه")
    assert selectors.confirmed_minutes([member(team).pk])[member(team).pk] == 0
    assert Message.objects.filter(event="report.returned", recipient=member_user(team)).exists()
    write(team, send=True)


def test_the_professor_reads_and_comments(team: Any) -> None:
    report = write(team, send=True)
    with pytest.raises(NotAllowed):
        services.comment_report(report_id=report.pk, actor=supervisor_user(team), comment="x")
    read = services.comment_report(
        report_id=report.pk, actor=team.professor.user, comment="خوب است"
    )
    assert read.professor_read_at is not None
    assert Message.objects.filter(event="report.commented", recipient=member_user(team)).exists()


def test_missing_reports_are_reminded_once_a_week(team: Any) -> None:
    write(team, send=True)
    saturday = last_week() + timedelta(days=7)
    assert services.remind_missing_reports(saturday) == 3
    assert services.remind_missing_reports(saturday) == 0
    letter = Message.objects.filter(event="report.missing").first()
    assert letter.url.endswith(f"{last_week().isoformat()}/")


def test_a_supervisor_gets_one_digest_a_week_with_a_link(team: Any) -> None:
    for number in range(3):
        write(team, number=number, send=True)
    saturday = last_week() + timedelta(days=7)
    assert services.ask_for_confirmation(saturday) == 1
    assert services.ask_for_confirmation(saturday) == 0
    letter = Message.objects.get(event="hours.to_confirm")
    assert letter.recipient == supervisor_user(team)
    assert "۳" in letter.subject or "3" in letter.subject
    assert letter.url.startswith("/l/")
