"""The registrar's list: judged row by row, taken over as a whole, by whoever may."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import translation

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.core.tests.sheets import workbook
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from students import services
from students.enums import ImportState
from students.models import RegistrarImport, RegistrarRecord
from students.selectors import problem_rows, refusal_sentence, report_lines, waiting_for
from students.services.registrar import work
from students.tests.factories import MajorFactory, StudentFactory, national_id
from students.tests.lists import HEADER, accepted, as_csv, hand_in, line, take_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(people: Any) -> Any:
    MajorFactory()
    return people.officer


def reasons(handed: RegistrarImport) -> list[str]:
    """Codes of all problem rows."""
    return [reason[0] for row in handed.report["rows"] for reason in row["reasons"]]


class TestJudging:
    def test_list_is_read_and_nothing_is_written(self, officer: Any) -> None:
        handed = hand_in(officer, [line(1), line(2)])
        assert handed.state == ImportState.CHECKED
        assert handed.report["added"] == handed.rows_done == handed.rows_total == 2
        assert handed.columns["student_number"] == "شماره دانشجویی"
        assert not RegistrarRecord.objects.exists()
        assert [task.kind for task in waiting_for(officer)] == ["registrar"]

    def test_what_excel_broke_is_mended(self, officer: Any) -> None:
        row = line(1, national_id=12345679, first_name="علي", last_name="كريمي", gpa=17.1)
        data = workbook([["فهرست"], [*HEADER], [402990001.0, *row[1:5], "۹۵", 17.1, "✓"]])
        handed = hand_in(officer, data, "list.xlsx")
        assert (handed.report["added"], handed.report["mended"]) == (1, 1)
        services.apply_import(import_id=handed.pk, actor=officer)
        services.take_over_import(import_id=handed.pk)
        record = RegistrarRecord.objects.get()
        assert (record.student_number, record.national_id) == ("402990001", "0012345679")
        assert (record.first_name, record.last_name) == ("علی", "کریمی")
        assert (record.passed_credits, record.gpa, record.on_probation) == (
            95,
            Decimal("17.10"),
            True,
        )
        assert record.major.code == "POL"

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"student_number": ""}, "student_number_missing"),
            ({"student_number": "12345"}, "student_number_bad"),
            ({"student_number": "4.03E+08"}, "student_number_short"),
            ({"national_id": "1234567890"}, "national_id_national_id"),
            ({"national_id": "9.99E+09"}, "national_id_short"),
            ({"first_name": "x" * 81}, "name_long"),
            ({"major": "x" * 121}, "major_long"),
            ({"passed_credits": "251"}, "passed_credits_high"),
            ({"passed_credits": "نود"}, "passed_credits_number"),
            ({"gpa": "20.5"}, "gpa_high"),
            ({"gpa": "2026-05-18"}, "gpa_date"),
            ({"gpa": "=17+1"}, "gpa_number"),
            ({"on_probation": "شاید"}, "on_probation_flag"),
        ],
    )
    def test_bad_row_is_refused_with_its_number_and_a_sentence(
        self, officer: Any, changes: dict[str, str], code: str
    ) -> None:
        handed = hand_in(officer, [line(1), line(2, **changes)])
        assert (handed.report["added"], handed.report["refused"]) == (1, 1)
        row = handed.report["rows"][0]
        assert row["row"] == 3
        assert code in [reason[0] for reason in row["reasons"]]
        for language in ("fa", "en"):
            with translation.override(language):
                sentence = problem_rows(handed, "refused")[0]["sentence"]
            assert sentence
            assert code not in sentence

    def test_report_keeps_no_national_id(self, officer: Any) -> None:
        wrong = "9990000011"
        handed = hand_in(officer, [line(1, national_id=wrong)])
        assert handed.report["refused"] == 1
        assert wrong not in str(handed.report)
        stored = StoredFile.objects.of(handed, FileKind.EXPORT).get()
        with stored.file.open("rb") as file:
            assert wrong.encode() not in file.read()

    def test_doubles_in_the_file_name_the_first_row(self, officer: Any) -> None:
        rows = [line(1), line(1, national_id=""), line(2, national_id=line(1)[1])]
        handed = hand_in(officer, rows)
        assert handed.report["refused"] == 2
        assert handed.report["rows"][0]["reasons"] == [["student_number_twice", "2"]]
        assert handed.report["rows"][1]["reasons"] == [["national_id_twice", "2"]]

    def test_records_of_others_are_not_overwritten(self, officer: Any) -> None:
        take_over(officer, [line(1), line(2)])
        other = national_id(555_555)
        handed = hand_in(officer, [line(1, national_id=other), line(3, national_id=line(2)[1])])
        assert reasons(handed) == ["student_number_taken", "national_id_taken"]
        record = RegistrarRecord.objects.get(student_number=line(1)[0])
        services.clear_national_ids(record_ids=[record.pk], actor=officer)
        assert hand_in(officer, [line(1, national_id=other)]).report["changed"] == 1

    def test_unknown_major_is_kept_and_its_meaning_remembered(self, officer: Any) -> None:
        major = MajorFactory()
        handed = hand_in(officer, [line(1, major="پلیمر گرایش صنایع")])
        assert handed.report["warned"] == 1
        assert handed.report["majors"] == {"پلیمر گرایش صنایع": 1}
        services.reread_import(
            import_id=handed.pk, actor=officer, majors={"پلیمر گرایش صنایع": major.pk}
        )
        services.check_import(import_id=handed.pk)
        handed.refresh_from_db()
        assert (handed.report["warned"], handed.report["majors"]) == (0, {})
        # Another spelling in a later list.
        assert hand_in(officer, [line(2, major="پليمر  گرايش صنايع")]).report["warned"] == 0

    def test_enrolled_under_another_name_or_id_is_a_doubt(self, officer: Any) -> None:
        student = StudentFactory(student_number=line(1)[0], national_id=line(1)[1])
        StudentFactory(student_number=line(2)[0])
        handed = hand_in(officer, [line(1), line(2)])
        assert (handed.report["added"], handed.report["warned"]) == (2, 2)
        assert reasons(handed) == ["enrolled_other_name", "enrolled_other_id"]
        assert student.last_name_fa in problem_rows(handed)[0]["sentence"]

    def test_blank_cell_keeps_what_is_known(self, officer: Any) -> None:
        take_over(officer, [line(1)])
        handed = take_over(officer, [line(1, gpa="", passed_credits="99")])
        assert handed.report["changed"] == 1
        record = RegistrarRecord.objects.get()
        assert (record.gpa, record.passed_credits) == (Decimal("17.25"), 99)
        assert take_over(officer, [line(1, passed_credits="99")]).report["same"] == 1


class TestColumns:
    HEADERS = ("کد", "ملی", "اسم", "فامیلی", "گرایش", "پاس", "نمره", "وضع")
    SAID = {"student_number": "کد", "gpa": "نمره", "passed_credits": "پاس"}

    def test_unknown_headers_are_asked_for_and_remembered(self, officer: Any) -> None:
        handed = hand_in(officer, as_csv([line(1)], self.HEADERS))
        assert handed.state == ImportState.FAILED
        assert handed.report["headers"] == list(self.HEADERS)
        with translation.override("fa"):
            assert "ستون" in refusal_sentence(handed)
        services.reread_import(import_id=handed.pk, actor=officer, columns=self.SAID)
        services.check_import(import_id=handed.pk)
        handed.refresh_from_db()
        assert handed.state == ImportState.CHECKED
        services.apply_import(import_id=handed.pk, actor=officer)
        services.take_over_import(import_id=handed.pk)
        assert hand_in(officer, as_csv([line(2)], self.HEADERS)).state == ImportState.CHECKED

    def test_a_column_may_be_silenced(self, officer: Any) -> None:
        handed = hand_in(officer, [line(1, gpa="27")])
        assert handed.report["refused"] == 1
        said = {name: header for name, header in handed.columns.items() if name != "gpa"}
        services.reread_import(import_id=handed.pk, actor=officer, columns={**said, "gpa": ""})
        services.check_import(import_id=handed.pk)
        handed.refresh_from_db()
        assert (handed.report["refused"], handed.report["added"]) == (0, 1)

    @pytest.mark.parametrize(
        "columns",
        [{"student_number": ""}, {"student_number": "کد", "gpa": "کد"}],
        ids=["no number", "one column twice"],
    )
    def test_senseless_columns_are_refused(self, officer: Any, columns: dict[str, str]) -> None:
        handed = hand_in(officer, as_csv([line(1)], self.HEADERS))
        with pytest.raises(DomainError):
            services.reread_import(import_id=handed.pk, actor=officer, columns=columns)


class TestMoves:
    def test_file_that_is_no_list_fails_with_the_reason(self, officer: Any) -> None:
        handed = hand_in(officer, b"PK\x03\x04 broken", "list.xlsx")
        assert handed.state == ImportState.FAILED
        assert refusal_sentence(handed)
        assert hand_in(officer, as_csv([])).report["refusal"]["code"] == "empty"

    def test_take_over_writes_all_and_logs_who(self, officer: Any) -> None:
        handed = take_over(officer, [line(1), line(2), line(3, gpa="30")])
        assert handed.state == ImportState.APPLIED
        assert RegistrarRecord.objects.filter(source=handed).count() == 2
        verbs = list(ActionLog.objects.about(handed).values_list("verb", "actor"))
        assert ("students.registrarimport.apply", officer.pk) in verbs
        assert ("students.registrarimport.finish", None) in verbs

    def test_nothing_to_take_over(self, officer: Any) -> None:
        handed = hand_in(officer, [line(1, gpa="30")])
        with pytest.raises(DomainError):
            services.apply_import(import_id=handed.pk, actor=officer)
        handed.refresh_from_db()
        assert handed.state == ImportState.CHECKED

    @pytest.mark.parametrize("state", sorted(set(ImportState.values) - {ImportState.CHECKED}))
    def test_only_a_checked_list_is_taken_over(self, officer: Any, state: str) -> None:
        handed = RegistrarImport.objects.create(state=state, report={"added": 1})
        with pytest.raises(WrongState):
            services.apply_import(import_id=handed.pk, actor=officer)

    @pytest.mark.parametrize("state", [ImportState.APPLYING, ImportState.APPLIED])
    def test_what_is_taken_over_is_not_cancelled(self, officer: Any, state: str) -> None:
        handed = RegistrarImport.objects.create(state=state)
        with pytest.raises(WrongState):
            services.cancel_import(import_id=handed.pk, actor=officer)
        with pytest.raises(WrongState):
            services.reread_import(import_id=handed.pk, actor=officer)

    def test_cancelled_while_being_read(self, officer: Any) -> None:
        handed = services.hand_in_import(upload=_upload([line(1)]), actor=officer)

        def cancel(_done: int, _total: int) -> None:
            services.cancel_import(import_id=handed.pk, actor=officer)

        assert not services.check_import(import_id=handed.pk, progress=cancel)
        handed.refresh_from_db()
        assert (handed.state, handed.report) == (ImportState.CANCELLED, {})

    @pytest.mark.parametrize("role", ["student", "professor", "manager", "education", "president"])
    def test_other_roles_are_refused(self, officer: Any, people: Any, role: str) -> None:
        person, handed = getattr(people, role), hand_in(officer, [line(1)])
        with pytest.raises(NotAllowed):
            services.hand_in_import(upload=_upload([line(1)]), actor=person)
        for service in (
            services.apply_import,
            services.cancel_import,
            services.reread_import,
        ):
            with pytest.raises(NotAllowed):
                service(import_id=handed.pk, actor=person)
        with pytest.raises(NotAllowed):
            services.clear_national_ids(record_ids=[], actor=person)
        assert not RegistrarImport.objects.visible_to(person).exists()
        assert not RegistrarRecord.objects.visible_to(person).exists()

    def test_report_of_all_rows_is_safe_and_in_the_readers_language(self, officer: Any) -> None:
        handed = hand_in(officer, [line(1, last_name="=HYPERLINK(1)"), line(2, gpa="-5+1")])
        with translation.override("en"):
            lines = list(report_lines(handed))
        assert lines[0] == ["Row", "Verdict", "Why", "Student number", "Name"]
        assert lines[1][1:] == ["New", "", line(1)[0], "نرگس =HYPERLINK(1)"]
        assert lines[2][1] == "Refused"
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in lines for cell in row)


class TestWorkers:
    def test_killed_reader_is_resumed_by_the_sweep(self, officer: Any, monkeypatch: Any) -> None:
        handed = services.hand_in_import(upload=_upload([line(1), line(2)]), actor=officer)
        with pytest.raises(KeyboardInterrupt):
            services.check_import(import_id=handed.pk, progress=_dies)
        handed.refresh_from_db()
        assert handed.state == ImportState.READING
        rung: list[tuple[str, int]] = []
        monkeypatch.setattr(work, "enqueue", lambda name, import_id: rung.append((name, import_id)))
        assert services.sweep_imports() == 1
        assert rung == [("students.check_import", handed.pk)]
        assert services.check_import(import_id=handed.pk)
        handed.refresh_from_db()
        assert (handed.state, handed.report["added"]) == (ImportState.CHECKED, 2)

    def test_killed_takeover_has_written_nothing_and_is_done_again(
        self, officer: Any, monkeypatch: Any
    ) -> None:
        handed = hand_in(officer, [line(1), line(2)])
        services.apply_import(import_id=handed.pk, actor=officer)

        def die(*_args: Any, **_options: Any) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(work, "match_students", die)
            services.take_over_import(import_id=handed.pk)
        assert not RegistrarRecord.objects.exists()
        assert services.take_over_import(import_id=handed.pk)
        assert RegistrarRecord.objects.count() == 2
        assert not services.take_over_import(import_id=handed.pk), "done once"

    def test_database_away_is_no_fault_of_the_list(self, officer: Any, monkeypatch: Any) -> None:
        handed = services.hand_in_import(upload=_upload([line(1)]), actor=officer)

        def away(*_args: Any) -> None:
            raise OperationalError

        with monkeypatch.context() as patch, pytest.raises(OperationalError):
            patch.setattr(work, "known_majors", away)
            services.check_import(import_id=handed.pk)
        handed.refresh_from_db()
        assert handed.state == ImportState.READING

    def test_unexpected_error_is_said_not_repeated(self, officer: Any, monkeypatch: Any) -> None:
        handed = services.hand_in_import(upload=_upload([line(1)]), actor=officer)
        monkeypatch.setattr(work, "known_majors", lambda _majors: 1 / 0)
        services.check_import(import_id=handed.pk)
        handed.refresh_from_db()
        assert handed.state == ImportState.FAILED
        assert handed.error
        monkeypatch.undo()
        assert services.sweep_imports() == 0


@pytest.mark.django_db(transaction=True)
def test_two_officers_take_over_at_once(people: Any) -> None:
    """One wins, the other is told; the list is taken over once."""
    MajorFactory()
    handed = hand_in(people.officer, [line(1)])
    outcome: list[str] = []
    start = threading.Barrier(2)

    def press(actor: Any) -> None:
        start.wait()
        try:
            services.apply_import(import_id=handed.pk, actor=actor)
            outcome.append("won")
        except WrongState:
            outcome.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(p,)) for p in (people.officer, people.head)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["late", "won"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_list(people: Any) -> None:
    """The second finds it taken and goes; when the first is gone the list is free again."""
    MajorFactory()
    handed = services.hand_in_import(upload=_upload([line(1)]), actor=people.officer)
    others: list[bool] = []

    def second() -> None:
        others.append(services.check_import(import_id=handed.pk))
        connection.close()

    def meanwhile(_done: int, _total: int) -> None:
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()

    assert services.check_import(import_id=handed.pk, progress=meanwhile)
    assert others == [False]


def _dies(_done: int, _total: int) -> None:
    raise KeyboardInterrupt


def _upload(rows: list[list[Any]]) -> Any:
    return accepted(as_csv(rows))
