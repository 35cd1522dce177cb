"""Everything an officer looks at before deciding about one application."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet

from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from students.enums import FIELD_LABELS, EnrolmentState
from students.models import (
    Appeal,
    Availability,
    CompanionWish,
    Enrolment,
    Preference,
    StudentSkill,
)
from students.selectors.availability import week_of
from students.selectors.companions import companions_of
from students.selectors.eligibility import eligibility
from students.selectors.registrar import registrar_differences
from students.selectors.revisions import changes_of
from students.selectors.waiting import place_of
from students.selectors.wishes import lost_wishes


def dossier_of(enrolment: Any, *, reader: Any) -> dict[str, Any]:
    """Facts, rules, the registrar's word, papers, wishes and history, for an officer.

    The application comes from `with_hints`, with student, user, major, faculty, round, and what
    its page prefetches.
    """
    return {
        "student": enrolment.student,
        "rules": eligibility(enrolment),
        "registrar": registrar_differences(enrolment),
        "changes": changes_of(enrolment) if enrolment.revision > 1 else [],
        **wanted_of(enrolment, reader=reader),
        "earlier": earlier_rounds(enrolment) if enrolment.has_earlier else [],
        "waiting_place": place_of(enrolment),
        "corrections": corrections_of(enrolment),
    }


def wanted_of(enrolment: Any, *, reader: Any) -> dict[str, Any]:
    """What the student asks for and brings; parts that are empty cost no query."""
    wishes: list[Preference] = []
    if enrolment.has_wishes:
        wishes = list(enrolment.preferences.select_related("problem__category"))
    skills: list[StudentSkill] = []
    if enrolment.has_skills:
        skills = list(enrolment.student.skills.select_related("skill"))
    return {
        "wishes": wishes,
        "lost_wishes": lost_wishes(enrolment, wishes),
        "skills": skills,
        "week": week_of(enrolment) if enrolment.has_blocks else {"count": 0},
        "companions": companions_of(enrolment, reader=reader) if enrolment.has_companions else None,
        "appeals": list(enrolment.appeals.all()) if enrolment.has_appeals else [],
    }


def with_hints(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Say in the same query whether there is anything to read for the rarer parts of a dossier."""
    others = Enrolment.objects.filter(student=OuterRef("student")).exclude(pk=OuterRef("pk"))
    return rows.annotate(
        has_appeals=Exists(Appeal.objects.filter(enrolment=OuterRef("pk"))),
        has_earlier=Exists(others.exclude(state=EnrolmentState.DRAFT)),
        has_blocks=Exists(Availability.objects.filter(enrolment=OuterRef("pk"))),
        has_wishes=Exists(Preference.objects.filter(enrolment=OuterRef("pk"))),
        has_companions=Exists(CompanionWish.objects.filter(enrolment=OuterRef("pk"))),
        has_skills=Exists(StudentSkill.objects.filter(student=OuterRef("student"))),
        has_cv=Exists(
            StoredFile.objects.filter(
                owner_type=ContentType.objects.get_for_model(Enrolment),
                owner_id=OuterRef("pk"),
                kind=FileKind.CV,
            )
        ),
    )


def earlier_rounds(enrolment: Enrolment) -> list[Enrolment]:
    """The student's applications for other rounds, the latest first, without drafts."""
    return list(
        Enrolment.objects.filter(student=enrolment.student_id)
        .exclude(pk=enrolment.pk)
        .exclude(state=EnrolmentState.DRAFT)
        .select_related("round")
        .order_by("-round__term__code")
    )


def corrections_of(enrolment: Enrolment) -> list[dict[str, str]]:
    """What the office wants corrected, field by field, in the reader's language."""
    marked = enrolment.returned_fields
    return [
        {"field": name, "label": str(FIELD_LABELS.get(name, name)), "sentence": marked[name]}
        for name in dict.fromkeys([*FIELD_LABELS, *marked])
        if name in marked
    ]
