"""The PDF: made once, from the frozen facts, by whichever worker comes first."""

import shutil
import subprocess

import pytest
from django.utils import timezone

from certificates import services
from certificates.services import printing
from certificates.tests.factories import evaluated_team, issued_certificate, ready_credit
from partnership.core.qr import qr_svg
from partnership.documents.models import StoredFile

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes, tmp_path) -> str:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        [shutil.which("pdftotext"), path, "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_pdf_is_made_once_and_carries_serial_code_and_address(tmp_path):
    certificate = issued_certificate()
    assert services.print_due() == [certificate.pk]
    assert services.print_certificate(certificate_id=certificate.pk) is True
    assert services.print_certificate(certificate_id=certificate.pk) is False
    certificate.refresh_from_db()
    assert StoredFile.objects.of(certificate).count() == 1
    with certificate.pdf.file.open("rb") as stored:
        pdf = stored.read()
    assert pdf.startswith(b"%PDF")
    words = text_of(pdf, tmp_path)
    for token in (certificate.serial, certificate.code, certificate.snapshot["en"]["full_name"]):
        assert token in words
    assert services.print_due() == []


def test_longest_names_stay_on_one_page_each(tmp_path):
    team = evaluated_team()
    unit = team.problem.unit
    unit.name_fa = "شرکت تولیدی و صنعتی قطعات پلیمری و فلزی پیشرفتهٔ کویر مرکزی"
    unit.name_en = "Central Desert Advanced Polymer and Metal Parts Manufacturing Co."
    unit.save()
    credit = ready_credit(team)
    student = credit.student
    student.first_name_fa, student.last_name_fa = "سیدعلی", "گره‌باز"
    student.save()
    certificate = issued_certificate(credit)
    path = tmp_path / "long.pdf"
    path.write_bytes(printing.render_certificate(certificate))
    info = subprocess.run(
        [shutil.which("pdfinfo"), path], capture_output=True, text=True, check=True
    ).stdout
    assert "Pages:           2" in info
    assert "841.89 x 595" in info.replace("841.9", "841.89")


def test_no_latin_name_no_english_page(tmp_path):
    credit = ready_credit()
    student = credit.student
    student.first_name_en = ""
    student.save()
    certificate = issued_certificate(credit)
    assert certificate.snapshot["en"] is None
    assert b"%PDF" in printing.render_certificate(certificate)[:8]


def test_claimed_certificate_is_left_to_its_worker():
    certificate = issued_certificate()
    certificate.pdf_claimed_at = timezone.now()
    certificate.save()
    assert services.print_certificate(certificate_id=certificate.pk) is False
    assert services.print_due() == []


def test_worker_killed_in_the_middle_is_followed_by_another():
    certificate = issued_certificate()
    certificate.pdf_claimed_at = timezone.now() - printing.LEASE * 2
    certificate.save()
    assert services.print_due() == [certificate.pk]
    assert services.print_certificate(certificate_id=certificate.pk) is True


def test_qr_is_svg_without_script():
    svg = qr_svg("https://hamyar.example/verify/ABCDEFGHJK/")
    assert b"<svg" in svg
    assert b"script" not in svg
