"""Papers of the training: pages, tokens, who may print."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from partnership.core.errors import DomainError, WrongState
from students import services
from students.models import Attendance
from students.tests.factories import (
    CompletionFactory,
    CourseFactory,
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
