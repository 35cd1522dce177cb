"""The CV of an application: one file, replaced or removed by its student."""

from partnership.accounts.models import User
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from partnership.documents.services import erase_file, store_file
from students.models import Enrolment
from students.services.papers import Application


def write_cv(enrolment: Enrolment, application: Application, *, actor: User) -> None:
    """Store the new CV instead of the one before, or remove it when that was asked for."""
    if application.cv is None and not application.removes_cv:
        return
    for stored in StoredFile.objects.of(enrolment, FileKind.CV):
        erase_file(file_id=stored.pk, actor=actor, reason="replaced by the student")
    if application.cv is not None:
        store_file(upload_or_bytes=application.cv, owner=enrolment, kind=FileKind.CV, actor=actor)
