from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from partnership.core import numbers
from partnership.core.tests.reference import VECTORS


@pytest.mark.parametrize(("typed", "stored"), VECTORS["grade_input"].items())
def test_grades_as_people_type_them(typed, stored):
    assert numbers.parse_decimal(typed, comma_is_decimal=True) == Decimal(stored)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("۱٬۸۵۰٬۰۰۰", "1850000"),
        ("1,850,000.5", "1850000.5"),
        ("۱۸,۵", "18.5"),
        ("−۳", "-3"),
        ("5.", "5"),
        (".5", "0.5"),
    ],
)
def test_parse_decimal(typed, number):
    assert numbers.parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "NaN", "inf", "1e5", "1/2/3", "1,2,3", "۱۸٫۵٫۱", "12a", "9" * 31, "--1", "."]
)
def test_parse_decimal_refuses(typed):
    with pytest.raises(ValidationError):
        numbers.parse_decimal(typed)


@pytest.mark.parametrize(
    ("typed", "number"), [("۱۲۰", 120), ("۱٬۸۵۰٬۰۰۰", 1850000), ("1,000", 1000), ("-5", -5)]
)
def test_parse_integer(typed, number):
    assert numbers.parse_integer(typed) == number


@pytest.mark.parametrize("typed", ["", "1.5", "۱۸/۵", "x", "9" * 31])
def test_parse_integer_refuses(typed):
    with pytest.raises(ValidationError):
        numbers.parse_integer(typed)


@given(st.integers(-(10**15), 10**15))
def test_integers_survive_formatting(number):
    for lang in ("fa", "en"):
        assert numbers.parse_integer(numbers.format_number(number, lang)) == number


@given(st.decimals(-(10**9), 10**9, places=2))
def test_decimals_survive_formatting(number):
    for lang in ("fa", "en"):
        assert numbers.parse_decimal(numbers.format_number(number, lang, places=2)) == number


@pytest.mark.parametrize(
    ("value", "lang", "options", "text"),
    [
        (1850000, "fa", {}, "۱٬۸۵۰٬۰۰۰"),
        (Decimal("18.50"), "fa", {}, "۱۸٫۵"),
        (Decimal("18.50"), "fa", {"places": 2}, "۱۸٫۵۰"),
        (Decimal("18.5"), "en", {}, "18.5"),
        (100, "en", {}, "100"),
        (Decimal("1E+3"), "en", {}, "1,000"),
        (0.125, "en", {"places": 2}, "0.13"),
        (-4, "fa", {}, "−۴"),
        (None, "fa", {}, ""),
    ],
)
def test_format_number(value, lang, options, text):
    assert numbers.format_number(value, lang, **options) == text


def test_format_percent_puts_the_sign_after_the_number():
    assert numbers.format_percent(Decimal("90.6"), "fa") == "۹۰٫۶٪"
    assert numbers.format_percent(90, "en") == "90%"


@pytest.mark.parametrize(
    ("rial", "lang", "text"),
    [
        (1_850_000_000, "fa", "۱٬۸۵۰٬۰۰۰٬۰۰۰ ریال (۱۸۵ میلیون تومان)"),
        (1_850_000_000, "en", "1,850,000,000 Rial (185 million Toman)"),
        (12_345_678_900, "fa", "۱۲٬۳۴۵٬۶۷۸٬۹۰۰ ریال (حدود ۱٫۲۳ میلیارد تومان)"),
        (850_000, "fa", "۸۵۰٬۰۰۰ ریال (۸۵ هزار تومان)"),
        (9_500, "fa", "۹٬۵۰۰ ریال (۹۵۰ تومان)"),
        (0, "fa", "۰ ریال"),
        (None, "fa", ""),
    ],
)
def test_format_rial(rial, lang, text):
    assert numbers.format_rial(rial, lang) == text


@pytest.mark.parametrize(("grade", "words"), VECTORS["grade_words"].items())
def test_grade_in_words(grade, words):
    assert numbers.grade_in_words(Decimal(grade), "fa") == words


@pytest.mark.parametrize(
    ("grade", "words"),
    [("18.5", "eighteen and a half"), ("17.75", "seventeen point seven five"), ("20", "twenty")],
)
def test_grade_in_english_words(grade, words):
    assert numbers.grade_in_words(grade, "en") == words


@pytest.mark.parametrize("grade", ["20.01", "-1", 21])
def test_grade_in_words_refuses_what_is_no_grade(grade):
    with pytest.raises(ValueError):
        numbers.grade_in_words(grade)


@pytest.mark.parametrize(
    ("number", "fa", "en"),
    [
        (0, "صفر", "zero"),
        (21, "بیست و یک", "twenty-one"),
        (115, "صد و پانزده", "one hundred and fifteen"),
        (1000, "هزار", "one thousand"),
        (1_001_000, "یک میلیون و هزار", "one million one thousand"),
        (
            1_850_000_000,
            "یک میلیارد و هشتصد و پنجاه میلیون",
            "one billion eight hundred and fifty million",
        ),
        (-3, "منفی سه", "minus three"),
    ],
)
def test_number_in_words(number, fa, en):
    assert numbers.number_in_words(number, "fa") == fa
    assert numbers.number_in_words(number, "en") == en


@given(st.integers(0, 10**15 - 1), st.integers(0, 10**15 - 1))
def test_number_in_words_never_says_two_numbers_alike(one, other):
    for lang in ("fa", "en"):
        assert (numbers.number_in_words(one, lang) == numbers.number_in_words(other, lang)) == (
            one == other
        )


def test_number_in_words_has_a_limit():
    with pytest.raises(ValueError):
        numbers.number_in_words(10**15)
