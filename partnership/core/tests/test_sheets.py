"""Spreadsheets as people send them, and as people should not."""

import io
import struct
from datetime import date

import openpyxl
import pytest

from partnership.core.sheets import (
    Column,
    SheetRefused,
    find_table,
    likely_headers,
    opened_sheets,
)
from partnership.core.sheets import archive as archive_module
from partnership.core.sheets.cells import number_text
from partnership.core.tests.sheets import (
    archive,
    by_hand,
    long_list,
    number_cell,
    text_cell,
    workbook,
)

NUMBER = Column("number", ("شماره دانشجویی", "student no"), required=True)
NAME = Column("name", ("نام",))
GPA = Column("gpa", ("معدل",))
COLUMNS = (NUMBER, NAME, GPA)
HEADER = ["شماره دانشجویی", "نام", "معدل"]


def rows_of(data, columns=COLUMNS, known=None, most=200_000):
    with opened_sheets(data) as sheets:
        return list(find_table(sheets, columns, known).rows(most))


def cells_of(data):
    with opened_sheets(data) as sheets:
        return [cells for sheet in sheets for _number, cells in sheet.read()]


def refusal(data, **options):
    with pytest.raises(SheetRefused) as caught:
        rows_of(data, **options)
    return caught.value.code


# --- XLSX ------------------------------------------------------------------------------------


def test_rows_come_with_their_numbers_and_blank_ones_do_not():
    data = workbook([["فهرست ۱۴۰۵"], [], HEADER, ["1", "نرگس", 17.5], [], ["2", "", ""], [None]])
    assert rows_of(data) == [
        (4, {"number": "1", "name": "نرگس", "gpa": "17.5"}),
        (6, {"number": "2", "name": "", "gpa": ""}),
    ]


def test_header_is_found_in_any_spelling_and_order_below_titles():
    data = workbook(
        [
            ["دانشگاه صنعتي قم"],
            ["تاريخ", "1405"],
            ["معدّل", "شماره  دانشجوئي", "نـام"],
            [12, 5, "علی"],
        ]
    )
    assert rows_of(data) == [(4, {"number": "5", "name": "علی", "gpa": "12"})]


def test_header_repeated_on_every_page_is_no_row():
    data = workbook([HEADER, ["1", "الف", 12], HEADER, ["2", "ب", 13]])
    assert [row["number"] for _n, row in rows_of(data)] == ["1", "2"]


def test_numbers_are_plain_text():
    data = workbook([HEADER, [402990001.0, 9.99000018e8, 17.1], [12345, 0.1 + 0.2, 1e-7]])
    assert cells_of(data)[1:] == [
        ["402990001", "999000018", "17.1"],
        ["12345", "0.3", "0.0000001"],
    ]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("9.99000018E8", "999000018"),
        ("402990001.0", "402990001"),
        ("007", "7"),
        ("17.100000000000001", "17.1"),
        ("-3", "-3"),
        ("1E400", "1E400"),
        ("nonsense", "nonsense"),
    ],
)
def test_number_text(stored, shown):
    assert number_text(stored) == shown


def test_formula_gives_what_was_last_shown_and_is_never_run():
    cells = (
        text_cell("A", 1, "شماره دانشجویی")
        + text_cell("B", 1, "نام")
        + "</row><row r='2'><c r='A2'><f>1+1</f><v>77</v></c>"
        + "<c r='B2' t='str'><f>HYPERLINK(\"http://x\")</f><v>نرگس</v></c></row>"
        + "<row r='3'><c r='A3'><v>8</v></c><c r='B3'><f>1+1</f></c>"
    )
    assert rows_of(by_hand(f"<row r='1'>{cells}</row>"), (NUMBER, NAME)) == [
        (2, {"number": "77", "name": "نرگس"}),
        (3, {"number": "8", "name": ""}),
    ]


def test_text_that_looks_like_a_formula_is_text():
    data = by_hand(f"<row r='1'>{text_cell('A', 1, '=1+1')}{text_cell('B', 1, '@SUM(A1)')}</row>")
    assert cells_of(data) == [["=1+1", "@SUM(A1)"]]


def test_merged_header_over_two_rows_and_merged_groups_are_repeated():
    rows = [
        ["مشخصات دانشجو", None, "معدل"],
        ["شماره دانشجویی", "نام", None],
        ["1", "مریم", 17],
        ["2", None, 18],
        [None, None, None],
        ["3", None, 19],
    ]
    data = workbook(rows, merge=["A1:B1", "C1:C2", "B3:B6"])
    assert rows_of(data) == [
        (3, {"number": "1", "name": "مریم", "gpa": "17"}),
        (4, {"number": "2", "name": "مریم", "gpa": "18"}),
        (6, {"number": "3", "name": "مریم", "gpa": "19"}),
    ]


def test_merged_area_as_large_as_the_sheet_costs_nothing():
    def cells(number):
        return [text_cell(c, number, f"{t}{number}") for c, t in zip("AB", "xy", strict=True)]

    data = long_list(3, cell=cells, merges='<mergeCell ref="B1:XFD1048576"/>')
    rows = cells_of(data)
    assert [row[:2] for row in rows] == [["x1", "y1"], ["x2", "y2"], ["x3", "y3"]]
    assert {len(row) for row in rows} == {256}


def test_hidden_sheets_are_passed_over_and_the_first_with_a_header_counts():
    def change(book):
        book.active.sheet_state = "hidden"
        cover = book.create_sheet("جلد")
        cover.append(["راهنما"])
        real = book.create_sheet("دانشجویان")
        real.append(HEADER)
        real.append(["7", "آشکار", 12])
        later = book.create_sheet("دوم")
        later.append(HEADER)
        later.append(["8", "دوم", 12])

    data = workbook([HEADER, ["6", "پنهان", 12]], change=change)
    assert [row["number"] for _n, row in rows_of(data)] == ["7"]


def test_dates_show_as_days():
    def change(book):
        book.active["A1"] = date(2026, 5, 18)

    assert cells_of(workbook([["x"]], change=change)) == [["2026-05-18"]]


def test_cells_of_other_programs_are_read():
    """Prefixed names, rows and cells without references, rich text, escapes, phonetic hints."""
    data = archive(
        {
            "xl/workbook.xml": (
                '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets>'
                '<x:sheet name="1" r:id="a"/></x:sheets></x:workbook>'
            ),
            "xl/_rels/workbook.xml.rels": (
                '<Relationships><Relationship Id="a" Target="/xl/s.xml"/></Relationships>'
            ),
            "xl/sharedStrings.xml": (
                "<sst><si><r><t>نر</t></r><r><t>گس_x000A_</t></r><rPh><t>x</t></rPh></si></sst>"
            ),
            "xl/s.xml": (
                '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c>'
                '<x:c t="b"><x:v>1</x:v></x:c><x:c t="s"><x:v>9</x:v></x:c>'
                "</x:row></x:sheetData></x:worksheet>"
            ),
        }
    )
    assert cells_of(data) == [["نرگس", "1", ""]] or cells_of(data) == [["نرگس", "1"]]


def test_fifty_thousand_rows_with_merged_cells():
    """Read in one stream; a merged group repeats its value over its hundred rows."""

    def cells(number):
        if number == 1:
            return [text_cell(c, 1, t) for c, t in zip("ABC", HEADER, strict=True)]
        group = [text_cell("B", number, f"گروه {number}")] if number % 100 == 2 else []
        return [number_cell("A", number, 402000000 + number), *group, number_cell("C", number, 17)]

    merges = "".join(f'<mergeCell ref="B{n}:B{n + 99}"/>' for n in range(2, 50_000, 100))
    data = long_list(50_001, cell=cells, merges=merges)
    rows = rows_of(data)
    assert len(rows) == 50_000
    assert rows[150] == (152, {"number": "402000152", "name": "گروه 102", "gpa": "17"})


def test_too_many_rows_are_refused():
    data = workbook([HEADER, *[[n, "x", 1] for n in range(12)]])
    assert refusal(data, most=11) == "rows"
    assert len(rows_of(data, most=12)) == 12


# --- what must not be opened -----------------------------------------------------------------


def test_zip_bomb_is_refused_before_it_unfolds():
    bomb = by_hand("<row/>", **{"xl/sharedStrings.xml": b" " * (60 * 1024 * 1024)})
    assert len(bomb) < 200_000
    assert refusal(bomb) == "bomb"
    assert refusal(archive({f"xl/{n}": b"" for n in range(2001)})) == "bomb"


def test_harmless_repetition_is_no_bomb():
    data = workbook([HEADER, *[["1", "همان", 12]] * 2000])
    assert len(rows_of(data)) == 2000


def test_oversized_contents_are_refused(monkeypatch):
    monkeypatch.setattr(archive_module, "MAX_UNPACKED", 1000)
    assert refusal(workbook([HEADER, ["1", "x", 3]])) == "bomb"


LAUGHS = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 30))


@pytest.mark.parametrize(
    "head",
    [
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.example/x.dtd">',
    ],
)
def test_entities_are_refused_in_every_part(head):
    row = f"<row r='1'>{text_cell('A', 1, 'شماره دانشجویی')}</row>"
    assert refusal(by_hand(row, head=head)) == "entities"
    assert refusal(by_hand(row, **{"xl/sharedStrings.xml": f"{head}<sst/>"})) == "entities"
    assert refusal(by_hand(row, **{"xl/styles.xml": f"{head}<styleSheet/>"})) == "entities"


def test_locked_and_old_files_say_so():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refusal(old) == "old"
    plain = bytearray(workbook([HEADER]))
    place = plain.find(b"PK\x01\x02")
    while place >= 0:  # mark every entry as encrypted
        flags = struct.unpack_from("<H", plain, place + 8)[0]
        struct.pack_into("<H", plain, place + 8, flags | 1)
        place = plain.find(b"PK\x01\x02", place + 4)
    assert refusal(bytes(plain)) == "locked"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 nothing behind it", "damaged"),
        (archive({"word/document.xml": "<w/>"}), "kind"),
        (archive({"xl/workbook.xml": "<workbook"}), "damaged"),
        (by_hand("<row r='x'><c r='A1'><v>1</v></c></row>"), "damaged"),
        (by_hand("<row r='1'><c r='A1' t='s'><v>z</v></c></row>"), "damaged"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "kind"),
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x01", "letters"),
        (b"a;b\r\n1;2\r\n", "header"),
        (workbook([["نام", "معدل"], ["x", 1]]), "header"),
        (workbook([]), "empty"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(data, code):
    assert refusal(data) == code


def test_half_a_file_is_refused():
    data = workbook([HEADER, *[[n, "نرگس", 12] for n in range(500)]])
    assert refusal(data[: len(data) // 2]) == "damaged"


def test_damage_inside_a_part_is_refused():
    data = bytearray(workbook([HEADER, *[[n, f"نرگس{n}", 12] for n in range(3000)]]))
    place = data.find(b"xl/worksheets/sheet1.xml") + 400
    data[place : place + 60] = bytes(60)
    assert refusal(bytes(data)) == "damaged"


def test_refusal_speaks_the_readers_language():
    error = SheetRefused("rows", most=200_000)
    assert "۲۰۰٬۰۰۰" in str(error) or "200,000" in str(error)


# --- columns said by a person ----------------------------------------------------------------


def test_what_a_person_says_goes_before_the_synonyms():
    data = workbook([["کد", "نام", "معدل"], ["1", "x", 3]])
    assert refusal(data) == "header"
    known = {"کد": "number", "معدل": ""}
    assert rows_of(data, known=known) == [(2, {"number": "1", "name": "x"})]


def test_likely_headers_are_offered():
    data = workbook([["فهرست"], ["کد", "اسم", "میانگین کل"], ["12", "نرگس", "17.5"]])
    with opened_sheets(data) as sheets:
        assert likely_headers(sheets) == ["کد", "اسم", "میانگین کل"]


def test_openpyxl_reads_the_same(tmp_path):
    """The reader agrees with the library everybody knows."""
    rows = [HEADER, ["1", "نرگس", 17.25], [402990001, "علی", 3]]
    data = workbook(rows)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    theirs = [["" if c is None else str(c) for c in row] for row in sheet.values]
    assert cells_of(data) == theirs
