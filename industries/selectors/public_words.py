"""Whether a problem's public words give away what is confidential."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from industries.models import Problem
from industries.models.unit import is_generic_word
from partnership.core.text import search_key, to_ascii_digits

#: So many words in a row, the same in both texts, are a copy and no coincidence.
RUN = 6
#: A single digit is no figure that tells anything.
DIGITS = 2
_NUMBER = re.compile(r"\d+(?:[./,\u066b\u066c]\d+)*")


@dataclass(frozen=True)
class Slip:
    """One thing the public words tell: `kind` is unit, person, number, contact or copy."""

    kind: str
    words: str

    @property
    def sentence(self) -> str:
        """What to do about it."""
        said = {
            "unit": _("The name of the unit stands in the public words: “%(words)s”."),
            "person": _(
                "The name of a person of the unit stands in the public words: “%(words)s”."
            ),
            "number": _("This figure stands in the confidential text, too: %(words)s."),
            "contact": _("A number by which the unit can be found stands there: %(words)s."),
            "copy": _("This is copied from the confidential text: “%(words)s”."),
        }
        return said[self.kind] % {"words": self.words}


def slips_in(
    public: str,
    private: str,
    *,
    unit_names: Iterable[str] = (),
    people: Iterable[str] = (),
    codes: Iterable[str] = (),
) -> list[Slip]:
    """What a public text gives away; a pure function over words.

    `codes` are telephones and identifiers of the unit. Spelling makes no difference.
    """
    words = search_key(public).split()
    found = [
        *(Slip("unit", name) for name in _names_in(words, unit_names)),
        *(Slip("person", name) for name in _people_in(words, people)),
        *(Slip("contact", code) for code in _codes_in(public, codes)),
        *(Slip("number", number) for number in _numbers_in(public, private)),
        *(Slip("copy", run) for run in _runs_in(words, search_key(private).split())),
    ]
    return list(dict.fromkeys(found))


def slips_of(problem: Problem) -> list[Slip]:
    """The slips of a problem as it is written now; one query for the unit's people."""
    unit = problem.unit
    people = list(unit.persons.filter(is_active=True))
    english = problem.translations.get("en", {})
    public = " \n ".join(
        filter(
            None,
            (
                problem.public_title,
                problem.public_summary,
                english.get("public_title"),
                english.get("public_summary"),
            ),
        )
    )
    private = " \n ".join(filter(None, (problem.detail, english.get("detail"))))
    return slips_in(
        public,
        private,
        unit_names=(unit.name_fa, unit.name_en),
        people=[name for row in people for name in (row.name_fa, row.name_en) if name],
        codes=[
            unit.legal_id,
            unit.phone,
            unit.licence_no,
            unit.registration_no,
            *(row.mobile for row in people),
        ],
    )


def _names_in(words: list[str], names: Iterable[str]) -> Iterator[str]:
    """Names whose own words stand in the text, two in a row or the only one there is."""
    pairs = set(pairwise(words))
    for name in names:
        core = [word for word in search_key(name).split() if not is_generic_word(word)]
        is_single = len(core) == 1 and len(core[0]) > 2 and core[0] in words
        if is_single or any(pair in pairs for pair in pairwise(core)):
            yield name


def _people_in(words: list[str], people: Iterable[str]) -> Iterator[str]:
    """People by their last name; the first alone is nobody's."""
    for name in people:
        parts = search_key(name).split()
        if parts and len(parts[-1]) > 2 and parts[-1] in words:
            yield name


def _codes_in(public: str, codes: Iterable[str]) -> Iterator[str]:
    digits = re.sub(r"[^0-9A-Za-z]", "", to_ascii_digits(public))
    for code in codes:
        bare = re.sub(r"[^0-9A-Za-z]", "", code or "")
        if len(bare) > 4 and bare in digits:
            yield code


def _numbers_in(public: str, private: str) -> Iterator[str]:
    known = {_number(found) for found in _NUMBER.findall(to_ascii_digits(private))}
    for found in _NUMBER.findall(to_ascii_digits(public)):
        number = _number(found)
        if number in known and len(re.sub(r"\D", "", number)) >= DIGITS:
            yield found


def _number(text: str) -> str:
    """One spelling: thousands without a mark, decimals with a point."""
    plain = text.replace("\u066c", "").replace("\u066b", ".").replace("/", ".")
    plain = re.sub(r",(?=\d{3}(\D|$))", "", plain).replace(",", ".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _runs_in(words: list[str], private: list[str]) -> Iterator[str]:
    """Longest runs of words that stand in both texts in the same order."""
    known: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(private) - RUN + 1):
        known.setdefault(tuple(private[at : at + RUN]), []).append(at)
    at = 0
    while at <= len(words) - RUN:
        starts = known.get(tuple(words[at : at + RUN]), ())
        length = max((_shared(words, at, private, start) for start in starts), default=0)
        if length:
            yield " ".join(words[at : at + length])
        at += length or 1


def _shared(words: list[str], at: int, private: list[str], start: int) -> int:
    length = 0
    while (
        at + length < len(words)
        and start + length < len(private)
        and words[at + length] == private[start + length]
    ):
        length += 1
    return length


def sentences_of(problem: Problem) -> list[Any]:
    """The slips in words, for pages and messages."""
    return [slip.sentence for slip in slips_of(problem)]
