"""Frozen facts for every course certificate there is: as they stand now, issued when recorded."""

from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from partnership.core.jalali import to_tehran
from partnership.core.snapshots import digest


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Freeze once; facts that are frozen stay."""
    model = apps.get_model("students", "CourseCompletion")
    rows = model.objects.filter(snapshot_hash="").exclude(code=None)
    for row in rows.select_related("student", "course", "session__instructor").iterator():
        row.snapshot = facts_of(row)
        row.snapshot_hash = digest(row.snapshot)
        row.save(update_fields=["snapshot", "snapshot_hash"])


def facts_of(row: Any) -> dict[str, Any]:
    """Version 1 of `students.services.training.snapshot`, from plain columns."""
    student = row.student
    return {
        "version": 1,
        "data": {
            "code": row.code,
            "verify_url": f"{settings.SITE_URL}/verify/{row.code}/",
            "student_number": student.student_number,
            "course": row.course.code,
            "hours": row.course.hours,
            "completed_on": row.completed_on.isoformat(),
            "expires_on": row.expires_on.isoformat() if row.expires_on else "",
            "issued_on": to_tehran(row.created_at).date().isoformat(),
            "mark": "" if row.mark is None else f"{row.mark.normalize():f}",
            "session": row.session_id,
        },
        "fa": words_of(row, "fa", "en"),
        "en": words_of(row, "en", "fa") if student.first_name_en and student.last_name_en else None,
    }


def words_of(row: Any, language: str, other: str) -> dict[str, str]:
    """Names in one language, else in the other."""

    def read(thing: Any, name: str) -> str:
        return getattr(thing, f"{name}_{language}") or getattr(thing, f"{name}_{other}")

    student = row.student
    instructor = row.session.instructor if row.session else None
    return {
        "name": f"{read(student, 'first_name')} {read(student, 'last_name')}".strip(),
        "course": read(row.course, "name"),
        "instructor": (named(instructor, language) or named(instructor, other))
        if instructor
        else "",
    }


def named(person: Any, language: str) -> str:
    """First and last name in one language only."""
    first, last = (getattr(person, f"{part}_name_{language}") for part in ("first", "last"))
    return f"{first} {last}".strip()


class Migration(migrations.Migration):
    dependencies = [("students", "0010_frozen_course_certificates")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
