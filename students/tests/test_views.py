"""Doors: who comes in, what a move's page answers, how many queries a list costs."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.core.models import ActionLog
from partnership.programme.models import CreditRule
from students import services
from students.models import Appeal, Attendance, CourseCompletion, TrainingSession
from students.selectors import waiting_for
from students.tests.factories import (
    CompletionFactory,
    CourseFactory,
    EnrolmentFactory,
    RoundFactory,
    SessionFactory,
    StudentFactory,
    trained_student,
)

pytestmark = pytest.mark.django_db

OFFICE_LISTS = ["list_enrolments", "list_students", "list_appeals"]
MOVES = [
    # verb, state, form
    ("approve", "submitted", {}),
    ("wait", "submitted", {"wait_code": "other", "reason": "بعداً"}),
    ("return", "submitted", {"reason": "اصلاح", "return_code": "other"}),
    ("reject", "submitted", {"reason": "کم", "rejection_code": "other"}),
    ("reopen", "rejected", {"reason": "باز"}),
    ("withdraw", "approved", {"code": "work", "reason": "انصراف"}),
]


def signed_in(user: Any) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def office(people: Any, settings: Any) -> Client:
    settings.REQUIRE_STAFF_MFA = False
    return signed_in(people.officer)


@pytest.mark.parametrize("name", OFFICE_LISTS)
def test_office_lists_are_for_the_office(people: Any, office: Client, name: str) -> None:
    url = reverse(f"students:{name}")
    assert office.get(url).status_code == 200
    assert Client().get(url).status_code == 302
    for role in ("student", "professor", "manager", "observer"):
        assert signed_in(getattr(people, role)).get(url).status_code == 403


@pytest.mark.parametrize("name", [*OFFICE_LISTS, "list_sessions"])
def test_lists_cost_the_same_for_one_and_three(
    office: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any, name: str
) -> None:
    def one_more() -> None:
        enrolment = EnrolmentFactory()
        Appeal.objects.create(
            enrolment=enrolment,
            code=f"A-{enrolment.pk}",
            statement="x",
            answer_due=timezone.localdate(),
        )
        Attendance.objects.create(session=SessionFactory(), student=enrolment.student)

    url = reverse(f"students:{name}")
    one_more()
    office.get(url)
    with django_assert_max_num_queries(15) as captured:
        assert len(office.get(url).context["object_list"]) == 1
    one_more()
    one_more()
    with django_assert_num_queries(len(captured)):
        assert len(office.get(url).context["object_list"]) == 3


@pytest.mark.parametrize("name", ["show_enrolment", "show_student", "show_session", "show_appeal"])
def test_object_pages_stay_under_their_budget(
    people: Any, office: Client, django_assert_max_num_queries: Any, name: str
) -> None:
    student = trained_student()
    enrolment, session = student.enrolments.get(), SessionFactory()
    Attendance.objects.create(session=session, student=student)
    appeal = Appeal.objects.create(
        enrolment=enrolment, code="A-1", statement="x", answer_due=timezone.localdate()
    )
    target = {
        "show_enrolment": enrolment,
        "show_student": student,
        "show_session": session,
        "show_appeal": appeal,
    }[name]
    office.get(target.get_absolute_url())
    for client in (office, signed_in(student.user)):
        client.get(target.get_absolute_url())
        with django_assert_max_num_queries(15):
            assert client.get(target.get_absolute_url()).status_code == 200
    assert signed_in(StudentFactory().user).get(target.get_absolute_url()).status_code == 404
    assert signed_in(people.manager).get(target.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("verb", "state", "form"), MOVES, ids=[m[0] for m in MOVES])
class TestMovePages:
    def test_goes_through(
        self, office: Client, verb: str, state: str, form: dict[str, str]
    ) -> None:
        CourseFactory()
        enrolment = EnrolmentFactory(state=state)
        url = reverse(f"students:{verb}_enrolment", args=[enrolment.pk])
        assert office.get(url).status_code == 200
        assert office.post(url, form).url == enrolment.get_absolute_url()
        enrolment.refresh_from_db()
        assert enrolment.state != state

    def test_refusals(
        self, people: Any, office: Client, verb: str, state: str, form: dict[str, str]
    ) -> None:
        enrolment = EnrolmentFactory(state=state)
        url = reverse(f"students:{verb}_enrolment", args=[enrolment.pk])
        assert signed_in(people.student).post(url, form).status_code == 404
        own = signed_in(enrolment.student.user).get(url).status_code
        assert own == (200 if verb == "withdraw" else 403)
        if form:
            empty = office.post(url, {**form, "reason": "", "code": ""})
            assert empty.status_code == 422
        enrolment.state = "draft" if verb != "withdraw" else "rejected"
        enrolment.save()
        expected = 404 if verb != "withdraw" else 409
        assert office.get(url).status_code == expected
        enrolment.state = (
            "waiting" if verb == "wait" else "trained" if verb != "withdraw" else "rejected"
        )
        enrolment.save()
        assert office.post(url, form).status_code == 409


def test_a_student_sends_a_draft_and_appeals(people: Any) -> None:
    enrolment = EnrolmentFactory(state="draft", submitted_at=None)
    own = signed_in(enrolment.student.user)
    own.post(reverse("students:submit_enrolment", args=[enrolment.pk]))
    services.reject_enrolment(
        enrolment_id=enrolment.pk, actor=people.officer, reason="کم", rejection_code="credits"
    )
    url = reverse("students:open_appeal", args=[enrolment.pk])
    assert (
        reverse("students:open_appeal", args=[enrolment.pk])
        in own.get(enrolment.get_absolute_url()).content.decode()
    )
    assert own.get(url).status_code == 200
    assert own.post(url, {"statement": ""}).status_code == 422
    assert signed_in(people.student).get(url).status_code == 404
    assert own.post(url, {"statement": "اشتباه شده است"}).status_code == 302
    assert own.get(url).status_code == 409
    appeal = Appeal.objects.get()
    assert own.get(appeal.get_absolute_url()).status_code == 200
    assert own.get(reverse("students:accept_appeal", args=[appeal.pk])).status_code == 403


def test_the_office_answers_an_appeal(people: Any, office: Client) -> None:
    enrolment = EnrolmentFactory()
    services.reject_enrolment(enrolment_id=enrolment.pk, actor=people.officer, reason="کم")
    appeal = services.open_appeal(
        enrolment_id=enrolment.pk, actor=enrolment.student.user, statement="x"
    )
    url = reverse("students:accept_appeal", args=[appeal.pk])
    assert office.post(url, {"reason": ""}).status_code == 422
    assert office.post(url, {"reason": "درست است"}).status_code == 302
    assert office.post(url, {"reason": "درست است"}).status_code == 409
    enrolment.refresh_from_db()
    assert enrolment.state == "submitted"


def test_the_office_plans_moves_and_cancels_a_session(office: Client) -> None:
    course = CourseFactory()
    RoundFactory()
    plan = {
        "course": course.pk,
        "starts_at_date": "۱۴۰۵/۱۲/۰۱",
        "starts_at_time": "08:30",
        "ends_at_date": "1405/12/01",
        "ends_at_time": "10:30",
        "place": "کلاس ۱",
        "capacity": "۲۰",
        "instructor": "",
    }
    assert (
        office.post(reverse("students:plan_session"), {**plan, "ends_at_time": "07:00"}).status_code
        == 422
    )
    assert (
        office.post(
            reverse("students:plan_session"), {**plan, "ends_at_date": "1404/12/30"}
        ).status_code
        == 422
    )
    assert office.post(reverse("students:plan_session"), plan).status_code == 302
    session = TrainingSession.objects.get()
    change = reverse("students:change_session", args=[session.pk])
    assert office.get(change).status_code == 200
    assert office.post(change, {**plan, "place": "کلاس ۲"}).status_code == 302
    session.refresh_from_db()
    assert session.place == "کلاس ۲"
    cancel = reverse("students:cancel_session", args=[session.pk])
    assert office.post(cancel, {"reason": ""}).status_code == 422
    assert office.post(cancel, {"reason": "تعطیل"}).status_code == 302
    assert office.post(cancel, {"reason": "تعطیل"}).status_code == 409


def test_seats_and_attendance_through_the_pages(people: Any, office: Client) -> None:
    session = SessionFactory()
    enrolment = EnrolmentFactory(state="approved")
    own = signed_in(enrolment.student.user)
    seat = reverse("students:register_seat", args=[session.pk])
    assert own.get(session.get_absolute_url()).context["can_register"]
    own.post(seat)
    assert own.get(session.get_absolute_url()).context["can_release"]
    own.post(reverse("students:release_seat", args=[session.pk]))
    assert not session.seats.exists()
    own.post(seat)
    assert signed_in(people.student).post(seat).status_code == 404
    TrainingSession.objects.update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    hold = reverse("students:hold_session", args=[session.pk])
    assert own.get(hold).status_code == 403
    at = f"at_{enrolment.student_id}"
    assert office.post(hold, {at: "nonsense"}).status_code == 422
    assert office.post(hold, {at: "present"}).status_code == 302
    assert office.post(hold, {}).status_code == 409
    enrolment.refresh_from_db()
    assert enrolment.state == "trained"
    fix = reverse("students:correct_attendance", args=[session.pk])
    assert own.get(fix).status_code == 403
    assert office.get(fix).status_code == 200
    assert office.post(fix, {at: "absent"}).status_code == 302
    enrolment.refresh_from_db()
    assert enrolment.state == "approved"


def test_the_office_keeps_the_record(people: Any, office: Client) -> None:
    CreditRule.objects.create(credits=Decimal("2.0"), min_hours=240)
    student, course = StudentFactory(), CourseFactory()
    record = reverse("students:change_record", args=[student.pk])
    form = {
        "insured_until": "۱۴۰۶/۰۶/۳۱",
        "internship_credits": "2.0",
        "passed_credits": "۱۰۰",
        "gpa": "۱۷/۵",
    }
    assert office.get(record).status_code == 200
    assert office.post(record, {**form, "insured_until": "1405/07/31"}).status_code == 422
    assert office.post(record, form).status_code == 302
    student.refresh_from_db()
    assert (student.internship_credits, student.gpa) == (2, Decimal("17.5"))
    add = reverse("students:record_completion", args=[student.pk])
    assert office.post(add, {"course": course.pk, "completed_on": "1405/01/01"}).status_code == 302
    completion = CourseCompletion.objects.get()
    void = reverse("students:end_completion", args=[student.pk, completion.pk])
    assert office.post(void, {"reason": ""}).status_code == 422
    assert office.post(void, {"reason": "نادرست"}).status_code == 302
    other = reverse("students:end_completion", args=[StudentFactory().pk, completion.pk])
    assert office.post(other, {"reason": "x"}).status_code == 404
    for url in (record, add, void):
        assert signed_in(student.user).get(url).status_code == 403
        assert signed_in(people.professor).get(url).status_code == 404


def test_the_national_id_is_masked_and_a_look_is_logged(office: Client) -> None:
    student = StudentFactory()
    page = office.get(student.get_absolute_url()).content.decode()
    assert student.national_id not in page
    url = reverse("students:reveal_national_id", args=[student.pk])
    assert office.get(url).status_code == 302
    assert office.post(url).status_code == 200
    assert (
        ActionLog.objects.about(student).filter(verb="students.student.reveal_national_id").count()
        == 1
    )
    assert signed_in(student.user).post(url).status_code == 403


@pytest.mark.parametrize(
    "query", ["?q=چاره", "?state=nonsense", "?round=x", "?page=999", "?major=0&faculty=9", "?q=%00"]
)
def test_odd_filters_answer(office: Client, query: str) -> None:
    EnrolmentFactory()
    assert office.get(reverse("students:list_enrolments") + query).status_code == 200


def test_bulk_approval_reports_row_by_row(office: Client) -> None:
    CourseFactory()
    good, bad = EnrolmentFactory(), EnrolmentFactory(student=StudentFactory(passed_credits=20))
    url = reverse("office:students_enrolment_changelist")
    office.post(url, {"action": "move_approve", "_selected_action": [good.pk, bad.pk]})
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == ("approved", "submitted")


@pytest.mark.parametrize(
    "model",
    [
        "student",
        "enrolment",
        "trainingsession",
        "attendance",
        "coursecompletion",
        "appeal",
        "preference",
        "companionwish",
    ],
)
def test_the_office_finds_every_object(office: Client, model: str) -> None:
    student = trained_student()
    enrolment = student.enrolments.get()
    session = SessionFactory()
    Attendance.objects.create(session=session, student=student)
    Appeal.objects.create(
        enrolment=enrolment, code="A-1", statement="x", answer_due=timezone.localdate()
    )
    url = reverse(f"office:students_{model}_changelist")
    assert office.get(url).status_code == 200
    assert office.get(url + "?q=چاره").status_code == 200
    rows = {"student": student, "enrolment": enrolment, "trainingsession": session}
    if model in rows:
        assert (
            office.get(
                reverse(f"office:students_{model}_change", args=[rows[model].pk])
            ).status_code
            == 200
        )


class TestWorklist:
    def test_for_the_office(self, people: Any) -> None:
        assert waiting_for(people.officer) == []
        SessionFactory(over=True)
        enrolment = EnrolmentFactory()
        Appeal.objects.create(
            enrolment=enrolment, code="A-1", statement="x", answer_due=timezone.localdate()
        )
        assert [task.kind for task in waiting_for(people.officer)] == [
            "enrolment",
            "appeal",
            "training",
        ]

    def test_for_a_student(self) -> None:
        student = StudentFactory()
        assert waiting_for(student.user) == []
        RoundFactory()
        CourseFactory()
        assert [task.kind for task in waiting_for(student.user)] == ["enrolment"]
        enrolment = EnrolmentFactory(student=student)
        kinds = {
            "draft": ["enrolment"],
            "submitted": [],
            "returned": ["enrolment"],
            "approved": ["training"],
            "trained": [],
            "rejected": ["appeal"],
            "withdrawn": [],
        }
        for state, expected in kinds.items():
            enrolment.state = state
            enrolment.save()
            assert [task.kind for task in waiting_for(student.user)] == expected, state

    def test_for_an_instructor(self, people: Any) -> None:
        SessionFactory(over=True, instructor=people.professor)
        assert [task.kind for task in waiting_for(people.professor)] == ["training"]


def test_my_application_leads_somewhere() -> None:
    student = StudentFactory()
    url = reverse("students:show_my_enrolment")
    assert signed_in(student.user).get(url).url == "/enrol/"
    enrolment = EnrolmentFactory(student=student)
    assert signed_in(student.user).get(url).url == enrolment.get_absolute_url()


def test_completions_show_on_the_own_page() -> None:
    completion = CompletionFactory()
    page = signed_in(completion.student.user).get(completion.student.get_absolute_url())
    assert page.status_code == 200
    assert page.context["lacks"]
