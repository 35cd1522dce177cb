import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from partnership.core import identifiers as ids
from partnership.core.tests.reference import VECTORS
from partnership.core.text import to_persian_digits


def assert_refused(function, value, **options):
    with pytest.raises(ValidationError) as caught:
        function(value, **options)
    assert all(sentence.endswith(".") for sentence in caught.value.messages)


@pytest.mark.parametrize("value", VECTORS["national_id"]["valid"])
def test_national_id_accepts(value):
    assert (
        ids.normalise_national_id(value)
        == ids.normalise_national_id(to_persian_digits(value))
        == value
    )


@pytest.mark.parametrize(
    ("typed", "stored"), VECTORS["national_id"]["valid_after_normalising"].items()
)
def test_national_id_reads_what_people_type(typed, stored):
    assert ids.normalise_national_id(typed) == stored


@pytest.mark.parametrize("value", [*VECTORS["national_id"]["invalid"], "۹۹۹۰۰۰۰۰۱۱", "²990000018"])
def test_national_id_refuses(value):
    assert_refused(ids.normalise_national_id, value)


def test_national_id_validator_wants_the_canonical_form():
    assert_refused(ids.validate_national_id, "۹۹۹۰۰۰۰۰۱۸")
    assert_refused(ids.validate_national_id, "9990000018\n")


def test_national_id_pads_only_on_import():
    assert ids.normalise_national_id("12345679", pad=True) == "0012345679"
    assert_refused(ids.normalise_national_id, "12345679")


def test_national_id_is_masked():
    assert ids.mask_national_id("9990000018") == "999****018"
    assert ids.mask_national_id("") == ""


@given(st.integers(0, 999_999_999), st.integers(0, 9), st.integers(1, 9))
def test_national_id_notices_one_wrong_digit(stem, place, change):
    valid = next(
        f"{stem:09}{d}" for d in "01234567890" if ids.is_national_id(f"{stem:09}{d}") or d == "0"
    )
    if ids.is_national_id(valid):
        wrong = valid[:place] + str((int(valid[place]) + change) % 10) + valid[place + 1 :]
        assert not ids.is_national_id(wrong)


@pytest.mark.parametrize("value", VECTORS["legal_id"]["valid"])
def test_legal_id_accepts(value):
    assert ids.normalise_legal_id(to_persian_digits(value)) == value


@pytest.mark.parametrize("value", [*VECTORS["legal_id"]["invalid"], "", "9990000010a"])
def test_legal_id_refuses(value):
    assert_refused(ids.normalise_legal_id, value)


@pytest.mark.parametrize("value", ["99900000102", "99900000180001"])
def test_economic_number_accepts(value):
    assert ids.normalise_economic_number(value) == value


@pytest.mark.parametrize("value", ["411111111111", "99900000180000", "99900000110001", ""])
def test_economic_number_refuses(value):
    assert_refused(ids.normalise_economic_number, value)


@pytest.mark.parametrize(("typed", "stored"), VECTORS["mobile"]["accept"].items())
def test_mobile_accepts(typed, stored):
    assert ids.normalise_mobile(typed) == stored


@pytest.mark.parametrize("value", VECTORS["mobile"]["reject"])
def test_mobile_refuses(value):
    assert_refused(ids.normalise_mobile, value)


@pytest.mark.parametrize(("typed", "stored"), VECTORS["landline"]["accept"].items())
def test_landline_accepts(typed, stored):
    assert ids.normalise_landline(typed) == stored


@pytest.mark.parametrize("value", VECTORS["landline"]["reject"])
def test_landline_refuses(value):
    assert_refused(ids.normalise_landline, value)


@pytest.mark.parametrize("value", VECTORS["postal_code"]["ok"])
def test_postal_code_accepts(value):
    typed, _arrow, stored = value.partition("→")
    assert ids.normalise_postal_code(typed) == (stored or typed)


@pytest.mark.parametrize("value", VECTORS["postal_code"]["bad"])
def test_postal_code_refuses(value):
    assert_refused(ids.normalise_postal_code, value)


def test_postal_code_outside_the_published_pattern_is_only_unusual():
    assert ids.normalise_postal_code("3333913444") == "3333913444"
    assert ids.is_unusual_postal_code("3333913444")
    assert not ids.is_unusual_postal_code("3799913444")


def test_student_number_follows_the_setting(settings):
    assert ids.normalise_student_number("۴۰۲۹۹۰۰۰۱") == "402990001"
    assert_refused(ids.normalise_student_number, "402")
    settings.STUDENT_NUMBER_PATTERN = r"40[0-9]{7}"
    assert ids.normalise_student_number("402990001") == "402990001"
    assert_refused(ids.normalise_student_number, "392990001")


def test_isic_code_keeps_its_leading_zero():
    assert ids.normalise_isic_code("۱۵۲۰") == "1520"
    assert ids.normalise_isic_code("111") == "0111"
    assert_refused(ids.normalise_isic_code, "15200")


@pytest.mark.parametrize(
    "value",
    [
        "user@ex\u0430mple.com",
        "user@xn--exmple-4nf.com",
        "user@mail.XN--EXMPLE-4NF.com",
        "user@",
        "a b",
        "علی@example.com",
        "a@b\nc.example",
    ],
)
def test_email_refuses(value):
    assert_refused(ids.normalise_email, value)


def test_email_loses_what_was_pasted_along():
    assert ids.normalise_email(" \u200eAli.K@Example.COM\u200f ") == "Ali.K@example.com"


def test_luhn_digit():
    assert ids.luhn_digit("7992739871") == "3"
    assert ids.is_luhn_valid("79927398713")
    assert not ids.is_luhn_valid("79927398710")
    with pytest.raises(ValueError):
        ids.luhn_digit("۱۲")


@given(st.text("0123456789", min_size=1, max_size=20), st.integers(0, 19), st.integers(1, 9))
def test_luhn_notices_one_wrong_digit(digits, place, change):
    whole = digits + ids.luhn_digit(digits)
    place %= len(whole)
    wrong = whole[:place] + str((int(whole[place]) + change) % 10) + whole[place + 1 :]
    assert ids.is_luhn_valid(whole)
    assert not ids.is_luhn_valid(wrong)


def test_codes_are_random_and_read_back():
    codes = {ids.generate_code() for _try in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert ids.normalise_crockford_code(f" {code[:5].lower()}-{code[5:]}") == code


def test_crockford_reads_look_alikes():
    assert ids.normalise_crockford_code("oil0000000") == "0110000000"
    assert_refused(ids.normalise_crockford_code, "U000000000")
    assert_refused(ids.normalise_crockford_code, "000")
