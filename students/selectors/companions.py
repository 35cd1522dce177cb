"""Whom somebody would like beside them, as its owner and as the office may read it."""

from dataclasses import dataclass, field
from typing import Any

from students.enums import EnrolmentState, WishKind
from students.models import CompanionWish, Enrolment, Student


@dataclass(frozen=True)
class Companion:
    """One wish. `student` and `answer` are for the office: whom it means, what they wish back."""

    kind: str
    number: str
    student: Student | None = None
    answer: str = ""

    @property
    def is_mutual(self) -> bool:
        """Whether both wish for each other."""
        return self.kind == self.answer == WishKind.TOGETHER

    @property
    def is_refused(self) -> bool:
        """Whether one would like what the other would rather not."""
        return self.kind == WishKind.TOGETHER and self.answer == WishKind.APART


@dataclass(frozen=True)
class Companions:
    """The wishes of an application, by kind."""

    together: list[Companion] = field(default_factory=list)
    apart: list[Companion] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.together or self.apart)


def companions_of(enrolment: Enrolment, *, reader: Any) -> Companions:
    """What the office may know, or what the owner typed; nothing for anybody else.

    The owner reads numbers only: whether a number is known here is nobody's business.
    """
    rows = CompanionWish.objects.filter(enrolment=enrolment)
    if reader.is_office:
        wishes = _for_the_office(enrolment, list(rows.select_related("companion")))
    elif enrolment.student.user_id == reader.pk:
        wishes = [
            Companion(kind=row.kind, number=row.student_number)
            for row in rows.exclude(student_number="")
        ]
    else:
        wishes = []
    return Companions(
        together=[wish for wish in wishes if wish.kind == WishKind.TOGETHER],
        apart=[wish for wish in wishes if wish.kind == WishKind.APART],
    )


def _for_the_office(enrolment: Enrolment, rows: list[CompanionWish]) -> list[Companion]:
    named = [row.companion_id for row in rows if row.companion_id]
    # A draft is nobody's business but its writer's.
    answers: dict[int, str] = {}
    if named:
        answers = dict(
            CompanionWish.objects.filter(
                companion=enrolment.student,
                enrolment__round_id=enrolment.round_id,
                enrolment__student__in=named,
            )
            .exclude(enrolment__state__in=(EnrolmentState.DRAFT, EnrolmentState.WITHDRAWN))
            .values_list("enrolment__student", "kind")
        )
    return [
        Companion(
            kind=row.kind,
            number=row.companion.student_number if row.companion else row.student_number,
            student=row.companion,
            answer=answers.get(row.companion_id or 0, ""),
        )
        for row in rows
    ]


__all__ = ["Companion", "Companions", "companions_of"]
