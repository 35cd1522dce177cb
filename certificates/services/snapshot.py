"""The frozen facts of a certificate: all that is printed, in both languages, and its hash."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from certificates.enums import SignatoryRole
from certificates.models import Certificate, Signatory
from partnership.core.jalali import format_date
from partnership.core.numbers import format_number, grade_in_words
from partnership.core.text import to_persian_digits
from partnership.programme.enums import Degree, Gender
from teams.models import Membership

HONORIFIC = {
    ("fa", Gender.MALE): "جناب آقای",
    ("fa", Gender.FEMALE): "سرکار خانم",
    ("fa", ""): "آقای/خانم",
    ("en", Gender.MALE): "Mr",
    ("en", Gender.FEMALE): "Ms",
    ("en", ""): "Mr/Ms",
}


def build_snapshot(certificate: Certificate) -> dict[str, Any]:
    """Every printed fact as it is now. English is None without the student's Latin name.

    The problem is named by its public title only, never by the confidential one.
    """
    membership = Membership.objects.select_related(
        "student__major",
        "team__professor",
        "team__round__term",
        "team__problem__unit",
        "team__problem__category",
        "credit",
    ).get(pk=certificate.membership_id)
    credit = membership.credit
    unit = membership.team.problem.unit
    data = {
        "serial": certificate.serial,
        "code": certificate.code,
        "verify_url": f"{settings.SITE_URL}/verify/{certificate.code}/",
        "issued_on": certificate.issued_on.isoformat() if certificate.issued_on else "",
        "hours": f"{credit.hours.normalize():f}",
        "credits": f"{credit.credits.normalize():f}" if credit.credits is not None else "",
        "grade": f"{credit.grade:f}" if credit.grade is not None else "",
        "executed": membership.team.executed,
        "unit_is_public": unit.names_on_certificates,
        "replaces": certificate.replaces.serial if certificate.replaces else "",
    }
    with_english = bool(membership.student.full_name_en)
    return {
        "version": 1,
        "data": data,
        "fa": _words("fa", certificate, membership),
        "en": _words("en", certificate, membership) if with_english else None,
    }


def _words(language: str, certificate: Certificate, membership: Membership) -> dict[str, Any]:
    """The printed words of one language."""
    with override(language):
        student, team, credit = membership.student, membership.team, membership.credit
        unit, term = team.problem.unit, team.round.term
        national_id, number = student.national_id, student.student_number
        show = str if language == "en" else to_persian_digits
        return {
            "honorific": HONORIFIC[language, student.gender or ""],
            "full_name": student.full_name,
            "national_id": show(national_id),
            "student_number": show(number),
            "degree": str(Degree(student.degree).label),
            "major": student.major.name,
            "team_role": membership.get_role_display(),
            "team_name": team.name,
            "professor": team.professor.full_name if team.professor else "",
            "start_date": _day(team.starts_on, language),
            "end_date": _day(team.ends_on, language),
            "hours": format_number(credit.hours.normalize()),
            "unit": unit.name,
            "public_title": team.problem.shown_title,
            "grade": format_number(credit.grade) if credit.grade is not None else "",
            "grade_words": grade_in_words(credit.grade) if credit.grade is not None else "",
            "credits": format_number(credit.credits.normalize()) if credit.credits else "",
            "term": term.name,
            "regulation": team.round.regulation
            if language == "fa"
            else "the University’s internship regulation",
            "issue_date": format_date(certificate.issued_on, style="official"),
            "issue_day": format_date(certificate.issued_on, style="medium"),
            "signatories": _signatories(certificate.issued_on or timezone.localdate(), membership),
        }


def _day(day: date | None, language: str) -> str:
    return format_date(day, style="official" if language == "fa" else "long") if day else ""


def _signatories(day: date, membership: Membership) -> list[dict[str, str]]:
    """Title and name of each box, in the order of signing."""
    holders = {
        row.role: row
        for row in Signatory.objects.filter(since__lte=day).order_by("since")
        if row.until is None or row.until >= day
    }
    manager = membership.team.problem.unit.manager
    names = {
        SignatoryRole.PROFESSOR: membership.team.professor.full_name
        if membership.team.professor
        else "",
        SignatoryRole.MANAGER: manager.name if manager else "",
    }
    return [
        {
            "title": str(role.label),
            "name": names.get(role, holders[role].name if role in holders else ""),
        }
        for role in SignatoryRole
    ]
