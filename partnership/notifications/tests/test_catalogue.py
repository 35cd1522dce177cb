"""Every letter of the reference is known, has its words in both languages, and renders."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template
from django.utils.translation import override

from partnership.notifications.emails import Letter, registry

REFERENCE = Path(__file__).resolve().parents[2] / "demo" / "data" / "reference.json"
NOTIFICATIONS = json.loads(REFERENCE.read_text(encoding="utf-8"))["notifications"]


def words(letter: Letter, language: str) -> str:
    """The subject as the reference writes it, with `{names}`."""
    with override(language):
        return str(letter.subject).replace("%(", "{").replace(")s", "}")


@pytest.mark.parametrize("entry", NOTIFICATIONS, ids=lambda entry: entry["key"])
def test_letters_of_the_reference_are_known(entry: dict[str, Any]) -> None:
    letter = registry[entry["key"]]
    assert words(letter, "en") == entry["subject"]["en"]
    assert words(letter, "fa") == entry["subject"]["fa"]


@pytest.mark.parametrize("key", sorted(registry))
def test_letter_has_its_words(key: str) -> None:
    letter = registry[key]
    get_template(letter.template_name)
    assert words(letter, "fa") != words(letter, "en")
