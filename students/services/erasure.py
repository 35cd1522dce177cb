"""Erase a student: words, identifiers and files go; what is counted stays. See decision 0005."""

from itertools import chain
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.accounts.services import anonymise_user
from partnership.core.erasure import drop_events, scrub_log
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from partnership.documents.models import StoredFile
from partnership.documents.services import erase_files
from partnership.notifications.services import erase_letters
from students.models import (
    Appeal,
    Availability,
    CompanionWish,
    CourseCompletion,
    Enrolment,
    EnrolmentDraft,
    EnrolmentRevision,
    Preference,
    RegistrarImport,
    RegistrarRecord,
    ReviewItem,
    Student,
    StudentSkill,
    Waiver,
    Withdrawal,
)
from students.selectors.erasure import erasure_for
from students.services.training.snapshot import take_names_out

#: What stands where a name was; never shown beside anything that tells whose it was.
NOBODY_FA, NOBODY_EN = "بی‌نام", "Nameless"
_NOTHING = "–"


@transaction.atomic
def erase_my_data(*, student_id: int, actor: User) -> Student:
    """The student's own wish, granted at once where nothing stands in its way.

    Raises NotAllowed for anybody else, DomainError that says what stands in the way.
    """
    student = Student.objects.locked().get(pk=student_id)
    if student.user_id != actor.pk:
        raise NotAllowed(_("Everybody decides about their own data only."))
    erasure = erasure_for(student)
    if not erasure.is_open:
        raise DomainError(erasure.sentence)
    return anonymise_student(student_id=student.pk, actor=actor)


@transaction.atomic
def anonymise_student(*, student_id: int, actor: User | None) -> Student:
    """Make a student without an academic outcome anonymous, with everything about them.

    Safe to run twice. Raises DomainError for a student who was ever in a team.
    """
    student = Student.objects.locked().select_related("user").get(pk=student_id)
    if student.anonymised_at:
        return student
    if student.memberships.exists():
        raise DomainError(_("Academic outcomes are permanent: this student was in a team."))
    own = _own_rows(student)
    words = _words_of(student, own)
    _erase_files(student, own)
    erase_letters(user=student.user, about=own, words=words, instead=_("Erased"))
    _empty_applications(student)
    _empty_registrar(student, words)
    _empty_student(student)
    anonymise_user(user_id=student.user_id, actor=actor)
    scrub_log(own, words)
    _drop_history(student, own)
    ActionLog.objects.record(student, verb="students.student.anonymise", actor=actor)
    return student


def _own_rows(student: Student) -> list[models.Model]:
    """Every row that is about this student, the account included."""
    hanging: Any = (Appeal, Withdrawal, Waiver)
    of = chain.from_iterable(model.objects.filter(enrolment__student=student) for model in hanging)
    drafts = EnrolmentDraft.objects.filter(user=student.user)
    return [student, student.user, *student.enrolments.all(), *of, *drafts]


def _words_of(student: Student, own: list[models.Model]) -> list[str]:
    """What this person is known by. A name that somebody else bears, too, is left alone."""
    user = student.user
    words = {
        student.national_id, student.student_number, student.mobile,
        user.email, user.mobile, user.student_number,
        *(row.code for row in own if isinstance(row, Enrolment | Appeal)),
    }  # fmt: skip
    for language in ("fa", "en"):
        first = getattr(student, f"first_name_{language}")
        last = getattr(student, f"last_name_{language}")
        namesakes = Student.objects.exclude(pk=student.pk).filter(
            **{f"first_name_{language}": first, f"last_name_{language}": last}
        )
        if first and last and not namesakes.exists():
            words.add(f"{first} {last}")
    return sorted(word for word in words if word)


def _erase_files(student: Student, own: list[models.Model]) -> None:
    """Files of their rows, and whatever else they handed in."""
    owned = Q(uploaded_by=student.user_id)
    for row in own:
        owned |= Q(pk__in=StoredFile.objects.of(row).values("pk"))
    erase_files(StoredFile.objects.filter(owned))


def _empty_applications(student: Student) -> None:
    """Applications keep their states and dates for the counts; nothing that was written."""
    enrolments = Enrolment.objects.filter(student=student)
    for model in (Availability, Preference, EnrolmentRevision):
        model._default_manager.filter(enrolment__in=enrolments).delete()
    CompanionWish.objects.filter(
        Q(enrolment__in=enrolments)
        | Q(companion=student)
        | Q(student_number=student.student_number)
    ).delete()
    EnrolmentDraft.objects.filter(user=student.user_id).delete()
    ReviewItem.objects.filter(enrolment__in=enrolments).update(sentence="")
    Waiver.objects.filter(enrolment__in=enrolments).update(reason=_NOTHING)
    Withdrawal.objects.filter(enrolment__in=enrolments).update(reason="", professor_view="")
    Appeal.objects.filter(enrolment__in=enrolments).update(statement=_NOTHING, answer="")
    enrolments.update(motivation="", conflict="", decision_note="", declared={}, returned_fields={})


def _empty_registrar(student: Student, words: list[str]) -> None:
    """The registrar's row about this person, and lines of reports that quote it."""
    RegistrarRecord.objects.filter(
        Q(student_number=student.student_number) | Q(national_id=student.national_id)
    ).delete()
    for run in RegistrarImport.objects.all():
        rows = run.report.get("rows", [])
        kept = [row for row in rows if not any(word in str(row) for word in words)]
        if len(kept) < len(rows):
            RegistrarImport.objects.filter(pk=run.pk).update(report={**run.report, "rows": kept})


def _empty_student(student: Student) -> None:
    """Identifiers become the row's own number; major, degree and gender stay for the counts."""
    StudentSkill.objects.filter(student=student).delete()
    student.first_name_fa, student.last_name_fa = "", NOBODY_FA
    student.first_name_en, student.last_name_en = "", NOBODY_EN
    student.national_id, student.student_number = f"~{student.pk}", f"~{student.pk}"
    student.mobile, student.entry_year = "", None
    student.passed_credits, student.gpa, student.on_probation = 0, 0, False
    student.insured_until = student.internship_credits = student.registrar_checked_at = None
    student.anonymised_at = timezone.now()
    student.save()
    _empty_course_certificates(student)


def _empty_course_certificates(student: Student) -> None:
    """Frozen papers of courses name nobody any more; course, hours, dates and code stay."""
    for completion in CourseCompletion.objects.locked().filter(student=student):
        take_names_out(
            completion,
            names={"fa": NOBODY_FA, "en": NOBODY_EN},
            student_number=student.student_number,
        )
        completion.save(update_fields=["snapshot", "snapshot_hash", "updated_at"])


def _drop_history(student: Student, own: list[models.Model]) -> None:
    """Former versions of the rows, the one just written included."""
    drop_events(apps.get_model("students", "StudentEvent"), [student.pk])
    enrolments = [row.pk for row in own if isinstance(row, Enrolment)]
    drop_events(apps.get_model("students", "EnrolmentEvent"), enrolments)
