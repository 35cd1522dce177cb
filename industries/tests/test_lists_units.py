"""Lists of units: judged row by row, merged without overwriting, each row taken exactly once."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from industries.enums import ListVerdict, ProblemState, UnitState
from industries.models import IndustrialUnit, Introduction, ListRow, Problem, UnitPerson
from industries.services import lists, merge_units
from industries.tests.factories import (
    ProblemFactory,
    UnitFactory,
    UnitPersonFactory,
    legal_id,
)
from industries.tests.lists import DAY, HEADER, LETTER, as_csv, hand_in, line, take_over
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.identifiers import is_legal_id
from partnership.core.models import ActionLog
from partnership.core.tests.sheets import workbook
from partnership.imports.enums import ImportState
from partnership.programme.tests.factories import (
    IsicClassFactory,
    ObstacleCategoryFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(people: Any) -> Any:
    PlaceFactory(code="SHOK", name_fa="شهرک صنعتی شکوهیه", name_en="Shokouhieh")
    IsicClassFactory(code="1520")
    ObstacleCategoryFactory(code="QUAL", name_fa="کیفیت و استاندارد")
    ObstacleCategoryFactory(code="TECH", name_fa="فنی و فرایندی")
    return people.officer


def codes(handed: Any, row: int | None = None) -> list[str]:
    """Codes of all reasons, or of one row's."""
    rows = handed.rows.order_by("row")
    rows = rows.filter(row=row) if row else rows
    return [reason[0] for one in rows for reason in one.reasons]


class TestJudging:
    def test_list_is_read_and_nothing_is_written(self, officer: Any) -> None:
        handed = hand_in(officer, [line(1), line(2)])
        assert handed.state == ImportState.CHECKED, handed.error
        assert (handed.report["added"], handed.rows_done) == (2, 2)
        assert not IndustrialUnit.objects.exists()
        assert list(handed.rows.values_list("verdict", "is_taken")) == [("added", False)] * 2

    def test_what_excel_broke_is_mended(self, officer: Any) -> None:
        number = next(f"0{n}" for n in range(1_000_000_017, 10**10) if is_legal_id(f"0{n}"))
        row = line(1, name="توليدي كفش", mobile=9121234567.0, isic=1520412310, phone=2533340000)
        row[1] = int(number)
        data = workbook([["فهرست معرفی"], [*HEADER], row])
        handed = take_over(officer, data)
        assert (handed.report["added"], handed.report["mended"]) == (1, 1), handed.error
        unit = IndustrialUnit.objects.get()
        assert (unit.legal_id, unit.name_fa, unit.state) == (
            number,
            "تولیدی کفش",
            UnitState.INTRODUCED,
        )
        assert (unit.isic.code, unit.place.code, unit.employees) == ("1520", "SHOK", 42)
        assert (unit.phone, unit.manager.mobile) == ("02533340000", "09121234567")
        assert "کفش" in unit.search
        assert unit.sort_name
        assert unit.name_key

    def test_merged_cells_hold_for_all_their_rows(self, officer: Any) -> None:
        rows = [[*HEADER], line(1), line(2, place="")]
        handed = take_over(officer, workbook(rows, merge=["E2:E3"]))
        assert handed.report["added"] == 2
        assert {unit.place.code for unit in IndustrialUnit.objects.all()} == {"SHOK"}

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": ""}, "name_missing"),
            ({"name": "-"}, "name_missing"),
            ({"legal_id": "10380285692"}, "legal_id_bad"),
            ({"legal_id": "1.04E+10"}, "legal_id_short"),
        ],
    )
    def test_bad_row_is_refused(self, officer: Any, changes: dict[str, str], code: str) -> None:
        handed = hand_in(officer, [line(1), line(2, **changes)])
        assert (handed.report["added"], handed.report["refused"]) == (1, 1)
        assert codes(handed, 3) == [code]

    @pytest.mark.parametrize(
        ("changes", "code", "column"),
        [
            ({"mobile": "12"}, "mobile_bad", ""),
            ({"email": "a b"}, "manager_email_bad", ""),
            ({"phone": "12"}, "phone_bad", "phone"),
            ({"employees": "=1+1"}, "employees_number", "employees"),
            ({"place": "ناکجا"}, "place_unknown", "place_id"),
            ({"isic": "9999"}, "isic_unknown", "isic_id"),
            ({"problem": "x" * 6001}, "problem_long", ""),
            ({"legal_id": "0012345679"}, "legal_id_person", "legal_id"),
        ],
    )
    def test_what_cannot_be_read_of_a_good_row_is_left_out(
        self, officer: Any, changes: dict[str, str], code: str, column: str
    ) -> None:
        handed = take_over(officer, [line(1, **changes)])
        assert (handed.report["added"], handed.report["warned"]) == (1, 1)
        assert codes(handed) == [code]
        if column:
            assert not getattr(IndustrialUnit.objects.get(), column)

    def test_nobodys_number_is_kept_in_the_report(self, officer: Any) -> None:
        handed = hand_in(officer, [line(1, mobile="0912-no", legal_id="0012345679")])
        assert "0912" not in str(list(handed.rows.values()))
        assert "0012345679" not in str(list(handed.rows.values()))

    def test_doubles_in_the_file(self, officer: Any) -> None:
        rows = [
            line(1),
            line(2, legal_id=line(1)[1]),
            line(3, name=line(1)[0], legal_id="", licence_no=""),
            line(4, name=line(1)[0]),
            line(5, legal_id="", licence_no="L-1", name="نامی دیگر"),
        ]
        handed = hand_in(officer, rows)
        verdicts = list(handed.rows.order_by("row").values_list("verdict", flat=True))
        assert verdicts == ["added", "refused", "refused", "added", "refused"]
        assert handed.rows.get(row=3).reasons == [["unit_twice", "2"]]

    def test_second_row_with_another_problem_adds_that_problem_alone(self, officer: Any) -> None:
        rows = [line(1, problem="زیره جدا می‌شود"), line(1, problem="کمبود مواد"), line(1)]
        handed = take_over(officer, rows)
        assert [handed.report[k] for k in ("added", "merged", "refused")] == [1, 1, 1]
        unit = IndustrialUnit.objects.get()
        assert sorted(unit.problems.values_list("detail", flat=True)) == [
            "زیره جدا می‌شود",
            "کمبود مواد",
        ]
        assert Introduction.objects.count() == 1

    def test_words_are_asked_for_once_and_remembered(self, officer: Any) -> None:
        place = PlaceFactory(code="SALA", name_fa="ناحیهٔ صنعتی سلفچگان")
        handed = hand_in(officer, [line(1, place="سلف چگان جنوبی"), line(2, place="شکوهيه")])
        assert handed.report["places"] == {"سلف چگان جنوبی": 1}
        lists.reread_list(list_id=handed.pk, actor=officer, places={"سلف چگان جنوبی": place.pk})
        lists.check_list(list_id=handed.pk)
        handed.refresh_from_db()
        assert (handed.report["places"], handed.report["warned"]) == ({}, 0)
        later = hand_in(officer, [line(3, place="سلف‌چگان  جنوبي")], letter_no="9")
        assert later.report["warned"] == 0


class TestMerging:
    def test_empty_columns_are_filled_and_nothing_is_overwritten(self, officer: Any) -> None:
        unit = UnitFactory(
            legal_id=line(1)[1], phone="", products="", employees=7, name_fa="نام ما", isic=None
        )
        before = unit.updated_at
        handed = take_over(officer, [line(1)])
        assert handed.report["merged"] == 1
        unit.refresh_from_db()
        assert (unit.phone, unit.products, unit.isic.code) == ("02533340000", "کفش ایمنی", "1520")
        assert (unit.employees, unit.name_fa, unit.state) == (7, "نام ما", UnitState.ACTIVE)
        assert unit.licence_no == "L-1"
        assert "l 1" in unit.search
        assert unit.updated_at > before
        row = handed.rows.get()
        assert row.unit == unit
        assert row.changes["differs"] == {"employees": ["7", "42"], "name": ["نام ما", line(1)[0]]}
        assert row.changes["filled"]["phone"] is None
        assert set(codes(handed)) == {"filled", "differs"}
        assert row.is_doubtful

    def test_manager_is_completed_not_replaced(self, officer: Any) -> None:
        one, two = UnitFactory(legal_id=line(1)[1]), UnitFactory(legal_id=line(2)[1])
        UnitPersonFactory(unit=one, user=None, name_fa="مدير 1", mobile="", email="")
        UnitPersonFactory(unit=two, user=None, name_fa="کس دیگر", mobile="09110000000", email="")
        handed = take_over(officer, [line(1), line(2)])
        assert UnitPerson.objects.count() == 2
        assert one.persons.get().mobile == line(1)[6]
        assert two.persons.get().email == ""
        assert handed.rows.get(row=3).changes["differs"].keys() >= {"manager"}

    def test_likeness_by_licence_and_name_is_a_doubt(self, officer: Any) -> None:
        place = PlaceFactory(code="SHOK")
        one = UnitFactory(legal_id="", licence_no="L-1", name_fa="الف", place=place)
        two = UnitFactory(legal_id="", name_fa=f"شرکت {line(2)[0]}", place=place)
        handed = take_over(officer, [line(1), line(2)])
        assert handed.report["merged"] == 2
        assert "same_licence" in codes(handed, 2)
        assert "same_name" in codes(handed, 3)
        one.refresh_from_db()
        two.refresh_from_db()
        assert (one.legal_id, two.legal_id) == (line(1)[1], line(2)[1])

    def test_same_name_elsewhere_is_another_unit_and_two_of_them_are_nobody(
        self, officer: Any
    ) -> None:
        elsewhere = PlaceFactory(code="FAR", name_fa="دور")
        UnitFactory(legal_id="", name_fa=line(1)[0], place=elsewhere)
        UnitFactory(legal_id="", name_fa=line(2)[0], place=None)
        UnitFactory(legal_id="", name_fa=line(2)[0], place=None)
        handed = hand_in(officer, [line(1, legal_id=""), line(2, legal_id="")])
        assert codes(handed, 2) == ["name_elsewhere"]
        assert codes(handed, 3) == ["name_ambiguous"]
        assert (handed.report["added"], handed.report["refused"]) == (1, 1)

    def test_other_company_of_the_same_name_stays_apart(self, officer: Any) -> None:
        UnitFactory(legal_id=legal_id(7), name_fa=line(1)[0])
        assert hand_in(officer, [line(1)]).report["added"] == 1

    def test_two_rows_about_one_recorded_unit(self, officer: Any) -> None:
        UnitFactory(legal_id=line(1)[1], licence_no="L-9", name_fa="الف")
        rows = [line(1), line(2, legal_id="", licence_no="L-9", problem="کمبود آب")]
        handed = take_over(officer, rows)
        assert codes(handed, 3) == ["also"]
        assert Problem.objects.get().unit.legal_id == line(1)[1]

    def test_closed_unit_is_named(self, officer: Any) -> None:
        UnitFactory(legal_id=line(1)[1], state=UnitState.CLOSED)
        handed = hand_in(officer, [line(1)])
        assert codes(handed) == ["unit_closed"]

    def test_problem_becomes_a_draft_once(self, officer: Any) -> None:
        rows = [line(1, problem="زیره جدا می‌شود\nاز مهر", category="کيفيت و استاندارد")]
        take_over(officer, rows)
        take_over(officer, rows, letter_no="2")
        problem = Problem.objects.get()
        assert (problem.state, problem.category.code) == (ProblemState.DRAFT, "QUAL")
        assert problem.title == "زیره جدا می‌شود" or "از مهر" in problem.detail
        take_over(officer, [line(1, problem="مشکلی دیگر")], letter_no="3")
        assert Problem.objects.exclude(pk=problem.pk).get().category.code == "TECH"


class TestTakingOver:
    def test_letter_introduces_each_unit_once(self, officer: Any) -> None:
        handed = take_over(officer, [line(1), line(2)])
        assert handed.state == ImportState.APPLIED
        row = Introduction.objects.filter(source=handed).first()
        assert (row.letter_no, row.letter_date, row.kind) == (LETTER, DAY, "ministry")
        assert row.recorded_by == officer
        again = take_over(officer, [line(1), line(2), line(3)])
        assert [again.report[k] for k in ("added", "merged")] == [1, 2]
        assert Introduction.objects.count() == 3
        verbs = list(ActionLog.objects.about(again).values_list("verb", flat=True))
        assert "industries.ministrylist.finish" in verbs
        unit = IndustrialUnit.objects.first()
        assert ActionLog.objects.about(unit).filter(actor=officer).count() == 2

    def test_same_file_of_one_letter_is_handed_in_once(self, officer: Any) -> None:
        first = hand_in(officer, [line(1)])
        with pytest.raises(DomainError, match=str(first)):
            hand_in(officer, [line(1)])
        assert hand_in(officer, [line(1)], letter_no="2").state == ImportState.CHECKED
        lists.cancel_list(list_id=first.pk, actor=officer)
        assert hand_in(officer, [line(1)]).state == ImportState.CHECKED

    def test_nothing_to_take_over(self, officer: Any) -> None:
        handed = hand_in(officer, [line(1, name="")])
        with pytest.raises(DomainError):
            lists.apply_list(list_id=handed.pk, actor=officer)

    def test_refused_rows_are_kept_with_their_reason(self, officer: Any) -> None:
        handed = take_over(officer, [line(1), line(2, name="")])
        row = ListRow.objects.get(handed=handed, verdict=ListVerdict.REFUSED)
        assert (row.is_taken, row.unit) == (True, None)

    @pytest.mark.parametrize("role", ["student", "professor", "manager", "liaison", "education"])
    def test_other_roles_are_refused(self, officer: Any, people: Any, role: str) -> None:
        person, handed = getattr(people, role), hand_in(officer, [line(1)])
        with pytest.raises(NotAllowed):
            hand_in(person, as_csv([line(2)]))
        for service in (lists.apply_list, lists.cancel_list, lists.reread_list):
            with pytest.raises(NotAllowed):
                service(list_id=handed.pk, actor=person)
        assert not type(handed).objects.visible_to(person).exists()
        assert not ListRow.objects.visible_to(person).exists()


def test_a_merged_record_leads_to_the_unit_that_stays(officer: Any, people: Any) -> None:
    """Its old number in a list completes the living unit, which is locked for it."""
    kept = UnitFactory(address="", legal_id=legal_id(700_001))
    merged = UnitFactory(legal_id=legal_id(500_001))
    merge_units(keep_id=kept.pk, merge_id=merged.pk, actor=people.head, reason="یکی است")
    data = as_csv([[*line(1, name=kept.name_fa), "خیابان ۳"]], header=[*HEADER, "نشانی"])
    handed = hand_in(officer, data)
    lists.apply_list(list_id=handed.pk, actor=officer)
    with CaptureQueriesContext(connection) as queries:
        lists.take_over_list(list_id=handed.pk)
    assert handed.rows.get().unit == kept
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.address, merged.merged_into, merged.address) == ("خیابان ۳", kept, "")
    assert IndustrialUnit.objects.count() == 2
    locks = [q["sql"] for q in queries if '"industries_industrialunit"' in q["sql"]]
    assert any("FOR NO KEY UPDATE" in sql and f"IN ({kept.pk})" in sql for sql in locks)


def test_a_place_the_list_brings_is_a_word_problems_are_found_by(officer: Any) -> None:
    unit = UnitFactory(place=None, legal_id=legal_id(500_001))
    problem = ProblemFactory(unit=unit)
    assert "Shokouhieh" not in problem.public_words
    take_over(officer, [line(1, name=unit.name_fa)])
    problem.refresh_from_db()
    assert "Shokouhieh" in problem.public_words
