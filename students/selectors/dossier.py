"""Everything an officer looks at before deciding about one application."""

from typing import Any

from students.enums import ENROLMENT_ACCEPTED, FIELD_LABELS, EnrolmentState
from students.models import Enrolment
from students.selectors.availability import week_of
from students.selectors.companions import companions_of
from students.selectors.eligibility import eligibility
from students.selectors.registrar import registrar_differences
from students.selectors.revisions import changes_of
from students.selectors.training import course_states
from students.selectors.waiting import place_of


def dossier_of(enrolment: Enrolment, *, reader: Any) -> dict[str, Any]:
    """Facts, rules, the registrar's word, papers, wishes and history, for an officer.

    The application carries student, user, major, faculty, round, and what its page prefetches.
    """
    return {
        "student": enrolment.student,
        "rules": eligibility(enrolment),
        "registrar": registrar_differences(enrolment),
        "changes": changes_of(enrolment) if enrolment.revision > 1 else [],
        "week": week_of(enrolment),
        "companions": companions_of(enrolment, reader=reader),
        "earlier": earlier_rounds(enrolment),
        "appeals": list(enrolment.appeals.all()),
        "courses": course_states(enrolment.student)
        if enrolment.state in ENROLMENT_ACCEPTED
        else [],
        "waiting_place": place_of(enrolment),
        "corrections": corrections_of(enrolment),
    }


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
