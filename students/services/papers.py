"""What an applicant hands in, as the services take it: no form and no request needed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from partnership.documents.inspection import Accepted


@dataclass(frozen=True)
class Profile:
    """Who the student is and how far the studies have come. Identifiers in canonical form."""

    national_id: str
    student_number: str
    mobile: str
    first_name_fa: str
    last_name_fa: str
    major_id: int
    passed_credits: int
    gpa: Decimal
    first_name_en: str = ""
    last_name_en: str = ""
    gender: str = ""
    degree: str = "BSC"
    entry_year: int | None = None
    on_probation: bool = False

    NAMES = ("first_name_fa", "last_name_fa", "first_name_en", "last_name_en")

    @property
    def names(self) -> dict[str, str]:
        """The four name columns, as accounts take them."""
        return {name: getattr(self, name) for name in self.NAMES}


@dataclass(frozen=True)
class Application:
    """What the student asks for.

    `skills` is {skill id: level 1–5}, `free_blocks` pairs of (weekday, half-day) codes,
    `wishes` problem ids, the dearest first, at most five; `together` and `apart` student numbers.
    Without a new `cv` the one handed in before stays, unless `removes_cv`.
    """

    motivation: str = ""
    conflict: str = ""
    is_flexible: bool = True
    skills: Mapping[int, int] = field(default_factory=dict)
    free_blocks: frozenset[tuple[str, str]] = frozenset()
    wishes: tuple[int, ...] = ()
    together: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    consents_to_data: bool = False
    gives_undertaking: bool = False
    cv: Accepted | None = None
    removes_cv: bool = False
