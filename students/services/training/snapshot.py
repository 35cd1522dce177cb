"""The frozen facts of a course's certificate: all that is printed and told of it, and the hash."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from partnership.core.snapshots import digest
from students.models import CourseCompletion


def freeze(completion: CourseCompletion, *, issued_on: date | None = None) -> CourseCompletion:
    """Write the facts as they are now into the row, which the caller saves.

    English is None without the student's Latin name. Names changed later change no paper.
    """
    student, course, session = completion.student, completion.course, completion.session
    data = {
        "code": completion.code,
        "verify_url": f"{settings.SITE_URL}/verify/{completion.code}/",
        "student_number": student.student_number,
        "course": course.code,
        "hours": course.hours,
        "completed_on": completion.completed_on.isoformat(),
        "expires_on": completion.expires_on.isoformat() if completion.expires_on else "",
        "issued_on": (issued_on or timezone.localdate()).isoformat(),
        "mark": _plain(completion.mark),
        "session": session.pk if session else None,
    }
    completion.snapshot = {
        "version": 1,
        "data": data,
        "fa": _words("fa", completion),
        "en": _words("en", completion) if student.full_name_en else None,
    }
    return _sealed(completion)


def correct_mark(completion: CourseCompletion, mark: Decimal | None) -> CourseCompletion:
    """Put the mark of a corrected register into row and paper; all else stays as it was issued."""
    completion.mark = mark
    completion.snapshot["data"]["mark"] = _plain(mark)
    return _sealed(completion)


def take_names_out(
    completion: CourseCompletion, *, names: dict[str, str], student_number: str
) -> CourseCompletion:
    """Erase whose certificate it was: course, hours and dates stay. See decision 0005."""
    completion.snapshot["data"]["student_number"] = student_number
    for language, name in names.items():
        if completion.snapshot.get(language):
            completion.snapshot[language]["name"] = name
    return _sealed(completion)


def _words(language: str, completion: CourseCompletion) -> dict[str, str]:
    session = completion.session
    instructor = session.instructor if session else None
    with override(language):
        return {
            "name": completion.student.full_name,
            "course": completion.course.name,
            "instructor": instructor.name_in(language) if instructor else "",
        }


def _plain(mark: Decimal | None) -> str:
    return "" if mark is None else f"{Decimal(mark).normalize():f}"


def _sealed(completion: CourseCompletion) -> CourseCompletion:
    completion.snapshot_hash = digest(completion.snapshot)
    return completion
