"""What the room keeps about one person, for their own export."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from partnership.core.models import ActionLog
from partnership.core.personal import Fact, Part, collector, facts_of, show
from students.enums import FIELD_LABELS
from students.models import (
    Appeal,
    Attendance,
    CourseCompletion,
    Enrolment,
    EnrolmentDraft,
    EnrolmentRevision,
    RegistrarRecord,
    Student,
    Waiver,
    Withdrawal,
)

REVEAL = "students.student.reveal_national_id"
_RECORD = (
    "first_name_fa", "last_name_fa", "first_name_en", "last_name_en", "gender", "national_id",
    "student_number", "mobile", "major", "degree", "entry_year", "passed_credits", "gpa",
    "on_probation", "insured_until", "internship_credits", "registrar_checked_at",
)  # fmt: skip


def national_id_looks(student: Student) -> list[ActionLog]:
    """Who had the whole national ID shown, newest first."""
    rows = ActionLog.objects.about(student).filter(verb=REVEAL)
    return list(rows.select_related("actor"))


@collector(order=20)
def personal_student(user: Any) -> Iterator[Part]:
    """The record, what the registrar said, and who looked at the national ID."""
    student = Student.objects.filter(user=user).select_related("major").first()
    drafts = EnrolmentDraft.objects.visible_to(user).select_related("round").order_by("pk")
    yield Part(
        "drafts",
        _("Drafts of applications"),
        _("Fourteen days after you last wrote in them."),
        [_draft(row) for row in drafts],
    )
    if student is None:
        return
    permanent = _("Academic outcomes stay; without one, one year after the answer.")
    skills = [f"{row.skill} ({row.level})" for row in student.skills.select_related("skill")]
    yield Part(
        "student",
        _("Student record"),
        permanent,
        [facts_of(student, *_RECORD, skills=(_("Skills"), skills))],
    )
    registrar = RegistrarRecord.objects.filter(student_number=student.student_number)
    yield Part(
        "registrar",
        _("What the registrar told us"),
        permanent,
        [
            facts_of(row, "first_name", "last_name", "passed_credits", "gpa", "on_probation")
            for row in registrar
        ],
    )
    yield Part(
        "national-id-looks",
        _("Who looked at your national ID"),
        _("Two years."),
        [
            facts_of(row, "at", who=(_("person"), str(row.actor or _("System"))))
            for row in national_id_looks(student)
        ],
    )


@collector(order=30)
def personal_applications(user: Any) -> Iterator[Part]:
    """Applications with what hangs on them."""
    kept = _("One year after a rejection or withdrawal; with a team, permanently.")
    own = Enrolment.objects.filter(student__user=user).select_related("round").order_by("pk")
    own = own.prefetch_related("free_blocks", "preferences__problem", "companion_wishes")
    yield Part("applications", _("Applications"), kept, [_application(row) for row in own])
    sent = EnrolmentRevision.objects.filter(enrolment__student__user=user).order_by("pk")
    yield Part(
        "sent-applications",
        _("Applications as you sent them"),
        kept,
        [
            facts_of(row, "number", "created_at", content=(_("content"), _lines(row.content)))
            for row in sent
        ],
    )
    for key, title, model, names in (
        ("waivers", _("Rules set aside for you"), Waiver,
         ("created_at", "rule", "reason", "ended_at")),
        ("appeals", _("Appeals"), Appeal,
         ("code", "created_at", "subject", "state", "statement", "answer")),
        ("withdrawals", _("Withdrawals"), Withdrawal,
         ("created_at", "state", "code", "reason", "professor_view")),
    ):  # fmt: skip
        rows = model.objects.filter(enrolment__student__user=user).order_by("pk")
        yield Part(key, title, kept, [facts_of(row, *names) for row in rows])


@collector(order=40)
def personal_training(user: Any) -> Iterator[Part]:
    """Seats and completed courses."""
    kept = _("Permanently: they are part of your academic outcome.")
    seats = Attendance.objects.filter(student__user=user).select_related("session__course")
    yield Part(
        "training-seats",
        _("Training sessions"),
        kept,
        [
            facts_of(
                row,
                "state",
                "mark",
                course=(_("course"), str(row.session.course)),
                starts_at=(_("begins"), row.session.starts_at),
            )
            for row in seats.order_by("pk")
        ],
    )
    done = CourseCompletion.objects.filter(student__user=user).select_related("course")
    yield Part(
        "training-completed",
        _("Completed courses"),
        kept,
        [
            facts_of(row, "course", "completed_on", "expires_on", "mark", "code")
            for row in done.order_by("pk")
        ],
    )


def _application(row: Enrolment) -> list[Fact]:
    free = [str(block) for block in row.free_blocks.all()]
    wishes = [f"{wish.rank}. {wish.shown_title}" for wish in row.preferences.all()]
    # Whom one wishes to be with is somebody else's name: only the kind of wish is told.
    companions = [str(wish.get_kind_display()) for wish in row.companion_wishes.all()]
    return facts_of(
        row,
        "code",
        "round",
        "state",
        "submitted_at",
        "motivation",
        "conflict",
        "is_flexible",
        "consent_data_at",
        "undertaking_at",
        "undertaking_version",
        "rejection_code",
        "decision_note",
        free=(_("Free half-days"), free),
        wishes=(_("Wishes"), wishes),
        companions=(_("Companion wishes"), companions),
    )


def _draft(row: EnrolmentDraft) -> list[Fact]:
    typed = (_("as typed"), _lines(row.data))
    return facts_of(row, "round", "updated_at", "expires_at", typed=typed)


def _lines(data: dict[str, Any]) -> str:
    """What a form said, by its labels; whom one wishes to be with is somebody else's name."""
    return "\n".join(
        f"{FIELD_LABELS.get(name, name)}: {show(value)}"
        for name, value in data.items()
        if not name.startswith(("companion", "together", "apart"))
    )
