"""CSV and TSV, whatever program and keyboard they come from; and what goes out."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.core.sheets import (
    Column,
    SheetRefused,
    find_table,
    guard,
    is_text_list,
    opened_sheets,
    unguard,
)

NUMBER = Column("number", ("شماره دانشجویی",), required=True)
NAME = Column("name", ("نام",))
GPA = Column("gpa", ("معدل",))
HEADER = ["شماره دانشجویی", "نام", "معدل"]


def rows_of(data, columns=(NUMBER, NAME, GPA)):
    with opened_sheets(data) as sheets:
        return list(find_table(sheets, columns).rows())


def refusal(data):
    with pytest.raises(SheetRefused) as caught:
        rows_of(data)
    return caught.value.code


PERSIAN = "شماره دانشجویی;نام;معدل\n۴۰۲۹۹۰۰۰۱;مریم;۱۸/۵\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_in_every_unicode(encoding):
    assert rows_of(PERSIAN.encode(encoding)) == [
        (2, {"number": "۴۰۲۹۹۰۰۰۱", "name": "مریم", "gpa": "۱۸/۵"})
    ]


def test_csv_of_old_windows_is_read():
    data = "شماره دانشجويي,نام,معدل\n402990001,پگاه چاوشي,18.5\n".encode("cp1256")
    assert rows_of(data) == [(2, {"number": "402990001", "name": "پگاه چاوشي", "gpa": "18.5"})]


@pytest.mark.parametrize("data", ["número,ñandú,Ωμέγα\n1,é,ü\n".encode("latin-1", "replace")])
def test_csv_in_a_foreign_encoding_is_refused(data):
    assert refusal(data) == "letters"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiter_is_found(delimiter):
    rows = [HEADER, ["1", "الف، ب", "18,5"], ["2", "پ", "17/5"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    assert [row["gpa"] for _n, row in rows_of(out.getvalue().encode())] == ["18,5", "17/5"]


def test_csv_says_its_delimiter():
    assert len(rows_of("sep=|\r\nشماره دانشجویی|معدل\r\n1|2\r\n".encode())) == 1


def test_csv_with_an_open_quote_names_the_line():
    data = ('شماره دانشجویی,معدل\n1,2\n2,"' + "x" * 140_000).encode()
    assert refusal(data) == "quotes"


def test_lists_are_told_from_binaries_and_pages():
    assert is_text_list("الف,ب\n".encode("cp1256"))
    assert is_text_list(PERSIAN.encode("utf-16"))
    for data in (b"\x00\x01\x02", b"<!doctype html>", b"MZ\x90\x00\x03", b"GIF89a\x01\x00"):
        assert not is_text_list(data)


TEXT = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff"
    ),
    max_size=20,
).map(str.strip)
CELL = TEXT | st.sampled_from(
    [
        "=1+1",
        "+98",
        "-5",
        "@x",
        "'=x",
        "''=x",
        "'",
        "علی‌رضا",
        "\u202eabc",
        "👩‍🔧",
        'a,b;c"d',
        "0012",
    ]
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8))
def test_what_goes_out_guarded_comes_back_the_same(rows):
    """import(export(x)) = x, and no cell of the export begins like a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["شماره دانشجویی", "نام"])
    for number, (first, second) in enumerate(rows):
        cells = [guard(f"{number} {first}".strip()), guard(second)]
        for cell in cells:
            assert not cell.startswith(("=", "@", "\t", "\r"))
        writer.writerow(cells)
    back = rows_of(out.getvalue().encode("utf-8-sig"), (NUMBER, NAME))
    assert [(row["number"], row["name"]) for _n, row in back] == [
        (f"{number} {first}".strip(), second) for number, (first, second) in enumerate(rows)
    ]


@given(text=CELL)
def test_guard_and_unguard_are_each_others_opposite(text):
    assert unguard(guard(text)) == text


def test_plain_negative_numbers_stay_numbers():
    assert guard("-5.5") == "-5.5"
    assert guard("-5+cmd|x") == "'-5+cmd|x"
