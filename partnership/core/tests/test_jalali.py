from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from partnership.core import jalali
from partnership.core.tests.reference import VECTORS
from partnership.core.text import to_persian_digits

AZAR_7 = date(2026, 11, 28)


@pytest.mark.parametrize(("typed", "stored"), VECTORS["jalali"]["pairs"].items())
def test_pairs_both_ways(typed, stored):
    day = date.fromisoformat(stored)
    assert jalali.parse_date(typed) == jalali.parse_date(to_persian_digits(typed)) == day
    assert jalali.format_date(day, "fa", "iso") == typed


@pytest.mark.parametrize("typed", [*VECTORS["jalali"]["invalid"], "2026-02-30", "1405/00/00"])
def test_impossible_days_are_refused(typed):
    with pytest.raises(ValidationError) as caught:
        jalali.parse_date(typed)
    assert caught.value.code == "no_such_date"


@pytest.mark.parametrize("year", VECTORS["jalali"]["leap_true"])
def test_leap_years_have_thirty_days_in_esfand(year):
    assert jalali.parse_date(f"{year}/12/30")


@pytest.mark.parametrize("year", VECTORS["jalali"]["leap_false"])
def test_other_years_have_not(year):
    with pytest.raises(ValidationError):
        jalali.parse_date(f"{year}/12/30")


@pytest.mark.parametrize(
    "typed",
    [
        "1405/07/15",
        "1405/7/15",
        "1405-7-15",
        "1405.07.15",
        "14050715",
        "15/7/1405",
        "۱۴۰۵/۰۷/۱۵",
        "١٤٠٥/٧/١٥",
        " ۱۴۰۵ / ۷ / ۱۵ ",
        "۱۵ مهر ۱۴۰۵",
        "چهارشنبه ۱۵ مهر ۱۴۰۵",
        "15 Mehr 1405",
        "2026-10-07",
        "\u200f1405/07/15",
    ],
)
def test_parse_date_is_forgiving(typed):
    assert jalali.parse_date(typed) == date(2026, 10, 7)


@pytest.mark.parametrize(
    "typed", ["", "فردا", "1405/07", "05/07/15", "0000/01/01", "9999/01/01", "1405//", "1405071"]
)
def test_parse_date_refuses_what_it_cannot_read(typed):
    with pytest.raises(ValidationError):
        jalali.parse_date(typed)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_date_survives_every_written_form(day):
    for style in ("short", "medium", "long", "input", "iso"):
        assert jalali.parse_date(jalali.format_date(day, "fa", style)) == day
    assert jalali.parse_date(jalali.format_date(day, "en", "iso")) == day


@pytest.mark.parametrize(
    ("lang", "style", "text"),
    [
        ("fa", "short", "۱۴۰۵/۰۹/۰۷"),
        ("fa", "medium", "۷ آذر ۱۴۰۵"),
        ("fa", "long", "شنبه ۷ آذر ۱۴۰۵"),
        ("fa", "official", "۱۴۰۵/۰۹/۰۷"),
        ("fa", "month", "آذر ۱۴۰۵"),
        ("fa", "day", "شنبه ۷ آذر"),
        ("fa", "input", "1405/09/07"),
        ("fa", "iso", "1405-09-07"),
        ("en", "short", "28 Nov 2026"),
        ("en", "medium", "28 November 2026"),
        ("en", "long", "Saturday 28 November 2026"),
        ("en", "official", "28 November 2026 (7\u00a0Azar\u00a01405)"),
        ("en", "month", "November 2026"),
        ("en", "day", "Saturday 28 November"),
        ("en", "input", "1405/09/07"),
        ("en", "iso", "2026-11-28"),
    ],
)
def test_format_date_styles(lang, style, text):
    assert jalali.format_date(AZAR_7, lang, style) == text


def test_format_date_without_a_date_or_with_an_unknown_style():
    assert (
        jalali.format_date(None) == jalali.format_datetime(None) == jalali.format_time(None) == ""
    )
    with pytest.raises(ValueError):
        jalali.format_date(AZAR_7, "fa", "tiny")


def test_moments_are_shown_in_tehran():
    late = datetime(2026, 11, 27, 21, 0, tzinfo=UTC)
    assert jalali.format_date(late, "fa") == "۱۴۰۵/۰۹/۰۷"
    assert jalali.format_datetime(late, "fa") == "۱۴۰۵/۰۹/۰۷، ۰۰:۳۰"
    assert jalali.format_datetime(late, "fa", "long") == "شنبه ۷ آذر ۱۴۰۵، ساعت ۰۰:۳۰"
    assert jalali.format_datetime(late, "en") == "28 Nov 2026, 00:30"
    summer = datetime(2022, 7, 1, 12, 0, tzinfo=UTC)
    assert jalali.format_time(summer, "en") == "16:30"
    assert jalali.format_time(datetime(2023, 7, 1, 12, 0, tzinfo=UTC), "en") == "15:30"


def test_jalali_year_turns_at_nowruz_in_tehran():
    assert jalali.jalali_year(date(2026, 3, 20)) == 1404
    assert jalali.jalali_year(datetime(2026, 3, 20, 20, 29, tzinfo=UTC)) == 1404
    assert jalali.jalali_year(datetime(2026, 3, 20, 20, 30, tzinfo=UTC)) == 1405


@pytest.mark.parametrize(
    ("typed", "read"),
    [("۸:۳۰", time(8, 30)), ("0830", time(8, 30)), ("8.30", time(8, 30)), ("۱۷", time(17))],
)
def test_parse_time(typed, read):
    assert jalali.parse_time(typed) == read


@pytest.mark.parametrize("typed", ["", "24:00", "8:60", "8:3", "noon"])
def test_parse_time_refuses(typed):
    with pytest.raises(ValidationError):
        jalali.parse_time(typed)


def test_term_labels():
    assert jalali.term_label("14051", "fa") == "نیمسال اول سال تحصیلی ۱۴۰۵–۱۴۰۶"
    assert jalali.term_label("۱۴۰۵۳", "en") == "Summer term, academic year 1405–1406"
    for wrong in ("4051", "14054", "24051"):
        with pytest.raises(ValueError):
            jalali.term_label(wrong)


def test_working_days_skip_the_weekend_and_holidays(settings):
    settings.WEEKEND = (3, 4)
    wednesday, saturday = date(2026, 11, 25), AZAR_7
    assert jalali.add_working_days(wednesday, 1) == saturday
    assert jalali.add_working_days(wednesday, 1, {saturday}) == date(2026, 11, 29)
    assert jalali.add_working_days(wednesday, 10) == date(2026, 12, 9)
    assert jalali.add_working_days(date(2026, 11, 26), 0) == saturday
    assert jalali.next_working_day(wednesday) == wednesday
    settings.WEEKEND = (4,)
    assert jalali.add_working_days(wednesday, 1) == date(2026, 11, 26)
    with pytest.raises(ValueError):
        jalali.add_working_days(wednesday, -1)


def test_a_week_without_working_days_is_an_error(settings):
    settings.WEEKEND = range(7)
    with pytest.raises(ValueError):
        jalali.next_working_day(AZAR_7)
