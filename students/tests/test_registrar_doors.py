"""Pages and command of the registrar's list."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from students import services
from students.enums import ImportState
from students.models import RegistrarImport, RegistrarRecord
from students.tests.factories import MajorFactory
from students.tests.lists import as_csv, hand_in, line, take_over
from students.tests.test_registrar_matching import applicant

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: Any, settings: Any) -> Client:
    settings.REQUIRE_STAFF_MFA = False
    MajorFactory()
    client = Client(headers={"accept-language": "fa"})
    client.force_login(people.officer)
    return client


def upload(data: bytes, name: str = "list.csv") -> dict[str, Any]:
    """The form as a browser sends it."""
    return {"upload": SimpleUploadedFile(name, data)}


class TestPages:
    def test_hand_in_watch_look_take_over(self, office: Client) -> None:
        answer = office.post(reverse("students:upload_import"), upload(as_csv([line(1)])))
        handed = RegistrarImport.objects.get()
        assert answer.url == handed.get_absolute_url()
        page = office.get(answer.url)
        assert "hx-trigger" in page.content.decode()
        assert "hx-trigger" in page.content.decode()
        part = office.get(answer.url, headers={"HX-Request": "true"})
        assert part.templates[0].name == "students/parts/import_progress.html"
        assert "HX-Refresh" not in part
        services.check_import(import_id=handed.pk)
        assert office.get(answer.url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
        assert "hx-trigger" not in office.get(answer.url).content.decode()
        move = reverse("students:apply_import", args=[handed.pk])
        assert office.get(move).status_code == 200
        assert office.post(move).status_code == 302
        assert office.post(move).status_code == 409
        services.take_over_import(import_id=handed.pk)
        assert office.get(answer.url).context["matched"] == {"matched": 0, "adjusted": 0}

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("list.pdf", b"%PDF-1.7 x"),
            ("list.xlsx", b"%PDF-1.7 x"),
            ("list.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 100),
            ("list.csv", b"\x00\x01\x02"),
            ("list.csv", b""),
        ],
    )
    def test_what_is_no_list_is_refused_at_the_door(
        self, office: Client, name: str, data: bytes
    ) -> None:
        answer = office.post(reverse("students:upload_import"), upload(data, name))
        assert answer.status_code == 422
        assert not RegistrarImport.objects.exists()

    def test_columns_are_said_on_a_page(self, office: Client, people: Any) -> None:
        headers = ("کد", "ملی", "اسم", "فامیلی", "گرایش", "پاس", "نمره", "وضع")
        handed = hand_in(people.officer, as_csv([line(1)], headers))
        address = reverse("students:reread_import", args=[handed.pk])
        assert "گرایش" in office.get(address).content.decode()
        twice = office.post(address, {"student_number": "کد", "gpa": "کد"})
        assert twice.status_code == 422
        assert office.post(address, {"gpa": "نمره"}).status_code == 422
        said = {"student_number": "کد", "gpa": "نمره", "major": "گرایش"}
        assert office.post(address, said).status_code == 302
        services.check_import(import_id=handed.pk)
        handed.refresh_from_db()
        assert (handed.state, handed.report["added"]) == (ImportState.CHECKED, 1)

    def test_problem_rows_by_kind(self, office: Client, people: Any) -> None:
        handed = hand_in(people.officer, [line(1, gpa="30"), line(2, major="نجوم")])
        for show, number in (("", 2), ("refused", 1), ("warned", 1), ("nonsense", 2)):
            page = office.get(handed.get_absolute_url(), {"show": show})
            assert len(page.context["page_obj"].object_list) == number
        assert "۳۰" in page.content.decode() or "30" in page.content.decode()

    def test_report_comes_as_a_file(self, office: Client, people: Any) -> None:
        handed = hand_in(people.officer, [line(1, last_name="=1+1", first_name="")])
        answer = office.get(reverse("students:download_import", args=[handed.pk]))
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert "attachment" in answer["Content-Disposition"]
        assert ",'=1+1" in text
        assert "نتیجه" in text

    def test_list_and_page_cost_the_same_for_one_and_three(
        self, office: Client, people: Any, django_assert_num_queries: Any
    ) -> None:
        address = reverse("students:list_imports")
        handed = hand_in(people.officer, [line(1, gpa="30")])
        office.get(address)
        costs = []
        for rows in ([line(2)], [line(3, gpa="30"), line(4, gpa="30"), line(5, gpa="30")]):
            with _counted() as queries:
                assert office.get(address).status_code == 200
                assert office.get(handed.get_absolute_url()).status_code == 200
            costs.append(len(queries))
            hand_in(people.officer, rows)
        assert costs[0] == costs[1] <= 30

    @pytest.mark.parametrize("role", ["student", "professor", "manager", "observer", "education"])
    def test_others_stay_outside(self, office: Client, people: Any, role: str) -> None:
        handed = hand_in(people.officer, [line(1)])
        client = Client()
        client.force_login(getattr(people, role))
        for name, args in (
            ("list_imports", []),
            ("upload_import", []),
            ("show_import", [handed.pk]),
            ("download_import", [handed.pk]),
        ):
            assert client.get(reverse(f"students:{name}", args=args)).status_code == 403
        for name in ("apply_import", "cancel_import", "reread_import"):
            address = reverse(f"students:{name}", args=[handed.pk])
            assert client.post(address).status_code == 404
        assert Client().get(handed.get_absolute_url()).status_code == 302

    def test_officer_sees_the_difference_and_decides(self, office: Client, people: Any) -> None:
        enrolment = applicant()
        take_over(people.officer, [line(1)])
        address = reverse("students:keep_declared", args=[enrolment.pk])
        assert 'id="registrar"' in office.get(address).content.decode()
        assert office.post(address, {"reason": ""}).status_code == 422
        assert office.post(address, {"reason": "کارنامه"}).status_code == 302
        enrolment.student.refresh_from_db()
        assert enrolment.student.passed_credits == 98
        back = reverse("students:take_registrar", args=[enrolment.pk])
        assert office.post(back, {"reason": "اشتباه"}).status_code == 302
        own = Client()
        own.force_login(enrolment.student.user)
        assert own.get(address).status_code == 403


class TestCommand:
    def test_takes_over_in_the_name_of_an_officer(self, people: Any, tmp_path: Path) -> None:
        MajorFactory()
        path, out = tmp_path / "list.csv", StringIO()
        path.write_bytes(as_csv([line(n) for n in range(1200)] + [line(5000, gpa="30")]))
        call_command("import_students", str(path), stdout=out)
        assert RegistrarRecord.objects.count() == 1200
        assert RegistrarImport.objects.get().created_by == people.head
        text = out.getvalue()
        assert "added: 1200" in text
        assert "row 1202: refused" in text
        assert "check: 100%" in text

    def test_dry_run_writes_nothing(self, people: Any, tmp_path: Path) -> None:
        path, out = tmp_path / "list.csv", StringIO()
        path.write_bytes(as_csv([line(1)]))
        call_command("import_students", str(path), "--dry-run", stdout=out)
        assert "nothing written" in out.getvalue()
        assert not RegistrarImport.objects.exists()
        assert not RegistrarRecord.objects.exists()

    @pytest.mark.parametrize("dry", [True, False])
    @pytest.mark.parametrize(
        ("name", "data"),
        [("a.csv", b"a,b\n1,2\n"), ("a.xlsx", b"PK\x03\x04"), ("a.pdf", b"%PDF-"), ("a.csv", b"")],
    )
    def test_refused_file_is_an_error(
        self, people: Any, tmp_path: Path, name: str, data: bytes, dry: bool
    ) -> None:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(CommandError):
            call_command("import_students", str(path), dry_run=dry, stdout=StringIO())
        assert not RegistrarRecord.objects.exists()

    def test_missing_file_and_stranger(self, people: Any, tmp_path: Path) -> None:
        with pytest.raises(CommandError):
            call_command("import_students", str(tmp_path / "none.csv"))
        path = tmp_path / "list.csv"
        path.write_bytes(as_csv([line(1)]))
        with pytest.raises(CommandError):
            call_command("import_students", str(path), by=people.student.email)


def _counted() -> Any:
    return CaptureQueriesContext(connection)
