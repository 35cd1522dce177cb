"""How long drafts, refused applications and the registrar's lists are kept."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partnership.core.errors import DomainError
from partnership.core.retention import before, rule
from partnership.documents.models import StoredFile
from partnership.documents.services import erase_files
from partnership.notifications.models import Message
from partnership.notifications.services import queue_letter
from students import emails
from students.models import EnrolmentDraft, RegistrarImport
from students.selectors.erasure import APPLICANT_KEPT, NOTICE, applicants_past
from students.services.drafts import delete_old_drafts
from students.services.erasure import anonymise_student

#: The registrar's lists concern the whole university: their files go once they have been read.
LISTS_KEPT = timedelta(days=90)


@rule("students.drafts")
def forget_drafts(dry_run: bool) -> int:
    """Drafts nobody has written in for their fourteen days, with the files they held."""
    old = EnrolmentDraft.objects.filter(expires_at__lt=timezone.now())
    return old.count() if dry_run else delete_old_drafts()


@rule("students.notices")
def announce_erasure(dry_run: bool) -> int:
    """The letter thirty days ahead, once for the same last answer."""
    due = [
        student
        for student in applicants_past(before(APPLICANT_KEPT - NOTICE)).select_related("user")
        if not _notice_of(student)
    ]
    if not dry_run:
        for student in due:
            _announce(student)
    return len(due)


@rule("students.applicants")
def anonymise_applicants(dry_run: bool) -> int:
    """Applicants never taken on, a year after the last answer and thirty days after the letter."""
    done = 0
    for student in applicants_past(before(APPLICANT_KEPT)).select_related("user"):
        notice = _notice_of(student)
        # Nobody without an address waits for a letter that cannot be written.
        told = notice is not None and notice.created_at < before(NOTICE)
        if not told and student.user.is_active:
            continue
        if not dry_run:
            try:
                with transaction.atomic():
                    anonymise_student(student_id=student.pk, actor=None)
            except DomainError:
                # Somebody who has acted in another role meanwhile: the office's to decide.
                continue
        done += 1
    return done


@rule("students.registrar_files")
def forget_registrar_files(dry_run: bool) -> int:
    """Files of the registrar's lists; the figures taken over stay."""
    of_lists = ContentType.objects.get_for_model(RegistrarImport)
    old = StoredFile.objects.filter(owner_type=of_lists, created_at__lt=before(LISTS_KEPT))
    return old.count() if dry_run else erase_files(old)


def _key(student: Any) -> str:
    """Of a student with `last_answer`, as `applicants_past` gives them."""
    return f"retention:{student.pk}:{student.last_answer.date().isoformat()}"


def _notice_of(student: Any) -> Message | None:
    """The letter already written for this end of this student's applications."""
    return Message.objects.filter(
        event=emails.RETENTION_NOTICE.key, dedupe=_key(student), recipient=student.user
    ).first()


def _announce(student: Any) -> None:
    day = max(student.last_answer + APPLICANT_KEPT, timezone.now() + NOTICE)
    queue_letter(
        emails.RETENTION_NOTICE,
        about=student,
        to=[student.user],
        context={"day": emails.ReaderDate(timezone.localtime(day).date())},
        dedupe=_key(student),
        url=reverse("accounts:show_my_data"),
    )
