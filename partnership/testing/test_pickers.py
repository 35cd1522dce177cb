"""The pickers of the enrolment form under fingers, mouse and keyboard, in a real browser.

No server runs: the browser is handed one rendered form; styles and scripts are the site's own.
"""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template import engines
from django.utils.translation import override
from playwright.sync_api import Browser, Locator, Page, Route

from industries.tests.factories import ProblemFactory
from partnership.core.text import search_key
from partnership.testing.doors.eyes import HEIGHTS, SITE, static_file
from students.forms import EnrolForm
from students.tests.factories import MajorFactory, RoundFactory, SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.journey]
PAGE = """{% load static i18n crispy_forms_filters %}
{% get_current_language_bidi as LANGUAGE_BIDI %}
<!doctype html><html lang="{{ lang }}" dir="{{ LANGUAGE_BIDI|yesno:'rtl,ltr' }}" data-theme="light">
<head><title>Pickers</title>{% include "components/shell/head.html" %}</head><body><main><form>
{{ form.major|as_crispy_field }}{{ form.availability }}{{ form.skills }}
{% include "students/parts/wishes.html" %}{{ form.together|as_crispy_field }}
</form></main><script type="module" src="{% static 'js/hamyar.js' %}"></script></body></html>"""
VECTORS = Path(__file__).parents[1] / "demo" / "data" / "reference.json"
Open = Callable[..., Page]


@pytest.fixture
def problems() -> list[Any]:
    """Seven open problems."""
    RoundFactory()
    rows = [ProblemFactory(state="open", public_title=f"مسئلهٔ {n}") for n in range(7)]
    rows[6].majors.add(MajorFactory())
    return rows


@pytest.fixture
def open_form(browser: Browser, problems: list[Any]) -> Iterator[Open]:
    """Opens the form in a language, on a phone or at a desk, with or without scripts."""
    contexts = []

    def open_one(language: str = "fa", width: int = 360, **options: Any) -> Page:
        with override(language):
            template = engines["django"].from_string(PAGE)
            form = EnrolForm(initial=options.pop("initial", None))
            html = template.render({"form": form, "lang": language})
        context = browser.new_context(
            base_url=SITE,
            viewport={"width": width, "height": HEIGHTS[width]},
            has_touch=width < 600,
            reduced_motion="reduce",
            java_script_enabled=options.pop("scripts", True),
        )
        contexts.append(context)
        context.set_default_timeout(15_000)

        def answer(route: Route) -> None:
            asked = urlsplit(route.request.url)
            file = static_file(asked.path) if asked.path.startswith(settings.STATIC_URL) else None
            if file:
                kind = guess_type(file.name)[0] or "application/octet-stream"
                route.fulfill(body=file.read_bytes(), content_type=kind)
            else:
                route.fulfill(body=html, content_type="text/html; charset=utf-8")

        context.route("**/*", answer)
        page = context.new_page()
        page.goto("/")
        page.wait_for_load_state("networkidle")
        return page

    yield open_one
    for context in contexts:
        context.close()


def checked(page: Page, name: str) -> list[str]:
    """Values of the ticked boxes of this name."""
    boxes = page.locator(f'[name="{name}"]:checked')
    return [str(box.get_attribute("value")) for box in boxes.all()]


def wishes(page: Page) -> list[str]:
    """What the form would send, by rank."""
    return [page.locator(f'[name="preference_{rank}"]').input_value() for rank in range(1, 6)]


def middles(*boxes: Locator) -> list[tuple[float, float]]:
    """Where a finger would touch them, all in view at once."""
    for box in (*boxes, boxes[0]):
        box.scroll_into_view_if_needed()
    places = [box.bounding_box() for box in boxes]
    assert all(places)
    return [
        (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        for place in places
        if place
    ]


def swipe(page: Page, start: Locator, *stops: Locator, hold_ms: int = 0) -> None:
    """A finger goes from one place to others, after resting for a while."""
    device = page.context.new_cdp_session(page)
    points = middles(start, *stops)
    touch = [{"x": points[0][0], "y": points[0][1]}]
    device.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": touch})
    page.wait_for_timeout(hold_ms)
    for (left, top), (right, bottom) in pairwise(points):
        for step in range(1, 9):
            at = {
                "x": left + (right - left) * step / 8,
                "y": top + (bottom - top) * step / 8,
            }
            device.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    device.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(50)


def cell(page: Page, value: str) -> Locator:
    """A half-day as it is drawn."""
    return page.locator(f'.week-cell:has(input[value="{value}"])')


def listen(page: Page) -> None:
    """Count what the form hears, as the draft does."""
    page.evaluate(
        "window.heard = 0; document.forms[0].addEventListener('input', () => window.heard++)"
    )


def test_words_have_the_same_key_here_and_on_the_server(open_form: Open) -> None:
    vectors = json.loads(VECTORS.read_text("utf-8"))["test_vectors"]["search_equal"]
    words = [word for row in vectors for word in row]
    words += ["آذر", "اذر", "رؤیا", "پائیز", "مسئلهٔ ۱۲", "سه‌بُعدی", "GD&T", "Straße", "ﻻﻡ", "١٤٠٥"]
    words += ["خانهٔ", "خانۀ", "\u202eabc\u200f", "ـکـشـیـده", "ء", "m²", "İstanbul", "under_score"]
    page = open_form()
    found = page.evaluate(
        """async (words) => {
          const { searchKey } = await import("/static/js/search-key.js");
          return words.map(searchKey);
        }""",
        words,
    )
    assert found == [search_key(word) for word in words]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_half_days_by_touch(open_form: Open, language: str) -> None:
    page = open_form(language)
    listen(page)
    cell(page, "sat-morning").tap()
    assert checked(page, "availability") == ["sat-morning"]
    swipe(page, cell(page, "mon-morning"), cell(page, "mon-afternoon"))
    assert len(checked(page, "availability")) == 4
    assert page.evaluate("window.heard") == 2
    # Over what is marked a stroke clears.
    swipe(page, cell(page, "mon-noon"), cell(page, "mon-afternoon"))
    assert checked(page, "availability") == ["sat-morning", "mon-morning"]
    # A finger that rests first may go down the page.
    swipe(page, cell(page, "sun-noon"), cell(page, "tue-afternoon"), hold_ms=350)
    assert len(checked(page, "availability")) == 2 + 6
    cell(page, "sat-morning").tap()
    assert "sat-morning" not in checked(page, "availability")


def test_a_quick_finger_upwards_scrolls_and_marks_nothing(open_form: Open) -> None:
    page = open_form()
    swipe(page, cell(page, "thu-noon"), cell(page, "sat-noon"))
    assert checked(page, "availability") == []


def test_half_days_by_mouse_and_headings(open_form: Open) -> None:
    page = open_form("en", 1280)
    first, last = middles(cell(page, "sat-morning"), cell(page, "mon-noon"))
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*last, steps=6)
    page.mouse.up()
    assert len(checked(page, "availability")) == 6
    page.get_by_role("button", name="None", exact=True).click()
    assert checked(page, "availability") == []
    page.get_by_role("button", name="Tuesday", exact=True).click()
    page.get_by_role("button", name="Noon", exact=True).click()
    assert len(checked(page, "availability")) == 3 + 5
    assert page.get_by_text("Free half-days: 8").is_visible()
    page.get_by_role("button", name="Noon", exact=True).click()
    assert checked(page, "availability") == ["tue-morning", "tue-afternoon"]
    page.get_by_role("button", name="All", exact=True).click()
    assert len(checked(page, "availability")) == 18


@pytest.mark.parametrize(("language", "onward"), [("fa", "ArrowLeft"), ("en", "ArrowRight")])
def test_half_days_by_keyboard(open_form: Open, language: str, onward: str) -> None:
    page = open_form(language, 1280)
    page.locator('[value="sat-morning"]').focus()
    for key in ("Space", onward, "Space", "ArrowDown", "Space", "End", "Home", "Space"):
        page.keyboard.press(key)
    assert checked(page, "availability") == ["sat-morning", "sat-noon", "sun-morning", "sun-noon"]
    page.keyboard.press("Control+End")
    page.keyboard.press("Space")
    assert checked(page, "availability")[-1] == "thu-afternoon"
    # One stop for the tab key.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.week-cell')") is None


def test_skills_by_search_touch_and_keyboard(open_form: Open) -> None:
    skill = SkillFactory(name_fa="مدل‌سازی سه‌بعدی", name_en="3-D CAD (SolidWorks)")
    other = SkillFactory(name_fa="آزمون كشش", name_en="Tensile test")
    page = open_form()
    listen(page)
    search = page.locator("[data-skills-search]")
    for words in ("مدلسازي", "SOLIDW", "سه بعدی"):
        search.fill(words)
        assert page.locator("[data-skill]:visible").count() == 1
    assert page.evaluate("window.heard") == 0
    search.press("Enter")
    assert checked(page, "skills") == [str(skill.pk)]
    row = page.locator("[data-skill]:visible")
    row.locator(".skill-step").nth(4).tap()
    assert checked(page, f"skills_level_{skill.pk}") == ["5"]
    assert row.locator(".skill-words:visible").inner_text().startswith("۵")
    row.locator(":checked[type=radio]").focus()
    page.keyboard.press("ArrowUp")
    assert checked(page, f"skills_level_{skill.pk}") == ["4"]
    search.fill("ازمون کشش")
    page.locator("[data-skill]:visible .skill-name").tap()
    assert checked(page, "skills") == [str(skill.pk), str(other.pk)]
    page.locator("[data-skills-view=chosen]").tap()
    assert page.locator("[data-skill]:visible").count() == 2
    assert page.locator("[data-skills-count]").inner_text() == "۲"
    page.locator("[data-skill-remove]:visible").first.tap()
    assert checked(page, "skills") == [str(other.pk)]
    search.fill("هیچ‌چیز")
    assert page.locator("[data-skills-none]").is_visible()


def test_wishes_by_buttons_and_keys(open_form: Open, problems: list[Any]) -> None:
    page = open_form()
    listen(page)
    keys = [str(problem.pk) for problem in problems]
    for place in range(3):
        page.locator(f'[data-problem="{keys[place]}"] [data-problem-add]').tap()
    assert wishes(page) == [*keys[:3], "", ""]
    page.locator("[data-wish-down]").nth(0).tap()
    assert wishes(page)[:3] == [keys[1], keys[0], keys[2]]
    grip = page.locator("[data-wish-grip]")
    grip.nth(2).focus()
    page.keyboard.press("Home")
    assert wishes(page)[:3] == [keys[2], keys[1], keys[0]]
    assert page.evaluate("document.activeElement.closest('li').dataset.problem") == keys[2]
    assert "۱" in page.locator("[data-wishes-status]").inner_text()
    page.keyboard.press("ArrowDown")
    assert wishes(page)[:3] == [keys[1], keys[2], keys[0]]
    page.locator("[data-wish-remove]").nth(1).tap()
    assert wishes(page) == [keys[1], keys[0], "", "", ""]
    assert page.evaluate("window.heard") == 7
    page.locator(f'[data-problem="{keys[0]}"] [data-problem-add]').tap()
    assert wishes(page) == [keys[1], "", "", "", ""]


@pytest.mark.parametrize("width", [360, 1280])
def test_wishes_by_dragging(open_form: Open, problems: list[Any], width: int) -> None:
    keys = [str(problem.pk) for problem in problems[:3]]
    ranked = {f"preference_{rank}": key for rank, key in enumerate(keys, start=1)}
    page = open_form(width=width, initial=ranked)
    page.wait_for_function("() => Boolean(window.Sortable)")
    page.wait_for_timeout(100)
    grips = page.locator("[data-wish-grip]")
    if width < 600:
        swipe(page, grips.nth(2), grips.nth(0), hold_ms=50)
    else:
        target, start = middles(grips.nth(0), grips.nth(2))
        page.mouse.move(*start)
        page.mouse.down()
        # A hand is slower than a script: the library looks twenty times a second where it is.
        for lift in (4, 10):
            page.mouse.move(target[0], target[1] - lift, steps=12)
            page.wait_for_timeout(150)
        page.mouse.up()
    page.wait_for_timeout(300)
    assert wishes(page)[:3] == [keys[2], keys[0], keys[1]]


def test_five_wishes_are_the_most(open_form: Open, problems: list[Any]) -> None:
    page = open_form("en", 1280)
    page.locator("[data-wishes-more]").click()
    for problem in problems:
        page.locator(f'[data-problem="{problem.pk}"] [data-problem-add]').click()
    assert wishes(page) == [str(problem.pk) for problem in problems[:5]]
    assert "Five" in page.locator("[data-wishes-status]").inner_text()


def test_problems_are_found_and_those_of_ones_major_lead(
    open_form: Open, problems: list[Any]
) -> None:
    page = open_form()
    assert page.locator("[data-problem]:visible").count() == 5
    page.locator("[name=major]").select_option(str(MajorFactory().pk))
    first = page.locator("[data-problem]:visible").first
    assert first.get_attribute("data-problem") == str(problems[6].pk)
    assert first.locator("[data-problem-fits]").is_visible()
    page.locator("[data-wishes-search]").fill("مسئله ٤")
    shown = page.locator("[data-problem]:visible")
    assert [row.get_attribute("data-problem") for row in shown.all()] == [str(problems[4].pk)]


def test_a_draft_that_comes_back_is_drawn(open_form: Open, problems: list[Any]) -> None:
    skill = SkillFactory()
    page = open_form()
    page.evaluate(
        """async ([problem, skill]) => {
          const { fill } = await import("/static/js/draft.js");
          fill(document.forms[0], {
            preference_1: [problem], skills: [skill], availability: ["wed-noon"],
            together_1: ["۴۰۲۹۹۰۰۰۱"], together_2: ["402990002"],
          });
        }""",
        [str(problems[3].pk), str(skill.pk)],
    )
    assert page.locator(".wish-title").all_inner_texts() == ["مسئلهٔ 3"]
    assert page.locator("[data-skills-count]").inner_text() == "۱"
    assert "۱" in page.locator("[data-week-count]").inner_text()
    assert page.locator(".number-box:visible").count() == 2


def test_companions_box_by_box(open_form: Open) -> None:
    page = open_form()
    assert page.locator(".number-box:visible").count() == 1
    page.locator("[name=together_1]").fill("402990001")
    page.locator("[data-box-add]").tap()
    page.keyboard.type("402990002")
    assert page.locator("[name=together_2]").input_value() == "402990002"
    page.locator("[data-box-clear]:visible").first.tap()
    assert page.locator("[name=together_1]").input_value() == "402990002"
    assert page.locator("[name=together_2]").input_value() == ""
    assert page.locator(".number-box:visible").count() == 1


def test_without_scripts_everything_can_be_filled_in(open_form: Open, problems: list[Any]) -> None:
    skill = SkillFactory()
    page = open_form(scripts=False)
    cell(page, "sat-noon").click()
    page.locator(f'.skill-name:has([value="{skill.pk}"])').click()
    page.locator(f'label:has([name="skills_level_{skill.pk}"][value="2"])').click()
    page.locator("[name=preference_2]").select_option(str(problems[1].pk))
    page.locator("[name=together_3]").fill("402990003")
    assert checked(page, "availability") == ["sat-noon"]
    assert checked(page, "skills") == [str(skill.pk)]
    assert checked(page, f"skills_level_{skill.pk}") == ["2"]
    assert page.locator(".needs-js:visible").count() == 0


@pytest.mark.parametrize("language", ["fa", "en"])
def test_targets_are_large_enough_for_a_finger(open_form: Open, language: str) -> None:
    skill = SkillFactory()
    page = open_form(language, initial={"skills": {skill.pk: 3}, "preference_1": ""})
    page.locator("[data-problem-add]:visible").first.tap()
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, label, summary, select, .form-control")]
          .filter((part) => part.checkVisibility() && !part.matches(".form-label"))
          .filter((part) => part.getBoundingClientRect().height < 43.5)
          .map((part) => part.outerHTML.slice(0, 120))"""
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
