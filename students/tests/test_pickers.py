"""Pickers of the enrolment form as plain HTML: what they draw and what they read."""

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override

from industries.tests.factories import ProblemFactory
from partnership.core.text import search_key
from students.forms import EnrolForm
from students.forms.companions import NumbersField
from students.forms.pickers import AvailabilityField, SkillsField
from students.selectors import problem_cards
from students.tests.factories import MajorFactory, RoundFactory, SkillFactory

pytestmark = pytest.mark.django_db


class Pickers(forms.Form):
    """The fields alone."""

    skills = SkillsField(required=False)
    availability = AvailabilityField(required=False)
    together = NumbersField(most=3, required=False)


def post(**boxes: Any) -> Pickers:
    """The form as a browser sends it."""
    data = QueryDict(mutable=True)
    for name, value in boxes.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    form = Pickers(data)
    form.full_clean()
    return form


def test_a_skill_comes_with_its_level_and_the_usual_one_without() -> None:
    first, second = SkillFactory(), SkillFactory()
    form = post(skills=[str(first.pk), str(second.pk)], **{f"skills_level_{first.pk}": "5"})
    assert form.cleaned_data["skills"] == {first.pk: 5, second.pk: 3}


@pytest.mark.parametrize("level", ["0", "6", "۳", "x", "", "-1", "9" * 5000])
def test_levels_are_one_to_five(level: str) -> None:
    skill = SkillFactory()
    form = post(skills=str(skill.pk), **{f"skills_level_{skill.pk}": level})
    assert "skills" in form.errors


def test_a_retired_skill_is_refused() -> None:
    with pytest.raises(ValidationError):
        SkillsField().clean({SkillFactory(is_active=False).pk: 3})


def test_every_level_is_one_tap_and_has_words() -> None:
    skill = SkillFactory()
    with override("en"):
        html = str(Pickers(initial={"skills": {skill.pk: 4}})["skills"])
    assert html.count(f'type="radio" name="skills_level_{skill.pk}"') == 5
    assert 'value="4" aria-label="4 – experienced" checked' in html
    assert "<select" not in html


def test_skills_are_found_by_the_words_of_both_languages() -> None:
    SkillFactory(name_fa="مدل‌سازی سه‌بُعدی", name_en="3-D CAD (SolidWorks)")
    html = str(Pickers()["skills"])
    for word in ("مدلسازی", "سهبعدی", "solidworks", "materials"):
        assert search_key(word) in html.split('data-key="')[1].split('"')[0]


def test_half_days_are_boxes_with_names() -> None:
    with override("fa"):
        html = str(Pickers(initial={"availability": ["sat-morning"]})["availability"])
    assert html.count('type="checkbox"') == 18
    assert html.count(" checked") == 1
    assert "شنبه – صبح" in html


@pytest.mark.parametrize("code", ["fri-morning", "sat-night", "sat", "", "x" * 10_000])
def test_unknown_half_days_are_refused(code: str) -> None:
    assert "availability" in post(availability=code).errors


def test_numbers_stay_in_their_boxes_when_one_is_wrong() -> None:
    form = post(together_1="12", together_3="۴۰۲۹۹۰۰۰۱")
    assert "together" in form.errors
    html = str(form["together"])
    assert 'name="together_1" value="12"' in html
    assert 'name="together_3" value="۴۰۲۹۹۰۰۰۱"' in html


def test_markup_typed_into_a_box_stays_text() -> None:
    html = str(post(together_1='"><script>alert(1)</script>')["together"])
    assert "<script>" not in html


def test_cards_show_public_words_only() -> None:
    RoundFactory()
    major = MajorFactory()
    listed = ProblemFactory(
        state="open", title="عنوان درونی", detail="شرح درونی", public_title="عنوان عمومی"
    )
    listed.majors.add(major)
    guarded = ProblemFactory(state="open", public_title="محدود", confidentiality="restricted")
    ProblemFactory(state="open", public_title="پنهان", confidentiality="secret")
    ProblemFactory(state="draft", public_title="پیش‌نویس")
    cards = {card.pk: card for card in problem_cards()}
    assert set(cards) == {listed.pk, guarded.pk}
    assert cards[listed.pk].majors == [major]
    assert (cards[guarded.pk].place, cards[guarded.pk].sector) == ("", "")
    words = " ".join(str(value) for card in cards.values() for value in vars(card).values())
    for hidden in ("درونی", listed.unit.name_fa, guarded.unit.name_fa, "پنهان"):
        assert hidden not in words
    form = EnrolForm()
    assert [field.name for field in form.wish_fields] == [f"preference_{n}" for n in range(1, 6)]


def test_cards_cost_the_same_for_one_and_for_three(django_assert_num_queries: Any) -> None:
    ProblemFactory(state="open").majors.add(MajorFactory())
    with django_assert_num_queries(2):
        problem_cards()
    for problem in ProblemFactory.create_batch(2, state="open"):
        problem.majors.add(MajorFactory())
    with django_assert_num_queries(2):
        assert len(problem_cards()) == 3
