"""Open problems as applicants may see them: public words only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from partnership.core.jalali import active_language
from partnership.core.text import join_words, search_document
from students.selectors.enrolments import listed_problems

#: Where a problem comes from is said only for those without restriction.
_OPEN = "normal"


@dataclass(frozen=True)
class ProblemCard:
    """One problem to wish for; `key` holds the search keys of all its words, in both languages."""

    pk: int
    title: str
    summary: str
    category: str
    place: str
    sector: str
    majors: Sequence[Any]
    key: str

    @property
    def major_names(self) -> str:
        """Majors asked for, as a phrase."""
        return join_words([major.name for major in self.majors], lang=active_language())


def problem_cards() -> list[ProblemCard]:
    """Cards of the listed problems, in two queries; never a secret one, never the detail."""
    problems = listed_problems().select_related("category", "unit__place", "unit__isic")
    return [_card(problem) for problem in problems.prefetch_related("majors")]


def _card(problem: Any) -> ProblemCard:
    is_open = problem.confidentiality == _OPEN
    place = problem.unit.place if is_open else None
    sector = problem.unit.isic if is_open else None
    majors = list(problem.majors.all())
    named = [row for row in (problem.category, place, sector, *majors) if row]
    words = [word for row in named for word in (row.name_fa, row.name_en)]
    summary = problem.text("public_summary") if problem.public_summary else ""
    return ProblemCard(
        pk=problem.pk,
        title=problem.shown_title,
        summary=summary,
        category=problem.category.name,
        place=place.name if place else "",
        sector=sector.name if sector else "",
        majors=majors,
        key=search_document(problem.shown_title, problem.public_title, summary, *words),
    )


__all__ = ["ProblemCard", "problem_cards"]
