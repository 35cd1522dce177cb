"""The officer's queue, the panel, decisions with their letter, decisions for many, the list."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.notifications.models import Message
from partnership.programme.models import MajorRule, Round
from students import services
from students.models import Enrolment, RegistrarRecord, ReviewBatch, Waiver, Withdrawal
from students.selectors import broken_by_enrolment, eligibility
from students.services.decisions import seen_stamp
from students.tests.factories import (
    CourseFactory,
    EnrolmentFactory,
    MajorFactory,
    RoundFactory,
    StudentFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/students/enrolments/"
PANEL = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "application"}


@pytest.fixture
def office(people: Any, settings: Any) -> Client:
    settings.REQUIRE_STAFF_MFA = False
    client = Client()
    client.force_login(people.officer)
    return client


def shown(client: Client, query: str) -> list[Enrolment]:
    """The rows of the list under a filter, in order."""
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    return list(answer.context["object_list"])


class TestFilters:
    def test_each_narrows(self, office: Client) -> None:
        plain = EnrolmentFactory()
        again = EnrolmentFactory(revision=2)
        other = EnrolmentFactory(declared={"gpa": "18"})
        stranger = EnrolmentFactory()
        RegistrarRecord.objects.create(
            student_number=stranger.student.student_number, national_id="9990000009"
        )
        old = EnrolmentFactory(submitted_at=timezone.now() - timedelta(days=40))
        cv = EnrolmentFactory()
        store_file(
            upload_or_bytes=b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF",
            name="cv.pdf",
            owner=cv,
            kind=FileKind.CV,
            actor=cv.student.user,
        )
        major = EnrolmentFactory(student=StudentFactory(major=MajorFactory(code="IND")))
        everybody = {plain, again, other, stranger, old, cv, major}
        today = timezone.localdate().isoformat()
        assert set(shown(office, "")) == everybody
        assert shown(office, "revised=on") == [again]
        assert set(shown(office, "differs=on")) == {other, stranger}
        assert shown(office, "cv=yes") == [cv]
        assert cv not in shown(office, "cv=no")
        assert set(shown(office, f"since={today}")) == everybody - {old}
        assert shown(office, f"major={major.student.major_id}") == [major]
        assert shown(office, f"q={plain.code}") == [plain]
        assert shown(office, "state=waiting") == []

    def test_search_forgives_spelling(self, office: Client) -> None:
        row = EnrolmentFactory(student=StudentFactory(last_name_fa="کریمی‌نژاد"))
        for query in ("كريمي نژاد", "کریمی نژاد", "کریمینژاد"):
            assert shown(office, f"q={query}") == [row]

    @pytest.mark.parametrize("query", ["sort=x", "look=x", "since=99", "page=0", "round=zz&q=%00"])
    def test_senseless_ones_do_no_harm(self, office: Client, query: str) -> None:
        EnrolmentFactory()
        assert office.get(f"{LIST}?{query}").status_code == 200

    def test_sorts_both_ways_and_keeps_the_filters(self, office: Client) -> None:
        low = EnrolmentFactory(student=StudentFactory(gpa=Decimal(12)))
        high = EnrolmentFactory(student=StudentFactory(gpa=Decimal(19)))
        assert shown(office, "sort=gpa") == [low, high]
        assert shown(office, "sort=-gpa") == [high, low]
        page = office.get(f"{LIST}?state=submitted&sort=gpa")
        assert [chip["label"] for chip in page.context["chips"]] != []
        assert all("gpa" not in chip["label"] for chip in page.context["chips"])
        assert "state=submitted" in page.context["columns"][3]["url"]
        assert page.context["columns"][3]["sorted"] == "ascending"


RULES = [
    {},
    {"student": {"passed_credits": 79}},
    {"student": {"passed_credits": 10, "degree": "MSC"}},
    {"student": {"gpa": Decimal(11)}},
    {"student": {"gpa": Decimal(11)}, "round": {"gpa_bars": True}},
    {"student": {"on_probation": True}},
    {"student": {"on_probation": True}, "round": {"probation_bars": False}},
    {"conflict": "سهام‌دار"},
    {"student": {"passed_credits": 79}, "waive": "credits"},
    {"conflict": "سهام‌دار", "waive": "conflict"},
    {"student": {"passed_credits": 90}, "rule": {"min_credits": 100}},
    {"student": {"gpa": Decimal(13)}, "rule": {"min_gpa": Decimal(14)}},
    {"student": {"passed_credits": 79}, "major": 70},
    {"left": 2},
    {"left": 1},
    {"left": 2, "waive": "barred"},
]


@pytest.mark.parametrize("case", RULES)
def test_the_filter_by_rules_agrees_with_the_rules(office: Client, case: dict[str, Any]) -> None:
    Round.objects.filter(pk=RoundFactory().pk).update(**case.get("round", {}))
    major = MajorFactory(min_credits=case.get("major"))
    student = StudentFactory(major=major, **case.get("student", {}))
    enrolment = EnrolmentFactory(student=student, conflict=case.get("conflict", ""))
    if rule := case.get("rule"):
        MajorRule.objects.create(round=enrolment.round, major=major, **rule)
    if waived := case.get("waive"):
        Waiver.objects.create(enrolment=enrolment, rule=waived, reason="x")
    for _n in range(case.get("left", 0)):
        Withdrawal.objects.create(enrolment=enrolment, state="unexcused")
    enrolment = Enrolment.objects.select_related("student__major", "round").get()
    failed = bool(broken_by_enrolment([enrolment])[enrolment.pk])
    warned = any(
        rule.standing == "warning"
        for rule in eligibility(enrolment)
        if rule.code in ("gpa", "probation", "conflict")
    )
    expected = "failed" if failed else "warning" if warned else "fine"
    for look in ("failed", "warning", "fine"):
        assert bool(shown(office, f"look={look}")) is (look == expected), look


class TestPanel:
    def test_position_and_neighbours_inside_the_filter(self, office: Client) -> None:
        rows = [EnrolmentFactory() for _n in range(3)]
        EnrolmentFactory(state="approved")
        page = office.get(f"{rows[1].get_absolute_url()}?queue=1&state=submitted")
        place = page.context["place"]
        assert (place.place, place.total) == (2, 3)
        assert (place.previous, place.next) == (rows[0].pk, rows[2].pk)
        assert "state=submitted" in page.context["next_url"]
        assert page.context["previous_url"].startswith(rows[0].get_absolute_url())

    def test_the_panel_is_a_part_and_the_page_is_whole(self, office: Client) -> None:
        row = EnrolmentFactory()
        part = office.get(row.get_absolute_url(), **PANEL).content.decode()
        whole = office.get(row.get_absolute_url()).content.decode()
        restored = office.get(
            row.get_absolute_url(), **PANEL, HTTP_HX_HISTORY_RESTORE_REQUEST="true"
        ).content.decode()
        assert part.lstrip().startswith('<section id="application"') and "<html" not in part
        assert "<html" in whole and 'id="application"' in whole
        assert "<html" in restored

    def test_the_student_sees_their_own_page_even_as_a_part(self) -> None:
        row = EnrolmentFactory()
        client = Client()
        client.force_login(row.student.user)
        page = client.get(row.get_absolute_url(), **PANEL).content.decode()
        assert "registrar" not in page and "reject" not in page

    def test_the_list_and_the_panel_cost_the_same(
        self, office: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any
    ) -> None:
        first = EnrolmentFactory()
        office.get(LIST)
        with django_assert_max_num_queries(12) as listed:
            office.get(LIST)
        with django_assert_max_num_queries(22) as opened:
            office.get(first.get_absolute_url(), **PANEL)
        for _n in range(2):
            EnrolmentFactory()
        with django_assert_num_queries(len(listed)):
            office.get(LIST)
        with django_assert_num_queries(len(opened)):
            office.get(first.get_absolute_url(), **PANEL)


class TestDecisions:
    def test_the_next_one_opens_by_itself(self, office: Client) -> None:
        CourseFactory()
        rows = [EnrolmentFactory() for _n in range(3)]
        query = "?queue=1&state=submitted"
        for row, following in zip(rows, [*rows[1:], rows[2]], strict=True):
            url = reverse("students:approve_enrolment", args=[row.pk]) + query
            answer = office.post(url, {"seen": seen_stamp(row)})
            assert answer.status_code == 302
            assert answer.url.startswith(f"{following.get_absolute_url()}?queue=1")
            assert f"decided={row.pk}" in answer.url
        assert not Enrolment.objects.filter(state="submitted").exists()
        last = office.get(answer.url)
        assert last.context["decided_row"] == rows[2]

    def test_the_preview_decides_nothing_and_follows_the_form(self, office: Client) -> None:
        row = EnrolmentFactory(student__user__language="fa")
        url = reverse("students:return_enrolment", args=[row.pk])
        form = {"return_code": "cv", "fix_cv": "on", "say_gpa": "کارنامه", "preview": "own"}
        page = office.post(url, form)
        words = page.context["letter"].words
        assert "رزومه" in words and "معدل کل: کارنامه" in words
        english = office.post(url, {**form, "preview": "en"})
        assert "CV" in english.context["letter"].words
        row.refresh_from_db()
        assert row.state == "submitted" and not Message.objects.exists()
        del form["preview"]
        assert office.post(url, form).status_code == 302
        row.refresh_from_db()
        assert row.returned_fields == {"cv": "", "gpa": "کارنامه"}
        assert Message.objects.get().words == words

    def test_nothing_typed_is_lost_and_unknown_fields_are_ignored(self, office: Client) -> None:
        row = EnrolmentFactory()
        url = reverse("students:return_enrolment", args=[row.pk])
        bad = office.post(url, {"return_code": "x", "fix_cv": "on", "say_cv": "خوانا"}, **PANEL)
        assert bad.status_code == 422 and "خوانا" in bad.content.decode()
        fine = {"return_code": "cv", "fix_password": "on", "fix_state": "on", "fix_cv": "on"}
        assert office.post(url, fine).status_code == 302
        row.refresh_from_db()
        assert row.returned_fields == {"cv": ""}

    def test_a_broken_rule_asks_for_a_waiver(self, office: Client) -> None:
        CourseFactory()
        row = EnrolmentFactory(student=StudentFactory(passed_credits=70))
        url = reverse("students:approve_enrolment", args=[row.pk])
        assert "waiver" in office.get(url).context["form"].fields
        assert office.post(url, {"waiver": ""}).status_code == 422
        assert office.post(url, {"waiver": "ترم آخر"}).status_code == 302
        assert row.waivers.get().reason == "ترم آخر"

    def test_twice_counts_once_and_stale_is_told(self, office: Client) -> None:
        CourseFactory()
        row = EnrolmentFactory()
        url = reverse("students:approve_enrolment", args=[row.pk])
        form = {"form_key": "5a4b2a54-5b5d-4b52-9d3a-0c5d5f8b0c11", "seen": seen_stamp(row)}
        first, second = office.post(url, form), office.post(url, form)
        assert first.url == row.get_absolute_url()
        # The second press finds the application decided: it is told so, and nothing happens twice.
        assert second.status_code in (302, 409)
        assert Message.objects.filter(event="application.decided").count() == 1
        stale = EnrolmentFactory()
        url = reverse("students:reject_enrolment", args=[stale.pk])
        answer = office.post(url, {"seen": "0.draft.0", "rejection_code": "gpa"})
        assert answer.status_code == 409


class TestMany:
    URL = "/students/reviews/new/"

    def test_preview_confirm_and_report(self, office: Client) -> None:
        CourseFactory()
        fine = [EnrolmentFactory() for _n in range(2)]
        weak = EnrolmentFactory(student=StudentFactory(passed_credits=5))
        done = EnrolmentFactory(state="approved")
        chosen = [f"{row.pk}:{seen_stamp(row)}" for row in (*fine, weak, done)]
        page = office.post(self.URL, {"decision": "approve", "row": chosen})
        assert page.status_code == 200
        assert [v.will for v in page.context["verdicts"]] == [True, True, False, False]
        assert not ReviewBatch.objects.exists() and not Message.objects.exists()
        packed = page.context["packed"]
        second = office.post(
            self.URL, {"decision": "approve", "rows": packed, "at": "2", "preview": "own"}
        )
        assert second.context["letter_to"] == fine[1].student
        form = {
            "decision": "approve",
            "rows": packed,
            "reason": "خوش آمدید",
            "confirm": "1",
            "form_key": "5a4b2a54-5b5d-4b52-9d3a-0c5d5f8b0c12",
        }
        first, again = office.post(self.URL, form), office.post(self.URL, form)
        batch = ReviewBatch.objects.get()
        assert first.url == again.url == batch.get_absolute_url()
        report = office.get(first.url)
        assert len(report.context["done"]) == len(report.context["refused"]) == 2
        assert Message.objects.filter(event="application.decided").count() == 2
        assert second.context["letter"].subject in set(
            Message.objects.values_list("subject", flat=True)
        )

    def test_all_of_the_filtered_list(self, office: Client) -> None:
        CourseFactory()
        rows = [EnrolmentFactory() for _n in range(3)]
        EnrolmentFactory(state="rejected")
        page = office.post(
            self.URL, {"decision": "wait", "all": "1", "filters": "queue=1&state=submitted"}
        )
        verdicts = page.context["verdicts"]
        assert {v.enrolment.pk for v in verdicts} == {row.pk for row in rows}
        assert [v.place for v in verdicts] == [1, 2, 3]
        office.post(
            self.URL,
            {
                "decision": "wait",
                "rows": page.context["packed"],
                "wait_code": "capacity",
                "confirm": "1",
            },
        )
        assert Enrolment.objects.filter(state="waiting").count() == 3

    def test_what_changed_meanwhile_stays(self, office: Client) -> None:
        row = EnrolmentFactory()
        packed = f"{row.pk}:{seen_stamp(row)}"
        Enrolment.objects.filter(pk=row.pk).update(revision=5)
        form = {"decision": "reject", "rows": packed, "rejection_code": "gpa"}
        assert not office.post(self.URL, form).context["verdicts"][0].will
        office.post(self.URL, {**form, "confirm": "1"})
        row.refresh_from_db()
        assert row.state == "submitted"
        assert ReviewBatch.objects.get().items.get().outcome == "refused"

    def test_bad_input_and_other_people(self, people: Any, office: Client) -> None:
        draft = EnrolmentFactory(state="draft")
        assert office.get(self.URL).status_code == 302
        assert office.post(self.URL, {"decision": "x", "row": "1:a"}).status_code == 400
        for row in ("", "x:y", "99999999999999999999:a", f"{draft.pk}:a", "²:a"):
            assert office.post(self.URL, {"decision": "approve", "row": row}).url.startswith(LIST)
        missing = {"decision": "reject", "row": f"{EnrolmentFactory().pk}:a", "confirm": "1"}
        assert office.post(self.URL, missing).status_code == 422
        batch = services.open_review(
            actor=people.officer, decision="approve", rows=[(EnrolmentFactory().pk, "")]
        )
        for role in ("student", "professor", "manager", "observer"):
            client = Client()
            client.force_login(getattr(people, role))
            assert client.post(self.URL, {"decision": "approve", "row": "1:a"}).status_code == 403
            assert client.get(batch.get_absolute_url()).status_code == 404

    def test_the_preview_costs_the_same(
        self, office: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
    ) -> None:
        def send() -> Any:
            rows = [f"{row.pk}:{seen_stamp(row)}" for row in Enrolment.objects.all()]
            return lambda: office.post(self.URL, {"decision": "approve", "row": rows})

        EnrolmentFactory()
        send()()
        one = send()
        with django_assert_max_num_queries(20) as captured:
            one()
        EnrolmentFactory(), EnrolmentFactory()
        three = send()
        with django_assert_num_queries(len(captured)):
            three()
