"""Pages of weekly reports and their confirmation."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from partnership.accounts.services import create_link
from teams.enums import (
    ReportState,
)
from teams.models import (
    WeeklyReport,
)
from teams.services import hours
from teams.tests.factories import member_user
from teams.tests.pages import counted, url
from teams.tests.work_factories import (
    last_week,
    long_running,
    stay,
    supervisor_user,
)

pytestmark = pytest.mark.django_db


def week_url(team: Any, week: Any = None) -> str:
    row = team.memberships.active().order_by("seat").first()
    return url("write_report", row, week=(week or last_week()).isoformat())


def sent(team: Any, number: int = 0) -> WeeklyReport:
    row = list(team.memberships.active().order_by("seat"))[number]
    return hours.save_report(
        membership_id=row.pk,
        actor=row.student.user,
        week_starts_on=last_week(),
        body="نمونه‌برداری",
        entries=[stay(last_week(), 8, 14)],
        send=True,
    )


def test_a_student_logs_a_week_on_the_phone(as_user: Any) -> None:
    team = long_running()
    client = as_user(member_user(team))
    page = week_url(team)
    assert client.get(page).status_code == 200
    bad = client.post(page, {"body": "کارِ ماندگار", "came_0_1": "۸"})
    assert bad.status_code == 422
    assert "کارِ ماندگار" in bad.content.decode()
    assert (
        client.post(page, {"body": "کار", "came_0_1": "۱۴:۰۰", "left_0_1": "۸:۰۰"}).status_code
        == 422
    )
    good = {
        "body": "کار",
        "came_0_1": "۸:۰۰",
        "left_0_1": "۱۲:۰۰",
        "came_0_2": "13",
        "left_0_2": "17:30",
    }
    assert client.post(page, good).status_code == 302
    assert WeeklyReport.objects.get().minutes == 510
    assert client.get(page).status_code == 200
    assert client.post(page, {**good, "send": "1"}).status_code == 302
    report = WeeklyReport.objects.get()
    assert report.state == ReportState.SUBMITTED
    assert client.get(page).url == report.get_absolute_url()
    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.get(reverse("teams:list_reports")).status_code == 200


def test_weeks_that_do_not_exist(as_user: Any, people: Any) -> None:
    team = long_running()
    client = as_user(member_user(team))
    row = team.memberships.active().order_by("seat").first()
    assert client.get(url("write_report", row, week="2026-02-30")).status_code == 404
    middle = url("write_report", row, week=(last_week() + timedelta(days=2)).isoformat())
    assert client.get(middle).url == week_url(team)
    assert client.get(week_url(team, last_week() + timedelta(days=14))).status_code == 409
    assert as_user(member_user(team, 1)).get(week_url(team)).status_code == 403
    assert as_user(people.student).get(week_url(team)).status_code == 404


def test_the_supervisor_confirms_in_bulk(as_user: Any) -> None:
    team = long_running()
    reports = [sent(team, number) for number in range(3)]
    client = as_user(supervisor_user(team))
    page = reverse("teams:confirm_hours")
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"report": [reports[0].pk, reports[1].pk]}).status_code == 302
    assert WeeklyReport.objects.filter(state=ReportState.CONFIRMED).count() == 2
    assert client.post(page, {"report": [reports[0].pk]}).status_code == 422
    last = reports[2]
    entry = last.entries.get()
    box = f"minutes_{entry.pk}"
    assert client.get(url("confirm_report", last)).status_code == 200
    assert client.post(url("confirm_report", last), {box: "300", "reason": ""}).status_code == 422
    assert (
        client.post(url("confirm_report", last), {box: "۳۰۰", "reason": "زودتر رفت"}).status_code
        == 302
    )
    assert client.post(url("return_report", last), {"reason": "اشتباه"}).status_code == 302


def test_hours_are_confirmed_through_a_link(client: Any) -> None:
    team = long_running()
    report = sent(team)
    page = reverse("teams:confirm_hours")
    _link, address = create_link(user=supervisor_user(team), purpose="t", path=page)
    client.get(address)
    assert client.get(url("confirm_report", report)).status_code == 200
    assert client.post(page, {"report": [report.pk]}).status_code == 302
    assert client.get(report.get_absolute_url()).status_code == 302


def test_others_have_nothing_to_confirm(as_user: Any, people: Any) -> None:
    team = long_running()
    report = sent(team)
    page = reverse("teams:confirm_hours")
    for reader in (member_user(team), team.professor.user, people.officer, people.supervisor):
        client = as_user(reader)
        assert str(report.membership.student) not in client.get(page).content.decode()
        assert client.post(page, {"report": [report.pk]}).status_code == 422
    assert as_user(people.supervisor).get(url("confirm_report", report)).status_code == 404
    assert as_user(member_user(team)).get(url("confirm_report", report)).status_code == 403


def test_the_professor_comments(as_user: Any) -> None:
    team = long_running()
    report = sent(team)
    client = as_user(team.professor.user)
    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.post(url("comment_report", report), {"comment": "خوب است"}).status_code == 302
    assert as_user(member_user(team, 1)).get(report.get_absolute_url()).status_code == 404
    assert as_user(member_user(team)).post(url("comment_report", report)).status_code == 403


def test_lists_of_weeks_cost_the_same_for_one_and_three(
    as_user: Any, django_assert_num_queries: Any
) -> None:
    team = long_running()
    sent(team)
    client = as_user(supervisor_user(team))
    pages = [reverse("teams:list_reports"), reverse("teams:confirm_hours")]
    counts = []
    for page in pages:
        client.get(page)
        with counted() as one:
            client.get(page)
        counts.append(len(one))
    sent(team, 1)
    sent(team, 2)
    for page, count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            client.get(page)
