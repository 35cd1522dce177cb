from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from partnership.core import jalali, tones
from partnership.core.templatetags import hamyar


def shown(source, lang="fa", **context):
    with translation.override(lang):
        return Template("{% load hamyar %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "fa", "en"),
    [
        ("{{ v|jdate }}", date(2026, 11, 28), "۱۴۰۵/۰۹/۰۷", "28 Nov 2026"),
        (
            "{{ v|jdate:'long' }}",
            date(2026, 11, 28),
            "شنبه ۷ آذر ۱۴۰۵",
            "Saturday 28 November 2026",
        ),
        ("{{ v|jdate }}", None, "", ""),
        ("{{ v|jdate }}", "", "", ""),
        (
            "{{ v|jdatetime }}",
            datetime(2026, 11, 28, 10, 30, tzinfo=UTC),
            "۱۴۰۵/۰۹/۰۷، ۱۴:۰۰",
            "28 Nov 2026, 14:00",
        ),
        ("{{ v|jtime }}", datetime(2026, 11, 28, 10, 30, tzinfo=UTC), "۱۴:۰۰", "14:00"),
        ("{{ v|num }}", 1405, "۱۴۰۵", "1405"),
        ("{{ v|num }}", 12345, "۱۲٬۳۴۵", "12,345"),
        ("{{ v|num }}", Decimal("18.50"), "۱۸٫۵", "18.5"),
        ("{{ v|num }}", "02536169000", "۰۲۵۳۶۱۶۹۰۰۰", "02536169000"),
        ("{{ v|num }}", 0, "۰", "0"),
        ("{{ v|num }}", None, "", ""),
        ("{{ v|percent }}", 90, "۹۰٪", "90%"),
        (
            "{{ v|rial }}",
            1_850_000_000,
            "۱٬۸۵۰٬۰۰۰٬۰۰۰ ریال (۱۸۵ میلیون تومان)",
            "1,850,000,000 Rial (185 million Toman)",
        ),
        ("{{ v|toman }}", 1_850_000_000, "۱۸۵ میلیون تومان", "185 million Toman"),
        ("{{ v|grade }}", Decimal("18.50"), "۱۸٫۵", "18.5"),
        ("{{ v|in_words }}", 5, "پنج", "five"),
        ("{{ v|filesize }}", 1_258_291, "۱٫۲ مگابایت", "1.2 MB"),
        ("{{ v|masked_id }}", "9990000018", "۹۹۹****۰۱۸", "999****018"),
        (
            "{{ v|term }}",
            "14051",
            "نیمسال اول سال تحصیلی ۱۴۰۵–۱۴۰۶",
            "First semester, academic year 1405–1406",
        ),
        ("{{ v|ltr }}", "HS-1405", '<bdi dir="ltr">HS-1405</bdi>', '<bdi dir="ltr">HS-1405</bdi>'),
        ("{{ v|ltr }}", None, "", ""),
    ],
)
def test_filters_follow_the_language(source, value, fa, en):
    assert shown(source, "fa", v=value) == fa
    assert shown(source, "en", v=value) == en


@pytest.mark.parametrize("name", ["ltr", "num", "text:'title'"])
def test_filters_escape_what_people_wrote(name):
    evil = '"><script>1</script>'
    value = SimpleNamespace(text=lambda field: evil) if name.startswith("text") else evil
    html = shown("{{ v|" + name + " }}", v=value)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("distance", "fa", "en"),
    [
        (timedelta(seconds=-20), "هم‌اکنون", "just now"),
        (timedelta(minutes=-5, seconds=-1), "۵ دقیقه پیش", "5 minutes ago"),
        (timedelta(minutes=-61), "۱ ساعت پیش", "1 hour ago"),
    ],
)
def test_ago_for_moments(distance, fa, en):
    assert shown("{{ v|ago }}", "fa", v=timezone.now() + distance) == fa
    assert shown("{{ v|ago }}", "en", v=timezone.now() + distance) == en


@pytest.mark.parametrize(
    ("days", "fa", "en"),
    [
        (0, "امروز", "today"),
        (1, "فردا", "tomorrow"),
        (-1, "دیروز", "yesterday"),
        (3, "۳ روز دیگر", "in 3 days"),
        (-6, "۶ روز پیش", "6 days ago"),
    ],
)
def test_ago_for_days_within_a_week(days, fa, en):
    day = jalali.today() + timedelta(days=days)
    assert shown("{{ v|ago }}", "fa", v=day) == fa
    assert shown("{{ v|ago }}", "en", v=day) == en


def test_ago_beyond_a_week_is_a_date():
    day = jalali.today() - timedelta(days=8)
    assert shown("{{ v|ago }}", "fa", v=day) == jalali.format_date(day, "fa", "medium")
    assert shown("{{ v|ago }}", v=None) == ""


def test_state_badge_has_a_word_and_an_icon():
    thing = SimpleNamespace(state="revoked", get_state_display=lambda: "<ابطال>")
    html = shown("{% state_badge v %}", v=thing)
    assert "&lt;ابطال&gt;" in html
    assert 'data-tone="danger"' in html
    assert "#slash-circle" in html


def test_look_of_a_state_may_be_the_models_own():
    thing = SimpleNamespace(state="new", state_looks={"new": ("info", "star")})
    assert tones.look_of(thing) == ("info", "star")
    assert tones.look_of("unheard_of") == tones.NEUTRAL


def test_person_is_escaped():
    html = shown("{% person v %}", v=SimpleNamespace(full_name="علی <b>رضایی"))
    assert "&lt;b&gt;" in html


def test_icon_is_decoration_unless_labelled():
    assert 'aria-hidden="true"' in shown("{% icon 'check' %}")
    assert 'aria-label="انجام شد"' in shown("{% icon 'check' label='انجام شد' %}")


def test_moves_bar_without_a_reader_is_empty():
    assert hamyar.moves_bar(Context({}), SimpleNamespace())["moves"] == []
