"""Certificates of a person, and what anyone may learn from a code."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from certificates.enums import CertificateState
from certificates.models import Certificate
from partnership.core.identifiers import normalise_crockford_code
from students.models import CourseCompletion


def certificates_of(user: Any) -> list[Certificate]:
    """A student's own certificates, newest first."""
    return list(
        Certificate.objects.filter(
            membership__student__user=user,
            state__in=[CertificateState.ISSUED, CertificateState.REVOKED],
        )
    )


def verify(code: str) -> Certificate | None:
    """The certificate with that code in one query; None for anything else, damaged or unknown."""
    try:
        canonical = normalise_crockford_code(code)
    except ValidationError:
        return None
    return (
        Certificate.objects.filter(
            code=canonical, state__in=[CertificateState.ISSUED, CertificateState.REVOKED]
        )
        .select_related("replaced_by")
        .first()
    )


def verify_course(code: str) -> CourseCompletion | None:
    """The completed training course with that code, void ones among them; None for all else."""
    try:
        canonical = normalise_crockford_code(code)
    except ValidationError:
        return None
    return CourseCompletion.objects.filter(code=canonical).first()


def course_facts(completion: CourseCompletion) -> dict[str, Any]:
    """What anyone may learn of a course: name, course, hours, dates, whether it counts today.

    From the frozen facts, as the paper has them; only whether it counts is read from today.
    """
    voided = completion.voided_at is not None
    state = "voided" if voided else "expired" if completion.has_expired else "valid"
    words, data = _words_of(completion.snapshot), completion.snapshot["data"]
    return {
        "state": state,
        "is_valid": state == "valid",
        "name": words["name"],
        "course": words["course"],
        "hours": data["hours"],
        "completed_on": date.fromisoformat(data["completed_on"]),
        "expires_on": date.fromisoformat(data["expires_on"]) if data["expires_on"] else None,
        "issued_on": date.fromisoformat(data["issued_on"]),
    }


def public_facts(certificate: Certificate) -> dict[str, Any]:
    """What domain notes §4.1 allow in public: no ID, no grade, the unit only with consent."""
    words = _words_of(certificate.snapshot)
    data = certificate.snapshot["data"]
    successor = getattr(certificate, "replaced_by", None)
    return {
        "state": certificate.state,
        "is_valid": certificate.state == CertificateState.ISSUED,
        "serial": certificate.serial,
        "code": certificate.code,
        "name": words["full_name"],
        "unit": words["unit"] if data["unit_is_public"] else "",
        "public_title": words["public_title"],
        "hours": data["hours"],
        "credits": data["credits"],
        "issued_on": certificate.issued_on,
        "revoked_on": certificate.revoked_on,
        "replaced_by": successor.serial
        if successor and successor.state == CertificateState.ISSUED
        else "",
    }


def _words_of(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The frozen words of the reader's language, else the Persian ones."""
    language = "fa" if (get_language() or "fa").startswith("fa") else "en"
    return snapshot.get(language) or snapshot["fa"]
