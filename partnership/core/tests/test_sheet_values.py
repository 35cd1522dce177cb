"""What people and Excel do to values, mended or named."""

from decimal import Decimal

import pytest

from partnership.core.sheets.values import (
    Unreadable,
    read_code,
    read_flag,
    read_grade,
    read_integer,
    read_national_id,
    read_text,
)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("402990001", "402990001"),
        ("۴۰۲۹۹۰۰۰۱", "402990001"),
        ("٤٠٢٩٩٠٠٠١", "402990001"),
        ("'402990001", "402990001"),
        ("402990001.0", "402990001"),
        ("4.02990001E8", "402990001"),
        ("4.02990001E+08", "402990001"),
        ("\u200f402 990-001\u200f", "402990001"),
        ("٤٫٠٢٩٩٠٠٠١E8", "402990001"),
    ],
)
def test_codes_are_mended(cell, code):
    assert read_code(cell) == code


def test_shortened_codes_are_told():
    with pytest.raises(Unreadable) as caught:
        read_code("4.03E+08")
    assert caught.value.code == "short"


@pytest.mark.parametrize(
    ("cell", "number", "mended"),
    [
        ("0012345679", "0012345679", False),
        ("12345679", "0012345679", True),
        ("12345679.0", "0012345679", True),
        ("1.2345679E7", "0012345679", True),
        ("۹۹۹۰۰۰۰۰۱۸", "9990000018", False),
        ("999-000001-8", "9990000018", False),
    ],
)
def test_lost_zeros_of_national_ids_come_back(cell, number, mended):
    assert read_national_id(cell) == (number, mended)


@pytest.mark.parametrize(
    "cell", ["1234567890", "1111111111", "999000001", "99900000a8", "1234567", "9990000011"]
)
def test_check_digit_decides(cell):
    with pytest.raises(Unreadable) as caught:
        read_national_id(cell)
    assert caught.value.code == "national_id"


@pytest.mark.parametrize(
    ("cell", "grade"),
    [
        ("18.5", "18.50"),
        ("۱۸/۵", "18.50"),
        ("۱۸٫۵", "18.50"),
        ("18,5", "18.50"),
        ("'17", "17.00"),
        ("16.666", "16.67"),
        ("0", "0.00"),
        ("20", "20.00"),
    ],
)
def test_grades(cell, grade):
    assert read_grade(cell) == Decimal(grade)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("20.01", "high"),
        ("-1", "number"),
        ("هجده", "number"),
        ("2026-05-18", "date"),
        ("1e1", "number"),
    ],
)
def test_grades_refused(cell, code):
    with pytest.raises(Unreadable) as caught:
        read_grade(cell)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        *(
            (word, True)
            for word in ("مشروط", "بله", "بلي", "1", "✓", "Yes", "TRUE", "مشروط است", "آری")
        ),
        *((word, False) for word in ("خیر", "0", "عادي", "غیرمشروط", "No", "-", "✗", "ندارد")),
    ],
)
def test_flags(cell, flag):
    assert read_flag(cell) is flag


def test_other_words_are_no_flag():
    with pytest.raises(Unreadable):
        read_flag("شاید")


@pytest.mark.parametrize(
    ("cell", "value"), [("90", 90), ("۹۰", 90), ("90.0", 90), ("'90", 90), ("۱٬۲۳۴", 1234)]
)
def test_integers(cell, value):
    assert read_integer(cell, 2000) == value


@pytest.mark.parametrize(
    ("cell", "code"), [("90.5", "number"), ("-1", "number"), ("نود", "number"), ("251", "high")]
)
def test_integers_refused(cell, code):
    with pytest.raises(Unreadable) as caught:
        read_integer(cell, 250)
    assert caught.value.code == code


def test_names_get_persian_letters():
    assert read_text("علي كريمي\u202e", 80) == "علی کریمی"
    for cell, code in (("x" * 81, "long"), ("a\x00b", "unsafe")):
        with pytest.raises(Unreadable) as caught:
            read_text(cell, 80)
        assert caught.value.code == code
