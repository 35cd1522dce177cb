"""The liaison's view of the Ministry's lists, and the command."""

import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from industries.enums import ListKind, ProblemState
from industries.models import IndustrialUnit, MinistryList, Resolution
from industries.services import lists
from industries.tests.factories import ProblemFactory
from industries.tests.lists import (
    LETTER,
    SESSION_HEADER,
    as_csv,
    hand_in,
    line,
    resolved,
    take_over,
)
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from partnership.programme.tests.factories import (
    IsicClassFactory,
    ObstacleCategoryFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def _client(person: Any) -> Client:
    client = Client(headers={"accept-language": "fa"})
    client.force_login(person)
    return client


@pytest.fixture
def office(people: Any, settings: Any) -> Client:
    settings.REQUIRE_STAFF_MFA = False
    PlaceFactory(code="SHOK", name_fa="شهرک صنعتی شکوهیه")
    IsicClassFactory(code="1520")
    ObstacleCategoryFactory(code="TECH")
    return _client(people.officer)


@pytest.fixture
def liaison(people: Any) -> Client:
    return _client(people.liaison)


def upload(data: bytes, name: str = "list.csv", **more: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {
        "kind": ListKind.UNITS,
        "letter_no": "۱۴۰۵/۵۵۲۱",
        "letter_date": "۱۴۰۵/۰۸/۲۳",
        "upload": SimpleUploadedFile(name, data),
        "scan": SimpleUploadedFile("letter.pdf", PDF),
        **more,
    }


class TestLiaison:
    def test_sees_by_letter_what_became_of_every_unit(
        self, office: Client, liaison: Client, people: Any
    ) -> None:
        handed = take_over(people.officer, [line(1), line(2), line(3, legal_id="1")])
        unit = IndustrialUnit.objects.get(legal_id=line(1)[1])
        ProblemFactory(unit=unit, state=ProblemState.EXECUTING)
        ProblemFactory(unit=unit, state=ProblemState.CLOSED_SOLVED)
        take_over(people.officer, [line(1)], letter_no="2")
        address = reverse("industries:list_introduced")
        page = liaison.get(address)
        letters = {one.number: one for one in page.context["letters"]}
        assert (letters[LETTER].units, letters[LETTER].refused, letters["2"].units) == (2, 1, 1)
        shown = next(row for row in page.context["page_obj"] if row == unit)
        assert (shown.running_problems, shown.solved_problems) == (1, 1)
        assert len(liaison.get(address, {"letter": "2"}).context["page_obj"]) == 1
        counted = liaison.get(address, {"letter": LETTER}).context["page_obj"]
        assert [row.all_problems for row in counted] == [2, 0]
        text = liaison.get(address).content.decode()
        assert line(1)[7] not in text
        assert line(1)[6] not in text
        assert liaison.get(handed.get_absolute_url()).status_code == 403

    def test_reads_why_a_row_was_refused(
        self, office: Client, liaison: Client, people: Any
    ) -> None:
        rows = [line(1), line(2, legal_id="10380285692", mobile="09120000000")]
        handed = hand_in(people.officer, rows)
        address = reverse("industries:list_refused")
        assert not liaison.get(address).context["rows"], "not taken over yet"
        lists.apply_list(list_id=handed.pk, actor=people.officer)
        lists.take_over_list(list_id=handed.pk)
        page = liaison.get(address, {"letter": LETTER}).content.decode()
        assert "۱۰۳۸۰۲۸۵۶۹۲" in page or "10380285692" in page
        assert "09120000000" not in page
        assert not liaison.get(address, {"letter": "0"}).context["rows"]

    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_takes_it_home_safely(
        self, office: Client, liaison: Client, people: Any, kind: str
    ) -> None:
        take_over(people.officer, [line(1, name="=HYPERLINK(1)"), line(2, name="@x", legal_id="1")])
        for name in ("export_introduced", "export_refused"):
            answer = liaison.get(reverse(f"industries:{name}"), {"as": kind})
            assert answer.status_code == 200
            data = answer.content if kind == "xlsx" else b"".join(answer.streaming_content)
            if kind == "xlsx":
                sheet = zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")
                assert b"<f" not in sheet.replace(b"<font", b"")
                text = sheet.decode()
            else:
                text = data.decode()
            assert "'=HYPERLINK" in text or "'@x" in text

    def test_scan_is_for_office_and_liaison_the_list_for_the_office(
        self, office: Client, liaison: Client, people: Any
    ) -> None:
        office.post(reverse("industries:upload_list"), upload(as_csv([line(1)])))
        handed = MinistryList.objects.get()
        scan = StoredFile.objects.of(handed, FileKind.SCAN).get()
        sheet = StoredFile.objects.of(handed, FileKind.ATTACHMENT).get()
        assert _status(liaison, scan) == 404, "not taken over yet"
        lists.check_list(list_id=handed.pk)
        lists.apply_list(list_id=handed.pk, actor=people.officer)
        lists.take_over_list(list_id=handed.pk)
        assert (_status(liaison, scan), _status(liaison, sheet)) == (200, 404)
        assert (_status(office, scan), _status(office, sheet)) == (200, 200)
        assert _status(_client(people.manager), scan) == 404

    def test_others_stay_outside(self, people: Any, office: Client) -> None:
        for name in ("list_refused", "export_introduced", "export_refused"):
            address = reverse(f"industries:{name}")
            assert _client(people.manager).get(address).status_code == 403
            assert Client().get(address).status_code == 302


class TestCommand:
    LETTER = ("--letter", LETTER, "--date", "1405/08/23")

    def test_takes_over_in_the_name_of_an_officer(self, people: Any, tmp_path: Path) -> None:
        path, out = tmp_path / "list.csv", StringIO()
        path.write_bytes(as_csv([line(n, place="", isic="") for n in range(1200)] + [line(1)]))
        call_command("import_units", str(path), *self.LETTER, stdout=out)
        assert IndustrialUnit.objects.count() == 1200
        assert MinistryList.objects.get().created_by == people.head
        text = out.getvalue()
        assert "added: 1200, merged: 0, refused: 1" in text
        assert "row 1202: refused" in text
        assert "take over: 100%" in text

    def test_dry_run_writes_nothing(self, people: Any, tmp_path: Path) -> None:
        path, out = tmp_path / "list.csv", StringIO()
        path.write_bytes(as_csv([resolved(1, session_no="")], SESSION_HEADER))
        more = ("--resolutions", "--session", "47", "--session-date", "1405/8/20", "--dry-run")
        call_command("import_units", str(path), *self.LETTER, *more, stdout=out)
        assert "nothing written" in out.getvalue()
        assert "added: 1" in out.getvalue()
        assert not MinistryList.objects.exists()
        assert not Resolution.objects.exists()

    @pytest.mark.parametrize("dry", [True, False])
    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.csv", b"a,b\n1,2\n"),
            ("a.xlsx", b"PK\x03\x04"),
            ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
            ("a.pdf", b"%PDF-"),
            ("a.csv", b""),
        ],
    )
    def test_refused_file_is_an_error(
        self, people: Any, tmp_path: Path, name: str, data: bytes, dry: bool
    ) -> None:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(CommandError):
            call_command("import_units", str(path), *self.LETTER, dry_run=dry, stdout=StringIO())
        assert not IndustrialUnit.objects.exists()

    def test_letter_needs_a_date_and_an_officer(self, people: Any, tmp_path: Path) -> None:
        path = tmp_path / "list.csv"
        path.write_bytes(as_csv([line(1)]))
        with pytest.raises(CommandError):
            call_command("import_units", str(path), "--letter", "1", "--date", "1405/13/40")
        with pytest.raises(CommandError):
            call_command("import_units", str(path), *self.LETTER, by=people.student.email)


def _status(client: Client, file: StoredFile) -> int:
    answer = client.get(file.get_absolute_url())
    if answer.status_code == 200:
        answer.getvalue()
    return answer.status_code
