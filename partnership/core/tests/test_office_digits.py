"""Digits of the stock admin's own output."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from partnership.core.models import ActionLog
from partnership.core.templatetags.office import page_digits, readonly


@pytest.mark.parametrize(
    ("html", "persian"),
    [
        ('<td class="field-4">12</td>', '<td class="field-4">۱۲</td>'),
        ('<a href="/office/7/">تیم 7</a>', '<a href="/office/7/">تیم ۷</a>'),
        ('<bdi dir="ltr">14050001</bdi> 3', '<bdi dir="ltr">14050001</bdi> ۳'),
        ("<td>s01@student.example</td>", "<td>s01@student.example</td>"),
        ("<td>5 &#x27;6&#x27;</td>", "<td>۵ &#x27;۶&#x27;</td>"),
    ],
)
def test_only_shown_digits_change(html, persian):
    with translation.override("fa"):
        assert page_digits(mark_safe(html)) == persian
    with translation.override("en"):
        assert page_digits(mark_safe(html)) == html


def test_plain_text_is_escaped():
    with translation.override("fa"):
        assert page_digits("<1>") == "&lt;۱&gt;"


class ReadonlyField:
    """What Django hands to the template, as far as the filter looks at it."""

    model_admin = None

    def __init__(self, name, instance):
        self.field = {"field": name}
        self.form = type("Form", (), {"instance": instance})

    def contents(self):
        return "7"


def test_readonly_moments_follow_the_readers_calendar():
    field = ReadonlyField("at", ActionLog(at=datetime(2026, 11, 28, 6, 0, tzinfo=UTC)))
    with translation.override("fa"):
        assert "۱۴۰۵" in readonly(field)
    with translation.override("en"):
        assert "2026" in readonly(field)


def test_readonly_numbers_follow_the_readers_digits():
    with translation.override("fa"):
        assert readonly(ReadonlyField("verb", ActionLog(verb="x"))) == "۷"
