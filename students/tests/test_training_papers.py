"""Papers of the training: pages, tokens, who may print."""

import shutil
import subprocess
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError, WrongState
from partnership.core.snapshots import digest
from students import services
from students.models import Attendance, CourseCompletion
from students.tests.factories import (
    CompletionFactory,
    CourseFactory,
    EnrolmentFactory,
    SessionFactory,
    StudentFactory,
)

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes, folder: Path) -> tuple[str, int, str]:
    """Words, number of pages and page size of a PDF."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    run = {"capture_output": True, "text": True, "check": True}
    words = subprocess.run([shutil.which("pdftotext"), path, "-"], **run).stdout
    info = subprocess.run([shutil.which("pdfinfo"), path], **run).stdout
    lines = dict(line.split(":", 1) for line in info.splitlines() if ":" in line)
    return words, int(lines["Pages"]), lines["Page size"]


@pytest.mark.parametrize(("seats", "pages"), [(3, 1), (45, 3)])
def test_sheet_has_a_line_for_everybody_and_empty_ones(
    tmp_path: Path, seats: int, pages: int
) -> None:
    session = SessionFactory(capacity=60)
    students = [StudentFactory() for _seat in range(seats)]
    for student in students:
        Attendance.objects.create(session=session, student=student)
    waits = StudentFactory()
    Attendance.objects.create(session=session, student=waits, state="waiting")
    words, count, size = text_of(services.attendance_sheet(session, "en"), tmp_path)
    assert count == pages
    assert "595" in size.split("x")[0]
    assert f"Page 1 of {pages}" in " ".join(words.split())
    assert all(student.student_number in words for student in students)
    assert waits.student_number not in words
    assert "TR-HSE" in words
    assert str(seats + 5) in words.split()
    assert text_of(services.attendance_sheet(session, "fa"), tmp_path)[1] == pages


def test_certificate_has_a_page_in_each_language_with_its_code(tmp_path: Path) -> None:
    completion = CompletionFactory(mark="17.5", expires_on=timezone.localdate())
    words, count, size = text_of(services.course_certificates([completion]), tmp_path)
    assert count == 2
    assert "841" in size.split("x")[0]
    for token in (completion.code, f"/verify/{completion.code}/", "Narges Chareh-Jou", "17.5"):
        assert token in words


def test_certificates_in_bulk_and_without_a_latin_name(tmp_path: Path) -> None:
    both, persian = StudentFactory(), StudentFactory(first_name_en="")
    rows = [CompletionFactory(student=both), CompletionFactory(student=persian)]
    words, count, _size = text_of(services.course_certificates(rows), tmp_path)
    assert count == 3
    assert all(row.code in words for row in rows)


def test_certificate_refusals() -> None:
    with pytest.raises(DomainError):
        services.course_certificates([])
    with pytest.raises(WrongState):
        services.course_certificates([CompletionFactory(voided_at=timezone.now())])
    student, course = StudentFactory(), CourseFactory()
    rows = [
        CompletionFactory(
            student=student, course=course, completed_on=timezone.localdate() - timedelta(days=n)
        )
        for n in range(3)
    ]
    with pytest.raises(DomainError):
        services.course_certificates(rows * 40)


def test_every_completion_has_its_own_code(people: Any) -> None:
    codes = {CompletionFactory().code for _row in range(3)}
    assert len(codes) == 3
    assert all(len(code) == 10 for code in codes)


class TestFrozenFacts:
    """What a course's certificate says was decided when it got its code."""

    def _rename_all(self, completion: CourseCompletion) -> None:
        student, course = completion.student, completion.course
        student.first_name_fa, student.last_name_fa = "تازه", "نونامیان"
        student.first_name_en, student.last_name_en = "Somebody", "Else"
        student.student_number = "40200000001"
        student.save()
        course.name_fa, course.name_en, course.hours = "درس نونامیان", "Other course", 99
        course.save()

    def test_renaming_student_and_course_changes_no_paper(
        self, people: Any, tmp_path: Path
    ) -> None:
        session = SessionFactory(over=True, instructor=people.professor)
        student = EnrolmentFactory(state="approved").student
        services.hold_session(session_id=session.pk, actor=people.officer, present=[student.pk])
        completion = CourseCompletion.objects.get()
        frozen = completion.snapshot
        assert completion.snapshot_hash == digest(frozen)
        assert frozen["data"]["session"] == session.pk
        assert frozen["data"]["issued_on"] == timezone.localdate().isoformat()
        assert frozen["fa"]["instructor"] == people.professor.name_in("fa") != ""
        before, count, _size = text_of(services.course_certificates([completion]), tmp_path)
        address = f"/verify/{completion.code}/"
        told = Client().get(f"{address}?format=json").json()
        self._rename_all(completion)
        completion = CourseCompletion.objects.get()
        after = text_of(services.course_certificates([completion]), tmp_path)
        assert (after[0], after[1]) == (before, count)
        assert "Somebody" not in before
        assert Client().get(f"{address}?format=json").json() == told
        page = Client().get(address).content.decode()
        assert frozen["fa"]["name"] in page
        assert frozen["fa"]["course"] in page
        assert "نونامیان" not in page

    def test_recorded_by_hand_is_frozen_too(self, people: Any) -> None:
        student = StudentFactory()
        completion = services.record_completion(
            student_id=student.pk,
            actor=people.officer,
            course_id=CourseFactory().pk,
            completed_on=timezone.localdate() - timedelta(days=3),
        )
        completion.refresh_from_db()
        assert completion.snapshot_hash == digest(completion.snapshot)
        assert completion.snapshot["data"]["session"] is None
        assert completion.snapshot["en"]["name"] == "Narges Chareh-Jou"

    def test_a_corrected_mark_is_the_one_thing_that_follows(self, people: Any) -> None:
        session = SessionFactory(over=True, course=CourseFactory(pass_mark=12))
        pk = EnrolmentFactory(state="approved").student_id
        act = {"session_id": session.pk, "actor": people.officer, "present": [pk]}
        services.hold_session(**act, marks={pk: Decimal(15)})
        issued = CourseCompletion.objects.get()
        self._rename_all(issued)
        services.correct_attendance(**act, marks={pk: Decimal("16.25")})
        now = CourseCompletion.objects.get()
        assert now.snapshot["data"] == {**issued.snapshot["data"], "mark": "16.25"}
        assert (now.snapshot["fa"], now.snapshot["en"]) == (
            issued.snapshot["fa"],
            issued.snapshot["en"],
        )
        assert now.snapshot_hash == digest(now.snapshot) != issued.snapshot_hash

    def test_no_code_without_frozen_facts(self) -> None:
        student, course = StudentFactory(), CourseFactory()
        bare = CourseCompletion(student=student, course=course, completed_on=timezone.localdate())
        with pytest.raises(IntegrityError, match="is_frozen"), transaction.atomic():
            bare.save()

    @pytest.mark.parametrize("latin", ["Narges", ""])
    def test_migration_froze_what_the_service_freezes(self, latin: str) -> None:
        instructor = UserFactory(first_name_fa="زهره", last_name_fa="مهدوی", roles=("professor",))
        completion = CompletionFactory(
            student=StudentFactory(first_name_en=latin),
            session=SessionFactory(over=True, instructor=instructor),
            mark=Decimal("17.50"),
            expires_on=timezone.localdate(),
        )
        completion = CourseCompletion.objects.get(pk=completion.pk)
        migration = import_module("students.migrations.0011_freeze_course_certificates")
        assert migration.facts_of(completion) == completion.snapshot
