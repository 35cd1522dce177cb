"""Pages of the Ministry's lists; invitations."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industries.enums import ListInvitation, ListKind, UnitState
from industries.models import IndustrialUnit, ListRow, MinistryList
from industries.services import lists
from industries.tests.factories import UnitFactory, UnitPersonFactory
from industries.tests.lists import (
    HEADER,
    LETTER,
    as_csv,
    hand_in,
    line,
    take_over,
)
from partnership.accounts.models import Invitation
from partnership.core.errors import DomainError
from partnership.core.tests.sheets import workbook
from partnership.imports.enums import ImportState
from partnership.notifications.models import Message
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


class TestPages:
    def test_hand_in_watch_look_take_over(self, office: Client) -> None:
        answer = office.post(reverse("industries:upload_list"), upload(as_csv([line(1)])))
        handed = MinistryList.objects.get()
        assert answer.url == handed.get_absolute_url()
        assert (handed.letter_no, str(handed.letter_date)) == (LETTER, "2026-11-14")
        page = office.get(answer.url).content.decode()
        assert "hx-trigger" in page
        assert "letter.pdf" in page
        lists.check_list(list_id=handed.pk)
        part = office.get(answer.url, headers={"HX-Request": "true"})
        assert part["HX-Refresh"] == "true"
        for show in ("", "all", "added", "merged", "refused", "warned", "nonsense"):
            assert office.get(answer.url, {"show": show}).status_code == 200
        for name, code in (("apply_list", 302), ("stop_list", 302), ("resume_list", 302)):
            move = reverse(f"industries:{name}", args=[handed.pk])
            assert office.get(move).status_code == 200
            assert office.post(move).status_code == code
            assert office.post(move).status_code == 409
        lists.take_over_list(list_id=handed.pk)
        page = office.get(answer.url).content.decode()
        assert reverse("industries:invite_list", args=[handed.pk]) in page

    def test_second_hand_in_of_the_file_names_the_first(self, office: Client) -> None:
        address = reverse("industries:upload_list")
        assert office.post(address, upload(as_csv([line(1)]))).status_code == 302
        again = office.post(address, upload(as_csv([line(1)])))
        assert again.status_code == 422
        assert str(MinistryList.objects.get()) in again.content.decode()

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("list.pdf", PDF),
            ("list.xlsx", PDF),
            ("list.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 100),
            ("list.csv", b"\x00\x01\x02"),
            ("list.csv", b""),
        ],
    )
    def test_what_is_no_list_is_refused_at_the_door(
        self, office: Client, name: str, data: bytes
    ) -> None:
        answer = office.post(reverse("industries:upload_list"), upload(data, name))
        assert answer.status_code == 422
        assert not MinistryList.objects.exists()

    @pytest.mark.parametrize(
        "change",
        [
            {"letter_no": ""},
            {"letter_date": "1405/13/01"},
            {"letter_no": "۱" * 41},
            {"scan": SimpleUploadedFile("x.pdf", b"no pdf")},
            {"kind": "resolutions", "session_no": "3"},
        ],
    )
    def test_letter_must_be_told_well(self, office: Client, change: dict[str, Any]) -> None:
        answer = office.post(reverse("industries:upload_list"), upload(as_csv([line(1)]), **change))
        assert answer.status_code == 422
        assert not MinistryList.objects.exists()

    def test_columns_and_words_are_said_on_a_page(self, office: Client, people: Any) -> None:
        header = ("الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز")
        handed = hand_in(people.officer, as_csv([line(1, place="ناکجا")], header))
        assert handed.state == ImportState.FAILED
        address = reverse("industries:reread_list", args=[handed.pk])
        assert "ث" in office.get(address).content.decode()
        assert office.post(address, {"legal_id": "ب"}).status_code == 422
        said = {"name": "الف", "legal_id": "ب", "place": "ث"}
        assert office.post(address, said).status_code == 302
        lists.check_list(list_id=handed.pk)
        assert "ناکجا" in office.get(address).content.decode()
        pk = PlaceFactory(code="SHOK").pk
        assert office.post(address, {**said, "places_0": pk}).status_code == 302
        lists.check_list(list_id=handed.pk)
        handed.refresh_from_db()
        assert (handed.state, handed.report["warned"]) == (ImportState.CHECKED, 0)

    def test_report_comes_as_a_file(self, office: Client, people: Any) -> None:
        handed = hand_in(people.officer, [line(1, name="=1+1"), line(2, legal_id="1")])
        answer = office.get(reverse("industries:download_list", args=[handed.pk]))
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert ",'=1+1" in text
        assert text.count("\r\n") == 3

    def test_pages_cost_the_same_for_one_and_three(self, office: Client, people: Any) -> None:
        costs = []
        for number, rows in ((1, [line(1)]), (2, [line(n) for n in range(2, 5)])):
            handed = take_over(people.officer, rows, letter_no=str(number))
            addresses = [
                reverse("industries:list_lists"),
                f"{handed.get_absolute_url()}?show=all",
                reverse("industries:invite_list", args=[handed.pk]),
                reverse("industries:list_introduced"),
            ]
            office.get(addresses[0])
            with CaptureQueriesContext(connection) as queries:
                for address in addresses:
                    assert office.get(address).status_code == 200
            costs.append(len(queries))
        assert costs[0] == costs[1]

    @pytest.mark.parametrize("role", ["student", "professor", "manager", "observer", "liaison"])
    def test_others_stay_outside(self, office: Client, people: Any, role: str) -> None:
        handed = hand_in(people.officer, [line(1)])
        client = _client(getattr(people, role))
        for name, args in (
            ("list_lists", []),
            ("upload_list", []),
            ("show_list", [handed.pk]),
            ("download_list", [handed.pk]),
            ("invite_list", [handed.pk]),
        ):
            assert client.get(reverse(f"industries:{name}", args=args)).status_code == 403
        for name in ("apply_list", "cancel_list", "reread_list", "stop_list", "resume_list"):
            address = reverse(f"industries:{name}", args=[handed.pk])
            assert client.post(address).status_code == 404


class TestInvitations:
    def test_nobody_is_written_to_before_the_officer_says_so(
        self, office: Client, people: Any
    ) -> None:
        rows = [line(1), line(2), line(3, email=""), line(4, manager="", mobile="", email="")]
        handed = take_over(people.officer, rows)
        assert not Invitation.objects.exists()
        assert not Message.objects.filter(event="account.invitation").exists()
        address = reverse("industries:invite_list", args=[handed.pk])
        page = office.get(address)
        assert [row.can for row in page.context["rows"]] == [True, True, False, False]
        assert "تولیدی نمونهٔ 1" in str(page.context["letter"].body)
        first = page.context["rows"][0]
        assert office.post(address, {}).status_code == 422
        assert office.post(address, {"rows": [first.pk]}).status_code == 302
        assert Invitation.objects.get().email == line(1)[7]
        after = office.get(address)
        assert [row.can for row in after.context["rows"]] == [False, True, False, False]
        assert office.post(address, {"rows": [first.pk]}).status_code == 422
        assert office.post(address, {"everybody": "on"}).status_code == 302
        assert Invitation.objects.count() == 2
        assert IndustrialUnit.objects.filter(state=UnitState.INTRODUCED).count() == 4

    def test_each_once_also_from_another_list(self, office: Client, people: Any) -> None:
        one = take_over(people.officer, [line(1)])
        lists.invite_list(list_id=one.pk, actor=people.officer, row_ids=_rows(one))
        lists.send_list_invitations(list_id=one.pk)
        two = take_over(people.officer, [line(1)], letter_no="2")
        page = office.get(reverse("industries:invite_list", args=[two.pk]))
        assert [row.can for row in page.context["rows"]] == [False]
        lists.invite_list(list_id=two.pk, actor=people.officer, row_ids=_rows(two))
        assert lists.send_list_invitations(list_id=two.pk) == 0
        row = ListRow.objects.get(handed=two)
        assert row.invitation == ListInvitation.REFUSED
        assert row.invitation_note
        assert Invitation.objects.count() == 1
        with pytest.raises(DomainError):
            lists.invite_list(list_id=one.pk, actor=people.officer, row_ids=_rows(one))

    def test_units_may_be_approved_with_it(self, office: Client, people: Any) -> None:
        handed = take_over(people.officer, [line(1), line(2, legal_id="")])
        address = reverse("industries:invite_list", args=[handed.pk])
        office.post(address, {"rows": _rows(handed), "is_approving": "on"})
        states = dict(handed.rows.values_list("row", "invitation"))
        assert states == {2: ListInvitation.SENT, 3: ListInvitation.REFUSED}
        assert IndustrialUnit.objects.get(legal_id=line(1)[1]).state == UnitState.ACTIVE
        assert IndustrialUnit.objects.get(legal_id="").state == UnitState.INTRODUCED

    def test_what_is_left_is_swept(self, people: Any, office: Client) -> None:
        handed = take_over(people.officer, [line(1), line(2)])
        lists.invite_list(list_id=handed.pk, actor=people.officer, row_ids=_rows(handed))
        assert lists.send_list_invitations(list_id=handed.pk, seconds=0) == 2
        assert lists.sweep_list_invitations() == 1
        assert lists.send_list_invitations(list_id=handed.pk) == 0
        assert lists.sweep_list_invitations() == 0


class TestHostileFiles:
    def test_formulas_show_what_the_spreadsheet_last_showed(
        self, office: Client, people: Any
    ) -> None:
        row = line(1, employees="=40+2", name='=HYPERLINK("http://x","y")')
        handed = hand_in(people.officer, workbook([[*HEADER], row, line(2)]))
        assert handed.report["added"] == 1
        assert handed.rows.get(row=2).reasons[0][0] == "name_missing"

    def test_zip_bomb_is_not_opened(self, office: Client, people: Any) -> None:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("xl/workbook.xml", b"0" * 60_000_000)
        answer = office.post(reverse("industries:upload_list"), upload(out.getvalue(), "list.xlsx"))
        assert answer.status_code == 422
        handed = hand_in(people.officer, out.getvalue())
        assert handed.state == ImportState.FAILED
        assert handed.report["refusal"]["code"] == "bomb"


def test_introduction_recorded_by_hand_learns_of_its_list(people: Any, office: Client) -> None:
    """The letter counts once, whoever recorded it first."""
    unit = UnitFactory(legal_id=line(1)[1])
    UnitPersonFactory(unit=unit)
    address = reverse("industries:add_introduction", args=[unit.pk])
    letter = {"kind": "ministry", "letter_no": "۱۴۰۵/۵۵۲۱", "letter_date": "1405/08/23"}
    assert office.post(address, letter).status_code == 302
    assert office.post(address, letter).status_code == 422
    handed = take_over(people.officer, [line(1)])
    assert unit.introductions.get().source == handed


def _rows(handed: MinistryList) -> list[int]:
    return list(handed.rows.values_list("pk", flat=True))
