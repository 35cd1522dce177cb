"""Papers of the training: the attendance sheet and the certificate of a course."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.errors import DomainError, WrongState
from partnership.core.numbers import format_number
from partnership.core.qr import qr_svg
from partnership.documents.services import render_pdf
from students.models import CourseCompletion, TrainingSession

SHEET = "students/paper/attendance_sheet.html"
CERTIFICATE = "students/paper/course_certificate.html"
#: Empty lines for people who come without having registered; never fewer than these.
SPARE_LINES = 5
#: Certificates in one file: some seconds of a web worker, no more.
MOST_CERTIFICATES = 100


def attendance_sheet(session: TrainingSession, language: str) -> bytes:
    """The list to sign on A4, letterhead and empty lines included."""
    seats = session.seats.seated().select_related("student").order_by("student__sort_name", "pk")
    students = [seat.student for seat in seats]
    first = len(students) + 1
    return render_pdf(
        SHEET,
        {
            "session": session,
            "students": students,
            "spare": range(first, first + SPARE_LINES),
            "attachment": "",
            "signatories": [
                {
                    "title": gettext_lazy("Instructor"),
                    "name": session.instructor.full_name if session.instructor else "",
                }
            ],
        },
        language=language,
        sheets=("paper/training.css",),
    )


def course_certificates(completions: Sequence[CourseCompletion]) -> bytes:
    """Certificates from their frozen facts, in one file: a Persian page each, and an English one
    with a Latin name.

    Raises DomainError without any or with too many at once, WrongState for one declared void.
    """
    if not completions:
        raise DomainError(_("There is no certificate to print yet."))
    if len(completions) > MOST_CERTIFICATES:
        raise DomainError(
            _("At most %(n)s certificates fit into one file.")
            % {"n": format_number(MOST_CERTIFICATES)}
        )
    if any(row.voided_at for row in completions):
        raise WrongState(_("This completed course was declared void; it has no certificate."))
    pages = [page for row in completions for page in _pages(row)]
    return render_pdf(
        CERTIFICATE,
        {"pages": pages},
        language="fa",
        landscape=True,
        images={page["data"]["code"]: qr_svg(page["data"]["verify_url"]) for page in pages},
        sheets=("paper/training.css",),
    )


def _pages(completion: CourseCompletion) -> list[dict[str, Any]]:
    snapshot = completion.snapshot
    data = snapshot["data"]
    return [
        {
            "lang": language,
            "dir": "rtl" if language == "fa" else "ltr",
            "data": data,
            "words": snapshot[language],
            "completed_on": _day(data["completed_on"]),
            "expires_on": _day(data["expires_on"]),
            "issued_on": _day(data["issued_on"]),
            "mark": Decimal(data["mark"]) if data["mark"] else None,
        }
        for language in ("fa", "en")
        if snapshot[language]
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
