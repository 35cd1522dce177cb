"""Names a problem is found by beside its own text: those on its public card, and the desk's."""

from typing import Any

from industries.enums import Confidentiality

#: Columns a search reads; whoever saves one of them by name saves all.
WORDS = ("public_words", "desk_words")
SEARCH_COLUMNS = (*WORDS, "search", "desk_search")


def tells_place(problem: Any) -> bool:
    """Whether the public card says where the problem comes from: only without restriction."""
    return problem.confidentiality == Confidentiality.NORMAL


def words_of(problem: Any) -> str:
    """Names of category, skills, majors, and of place and sector where the card tells them.

    In both languages, with the translated public text; one a line. Reads related rows, so a list
    of problems comes with `category`, `unit__place`, `unit__isic`, `majors`,
    `required_skills__skill`.
    """
    named = [problem.category]
    if tells_place(problem):
        named += [problem.unit.place, problem.unit.isic]
    named += [row.skill for row in problem.required_skills.all()]
    named += list(problem.majors.all())
    words = [word for row in named if row for word in (row.name_fa, row.name_en)]
    for texts in problem.translations.values():
        words += [texts.get("public_title"), texts.get("public_summary")]
    return "\n".join(dict.fromkeys(word for word in words if word))


def desk_words_of(problem: Any) -> str:
    """Names only readers of the whole problem search by: unit, place, second category."""
    unit = problem.unit
    named = [row for row in (unit, unit.place, problem.secondary_category) if row]
    words = [word for row in named for word in (row.name_fa, row.name_en)]
    words += [text.get("title") for text in problem.translations.values()]
    return "\n".join(dict.fromkeys(word for word in words if word))
