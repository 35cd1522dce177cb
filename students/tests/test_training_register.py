"""The register, marks and what follows; materials; reminders; tasks; pages."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.documents.models import StoredFile
from partnership.documents.selectors import readable_file
from partnership.notifications.models import Message
from students import services
from students.enums import EnrolmentState
from students.models import Attendance, CourseCompletion, CourseMaterial, Enrolment
from students.selectors import waiting_for
from students.tests.factories import (
    CompletionFactory,
    CourseFactory,
    EnrolmentFactory,
    RoundFactory,
    SessionFactory,
    StudentFactory,
)
from teams.tests.factories import member_user, team_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]


def approved(**options: Any) -> Enrolment:
    return EnrolmentFactory(state=EnrolmentState.APPROVED, **options)


def told(event: str) -> list[int]:
    return sorted(Message.objects.filter(event=event).values_list("recipient", flat=True))


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


class TestRegister:
    def test_saved_bit_by_bit_and_closed_later(self, people: Any) -> None:
        session = SessionFactory(over=True, instructor=people.professor)
        here, away, later = approved(), approved(), approved()
        for enrolment in (here, away, later):
            Attendance.objects.create(session=session, student=enrolment.student)
        services.save_attendance(
            session_id=session.pk,
            actor=people.professor,
            present=[here.student_id],
            absent=[away.student_id],
        )
        states = dict(session.seats.values_list("student", "state"))
        assert states == {
            here.student_id: "present",
            away.student_id: "absent",
            later.student_id: "registered",
        }
        assert not CourseCompletion.objects.exists()
        services.hold_session(
            session_id=session.pk, actor=people.professor, present=[here.student_id]
        )
        assert set(session.seats.values_list("state", flat=True)) == {"present", "absent"}
        with pytest.raises(WrongState):
            services.save_attendance(session_id=session.pk, actor=people.professor, present=[])

    def test_refusals(self, people: Any) -> None:
        with pytest.raises(DomainError):
            services.save_attendance(
                session_id=SessionFactory().pk, actor=people.officer, present=[]
            )
        session = SessionFactory(over=True)
        with pytest.raises(NotAllowed):
            services.save_attendance(session_id=session.pk, actor=people.professor, present=[])
        with pytest.raises(DomainError):
            services.save_attendance(
                session_id=session.pk, actor=people.officer, present=[StudentFactory().pk]
            )

    def test_page_with_persian_marks(self, people: Any) -> None:
        session = SessionFactory(
            over=True, instructor=people.professor, course=CourseFactory(pass_mark=12)
        )
        good, bad, absent = approved(), approved(), approved()
        for enrolment in (good, bad, absent):
            Attendance.objects.create(session=session, student=enrolment.student)
        client = signed_in(people.professor)
        url = reverse("students:record_attendance", args=[session.pk])
        assert client.get(url).status_code == 200
        form = {
            f"at_{good.student_id}": "present",
            f"mark_{good.student_id}": "۱۷/۵",
            f"at_{bad.student_id}": "present",
            f"mark_{bad.student_id}": "۹٫۷۵",
            f"at_{absent.student_id}": "absent",
        }
        too_much = client.post(url, {**form, f"mark_{bad.student_id}": "۲۱"})
        assert too_much.status_code == 422
        assert "۱۷/۵" in too_much.content.decode()
        for absentee in ({f"mark_{absent.student_id}": "12"}, {f"at_{bad.student_id}": "nonsense"}):
            assert client.post(url, {**form, **absentee}).status_code == 422
        hold = reverse("students:hold_session", args=[session.pk])
        assert client.post(url, {**form, "close": "1"}).url == hold
        assert not CourseCompletion.objects.exists()
        assert 'value="17.5"' in client.get(hold).content.decode().replace("17.50", "17.5")
        assert client.post(hold, form).status_code == 302
        completion = CourseCompletion.objects.get()
        assert (completion.student, completion.mark) == (good.student, Decimal("17.5"))
        assert told("training.result") == sorted([good.student.user_id, bad.student.user_id])
        states = dict(Enrolment.objects.values_list("pk", "state"))
        assert (states[good.pk], states[bad.pk]) == ("trained", "approved")


class TestMarks:
    def test_a_correction_keeps_history_and_code(self, people: Any) -> None:
        session = SessionFactory(over=True, course=CourseFactory(pass_mark=12))
        pk = approved().student_id
        act = {"session_id": session.pk, "actor": people.officer, "present": [pk]}
        services.hold_session(**act, marks={pk: Decimal(15)})
        code = CourseCompletion.objects.get().code
        services.correct_attendance(**act, marks={pk: Decimal(11)})
        completion = CourseCompletion.objects.get()
        assert completion.voided_at is not None
        assert completion.code == code
        log = ActionLog.objects.about(session).filter(verb__endswith=".correct").first()
        assert log.data["changes"][str(pk)]["from"]["mark"] == "15.00"
        assert log.data["changes"][str(pk)]["to"]["mark"] == "11.00"
        assert len(told("training.result")) == 2
        services.correct_attendance(**act, marks={pk: Decimal(16)})
        completion.refresh_from_db()
        assert (completion.voided_at, completion.mark, completion.code) == (None, 16, code)
        services.correct_attendance(**act, marks={pk: Decimal(16)})
        assert len(told("training.result")) == 3

    def test_present_without_a_mark_has_not_passed_yet(self, people: Any) -> None:
        session = SessionFactory(over=True, course=CourseFactory(pass_mark=12))
        pk = approved().student_id
        services.hold_session(session_id=session.pk, actor=people.officer, present=[pk])
        assert not CourseCompletion.objects.exists()
        assert told("training.result") == []


class TestMaterials:
    def test_kept_by_the_office_and_the_instructor(self, people: Any) -> None:
        session = SessionFactory(instructor=people.professor)
        student = approved().student
        client = signed_in(people.professor)
        add = reverse("students:add_material", args=[session.course_id])
        assert client.get(add).status_code == 200
        assert client.post(add, {"title": "دستورنامه"}).status_code == 422
        lie = SimpleUploadedFile("a.pdf", b"MZ\x90 no pdf", "application/pdf")
        assert client.post(add, {"title": "دستورنامه", "upload": lie}).status_code == 422
        assert client.post(add, {"title": "x", "link": "javascript:alert(1)"}).status_code == 422
        pdf = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
        sent = {"title": "دستورنامه", "upload": SimpleUploadedFile("a.pdf", pdf)}
        assert client.post(add, sent).status_code == 302
        material = CourseMaterial.objects.get()
        first = StoredFile.objects.of(material).get()
        reader = signed_in(student.user)
        assert (
            "دستورنامه"
            in reader.get(
                reverse("students:show_course", args=[session.course_id])
            ).content.decode()
        )
        assert readable_file(first.public_id, student.user) == first
        stranger = signed_in(people.manager)
        assert stranger.get(first.get_absolute_url()).status_code == 404
        page = stranger.get(reverse("students:show_course", args=[session.course_id]))
        assert "دستورنامه" not in page.content.decode()
        change = reverse("students:change_material", args=[material.pk])
        assert reader.get(change).status_code == 403
        again = {"title": "نو", "upload": SimpleUploadedFile("b.pdf", pdf + b"\n")}
        assert client.post(change, again).status_code == 302
        assert StoredFile.objects.of(material).get().pk != first.pk
        remove = reverse("students:remove_material", args=[material.pk])
        assert client.get(remove).status_code == 200
        assert CourseMaterial.objects.exists()
        assert client.post(remove).status_code == 302
        assert not CourseMaterial.objects.exists()
        assert not StoredFile.objects.exists()
        verbs = ActionLog.objects.about(session.course).values_list("verb", flat=True)
        assert [verb.rsplit(".", 1)[1] for verb in verbs] == [
            "remove_material",
            "change_material",
            "add_material",
        ]

    def test_instructor_of_another_course_may_not(self, people: Any) -> None:
        SessionFactory(instructor=people.professor)
        other = CourseFactory(code="TR-X")
        with pytest.raises(NotAllowed):
            services.add_material(
                course_id=other.pk, actor=people.professor, title="x", link="https://a.example"
            )
        with pytest.raises(DomainError):
            services.add_material(course_id=other.pk, actor=people.officer, title="x")


class TestReminders:
    def test_the_day_before_and_once(self) -> None:
        session = SessionFactory()
        enrolment, waits = approved(), approved()
        Attendance.objects.create(session=session, student=enrolment.student)
        Attendance.objects.create(session=session, student=waits.student, state="waiting")
        today = timezone.localtime(session.starts_at).date() - timedelta(days=1)
        written = [
            services.remind_sessions(on=today + timedelta(days=shift)) for shift in (-1, 0, 0, 1)
        ]
        assert written == [0, 1, 0, 0]
        assert told("training.session_reminder") == [enrolment.student.user_id]

    def test_expiry_is_told_to_nobody_without_a_running_team(self) -> None:
        today = timezone.localdate()
        enrolment = EnrolmentFactory(state="trained")
        CompletionFactory(student=enrolment.student, expires_on=today + timedelta(days=10))
        assert services.remind_expiry(on=today) == 0

    @pytest.mark.parametrize("state", ["forming", "executing", "on_hold"])
    def test_expiry_is_told_once_to_a_member_of_a_running_team(self, state: str) -> None:
        today = timezone.localdate()
        student = member_user(team_in(state)).student
        student.completions.update(expires_on=today + timedelta(days=15))
        written = [
            services.remind_expiry(on=today + timedelta(days=passed)) for passed in (0, 1, 1, 12)
        ]
        assert written == [0, 1, 0, 0]
        assert told("training.expiry_reminder") == [student.user_id]
        letter = Message.objects.get(event="training.expiry_reminder")
        assert str(student.completions.get().course) in letter.subject + letter.words

    def test_expiry_is_not_told_to_a_member_who_passed_the_course_anew(self) -> None:
        today = timezone.localdate()
        student = member_user(team_in("executing")).student
        old = today - timedelta(days=700)
        student.completions.update(completed_on=old, expires_on=today + timedelta(days=10))
        CompletionFactory(student=student, expires_on=today + timedelta(days=700))
        assert services.remind_expiry(on=today) == 0

    @pytest.mark.parametrize("state", ["completed", "dissolved"])
    def test_expiry_is_not_told_when_the_team_is_over(self, state: str) -> None:
        today = timezone.localdate()
        student = member_user(team_in(state)).student
        student.completions.update(expires_on=today + timedelta(days=10))
        assert services.remind_expiry(on=today) == 0


class TestTasks:
    def test_student_registers_then_comes(self) -> None:
        enrolment, session = approved(), SessionFactory(starts_at=timezone.now())
        user = enrolment.student.user
        assert [task.kind for task in waiting_for(user)] == ["training"]
        Attendance.objects.create(session=session, student=enrolment.student)
        urls = [task.url for task in waiting_for(user)]
        assert session.get_absolute_url() in urls
        assert reverse("students:list_courses") in urls

    def test_office_sees_lines_registers_and_gaps(self, people: Any) -> None:
        enrolment = approved()
        CourseFactory()
        assert any(
            task.url == reverse("students:plan_session") for task in waiting_for(people.officer)
        )
        session = SessionFactory(capacity=1)
        Attendance.objects.create(session=session, student=enrolment.student, state="waiting")
        SessionFactory(over=True)
        titles = {str(task.title) for task in waiting_for(people.officer)}
        assert len(titles & {str(t.title) for t in waiting_for(people.head)}) == 2

    def test_instructor_whatever_the_role(self, people: Any) -> None:
        session = SessionFactory(over=True, instructor=people.manager)
        tasks = [task.url for task in waiting_for(people.manager) if task.kind == "training"]
        assert tasks == [session.get_absolute_url()]
        client = signed_in(people.manager)
        assert client.get("/me/").content.decode().count(reverse("students:list_sessions"))
        assert client.get(session.get_absolute_url()).status_code == 200


class TestPages:
    def test_link_is_for_those_with_a_seat(self, people: Any) -> None:
        session = SessionFactory(link="https://class.example/room", capacity=1)
        seated, outside = approved().student.user, approved().student.user
        services.register_seat(session_id=session.pk, actor=seated)
        services.register_seat(session_id=session.pk, actor=outside)
        urls = [
            session.get_absolute_url(),
            reverse("students:download_calendar", args=[session.pk]),
        ]
        for url in urls:
            text = signed_in(seated).get(url).content.decode().replace("\r\n ", "")
            assert "class.example" in text
            assert "class.example" not in signed_in(outside).get(url).content.decode()
        mine = reverse("students:download_my_calendar")
        events = Calendar.from_ical(signed_in(seated).get(mine).content).walk("VEVENT")
        assert [str(event["UID"]).split("@")[0] for event in events] == [f"session-{session.pk}"]
        assert not Calendar.from_ical(signed_in(outside).get(mine).content).walk("VEVENT")

    def test_certificates_are_ones_own(self, people: Any, settings: Any) -> None:
        settings.REQUIRE_STAFF_MFA = False
        completion = CompletionFactory()
        url = reverse("students:download_course_certificate", args=[completion.pk])
        own = signed_in(completion.student.user).get(url)
        assert own.content.startswith(b"%PDF")
        assert signed_in(people.officer).get(url).status_code == 200
        assert signed_in(StudentFactory().user).get(url).status_code == 404
        services.end_completion(completion_id=completion.pk, actor=people.officer, reason="x")
        assert signed_in(completion.student.user).get(url).status_code == 404
        with pytest.raises(WrongState):
            services.end_completion(completion_id=completion.pk, actor=people.officer, reason="x")

    @pytest.mark.parametrize("name", ["list_courses", "list_sessions"])
    def test_lists_cost_the_same_for_one_and_three(
        self, django_assert_num_queries: Any, django_assert_max_num_queries: Any, name: str
    ) -> None:
        RoundFactory()
        enrolment = approved()
        url, client = reverse(f"students:{name}"), signed_in(enrolment.student.user)
        SessionFactory(course=CourseFactory(code="TR-0"))
        client.get(url)
        with django_assert_max_num_queries(15) as one:
            client.get(url)
        for number in (1, 2):
            course = CourseFactory(code=f"TR-{number}")
            CompletionFactory(student=enrolment.student, course=course)
            SessionFactory(course=course)
        with django_assert_num_queries(len(one)):
            client.get(url)
