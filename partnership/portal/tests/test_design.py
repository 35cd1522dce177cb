"""The design system keeps its promises: contrast, no inline code, icons that exist, small files."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from partnership.portal.selectors.styleguide import samples

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
STYLES = sorted((STATIC / "css").glob("*.css"))
#: Mail and paper have no style sheet of the site and no content policy.
PAGES = [
    file
    for file in sorted(TEMPLATES.rglob("*.html"))
    if file.relative_to(TEMPLATES).parts[0] not in ("letters", "paper")
]
TEXT_PAIRS = [
    *((text, ground) for text in ("ink", "ink-2") for ground in ("paper", "sand", "sand-2")),
    *((tone, f"{tone}-soft") for tone in ("turquoise", "saffron", "lapis", "green", "red")),
    *((tone, "paper") for tone in ("turquoise", "saffron", "lapis", "green", "red")),
    ("ink", "grey-soft"),
    ("on-turquoise", "turquoise"),
    ("on-turquoise", "turquoise-deep"),
    ("paper", "saffron"),
    ("hero-ink-2", "hero"),
]


def tokens_of(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", block))


def themes() -> dict[str, dict[str, str]]:
    text = (STATIC / "css" / "tokens.css").read_text()
    light = tokens_of(text.split(":root {")[1].split("\n}")[0])
    chosen = tokens_of(text.split('[data-theme="dark"] {')[1].split("\n}")[0])
    device = tokens_of(text.split('[data-theme="auto"] {')[1].split("\n  }")[0])
    return {"light": light, "chosen dark": light | chosen, "device dark": light | device}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "chosen dark", "device dark"])
def test_text_can_be_read_on_its_ground(theme):
    colours = themes()[theme]
    weak = {pair: contrast(*(colours[name] for name in pair)) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    assert contrast(colours["line-control"], colours["paper"]) >= 3


def test_dark_by_choice_and_dark_by_device_are_one():
    assert themes()["chosen dark"] == themes()["device dark"]


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_styles_know_no_left_and_right(file):
    physical = re.findall(
        r"(?:margin|padding|border)-(?:left|right)\b|float:\s*(?:left|right)"
        r"|(?<![-\w])(?:left|right):\s",
        file.read_text(),
    )
    assert physical == []


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_styles_load_nothing_from_elsewhere(file):
    assert re.findall(r"https?://|data:|blob:", file.read_text()) == []


def test_styles_are_small_on_the_wire():
    size = sum(len(gzip.compress(file.read_bytes())) for file in STYLES)
    assert size < 40_000


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_pages_hold_no_inline_code(file):
    text = file.read_text()
    assert re.findall(r"<style|\sstyle=|\son(?:click|change|submit|load|input)=", text) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag] == []


def test_every_icon_of_the_templates_is_in_the_sprite():
    listed = set((STATIC / "img" / "icons.txt").read_text().split())
    named = re.compile(
        r'{% icon "([\w-]+)"|\bicon="([\w-]+)"|components/icon\.html" with name="([\w-]+)"'
    )
    used = {
        next(filter(None, found)) for file in PAGES for found in named.findall(file.read_text())
    }
    assert used - listed == set()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_component_draws_its_sample(language):
    with translation.override(language):
        page = render_to_string("components/gallery.html", {"s": samples(language)})
    assert f'lang="{language}"' in page
    assert page.count("<h1") == 2  # the hero's and the page head's, each on its own in a real page
    assert "{{" not in page and "{%" not in page
    shown = re.sub(r"<[^>]*>", " ", page)
    if language == "fa":
        # Latin letters stay only where they must: codes, addresses, names of programmes.
        assert not re.search(r"\b(?:Step|Page|Next|Filter|Download|Close|The system)\b", shown)
