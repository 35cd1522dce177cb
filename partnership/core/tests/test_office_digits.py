"""Digits of the stock admin's own output."""

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from partnership.core.templatetags.office import page_digits


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
