"""The letter of introduction on paper: always from the frozen snapshot."""

from datetime import date
from typing import Any

from partnership.documents.services import render_pdf
from teams.enums import LetterState
from teams.models import IntroductionLetter

TEMPLATE = "teams/paper/letter.html"


def words_of(letter: IntroductionLetter, language: str) -> dict[str, Any]:
    """What the paper shows in a language; empty before the letter has its number."""
    if not letter.snapshot:
        return {}
    return {
        **letter.snapshot[language],
        "number": letter.snapshot["number"],
        "date": date.fromisoformat(letter.snapshot["date"]),
    }


def pdf_of(letter: IntroductionLetter, language: str) -> bytes:
    """The PDF of a numbered letter."""
    words = words_of(letter, language)
    return render_pdf(
        TEMPLATE,
        {
            **words,
            "is_void": letter.state == LetterState.VOID,
            "signatories": [{"title": words["sign"]}],
        },
        language=language,
        sheets=("paper/introduction.css",),
    )
