"""From the registrar's records into applications: figures taken, what was declared kept."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from students.enums import FIGURES, REGISTRAR_DECIDES
from students.models import Enrolment, RegistrarRecord, Student

#: Where an enrolment's `declared` says that the officer keeps the student's figures.
KEPT = "kept"


def match_students(numbers: Iterable[str], *, actor: Any) -> dict[str, int]:
    """Give applications under review in the running round the registrar's figures.

    Students before applications are locked, as everywhere. Returns {"matched": applications found
    in the list, "adjusted": those whose figures changed}.
    """
    records = {
        record.student_number: record
        for record in RegistrarRecord.objects.filter(student_number__in=list(numbers))
    }
    open_ = Enrolment.objects.filter(round__is_current=True, state__in=REGISTRAR_DECIDES)
    students = {
        student.pk: student
        for student in Student.objects.locked().filter(
            student_number__in=records, enrolments__in=open_.values("pk")
        )
    }
    now, logs, changed = timezone.now(), [], []
    enrolments = list(Enrolment.objects.locked().filter(pk__in=open_, student__in=students))
    matched = 0
    for enrolment in enrolments:
        student = students[enrolment.student_id]
        record = records[student.student_number]
        if not is_same_person(student, record):
            continue
        matched += 1
        student.registrar_checked_at = student.updated_at = now
        if difference := _take(enrolment, student, record):
            changed.append(enrolment)
            logs.append(_log(enrolment, "match", actor, data=difference))
    Student.objects.bulk_update(
        students.values(), [*FIGURES, "registrar_checked_at", "updated_at"], batch_size=500
    )
    Enrolment.objects.bulk_update(changed, ["declared"], batch_size=500)
    ActionLog.objects.bulk_create(logs, batch_size=500)
    return {"matched": matched, "adjusted": len(changed)}


def match_enrolment(enrolment: Enrolment, *, actor: Any = None) -> bool:
    """The same for one application that has just been handed in; False without a record.

    The caller holds the locks of the student and the application.
    """
    student = enrolment.student
    record = RegistrarRecord.objects.filter(student_number=student.student_number).first()
    if record is None or not is_same_person(student, record):
        return False
    difference = _take(enrolment, student, record)
    student.registrar_checked_at = timezone.now()
    student.save(update_fields=[*FIGURES, "registrar_checked_at", "updated_at"])
    if difference:
        enrolment.save(update_fields=["declared", "updated_at"])
        _log(enrolment, "match", actor, data=difference).save()
    return True


@transaction.atomic
def keep_declared(*, enrolment_id: int, actor: User, reason: str) -> Enrolment:
    """Go by what the student declared after all, with a reason; later lists leave it so.

    Only while the registrar's figures stay what they are now. Raises DomainError when nothing was
    declared otherwise or the application is decided.
    """
    enrolment, student, record = _opened(enrolment_id, actor)
    declared = {name: value for name, value in enrolment.declared.items() if name in FIGURES}
    if record is None or not declared:
        raise DomainError(_("The registrar’s list says nothing else than the student."))
    if not reason.strip():
        raise DomainError(_("Please give the reason: it is part of the record."), field="reason")
    changes = _set(student, declared)
    enrolment.declared = {**declared, KEPT: _figures(record)}
    _save(enrolment, student)
    _log(enrolment, "keep_declared", actor, reason=reason.strip(), data=changes).save()
    return enrolment


@transaction.atomic
def take_registrar(*, enrolment_id: int, actor: User, reason: str = "") -> Enrolment:
    """Go by the registrar's figures again."""
    enrolment, student, record = _opened(enrolment_id, actor)
    if record is None or not is_same_person(student, record):
        raise DomainError(_("The registrar’s list does not know this student."))
    enrolment.declared.pop(KEPT, None)
    changes = _take(enrolment, student, record)
    student.registrar_checked_at = timezone.now()
    _save(enrolment, student)
    _log(enrolment, "take_registrar", actor, reason=reason.strip(), data=changes).save()
    return enrolment


def is_same_person(student: Student, record: RegistrarRecord) -> bool:
    """The number alone could be a slip of the pen: the national ID decides where it is given."""
    return not record.national_id or record.national_id == student.national_id


def _opened(enrolment_id: int, actor: User) -> tuple[Enrolment, Student, RegistrarRecord | None]:
    if not actor.has_perm("students.import_registrar"):
        raise NotAllowed(_("The office keeps these figures."))
    student = Student.objects.locked().get(enrolments=enrolment_id)
    enrolment = Enrolment.objects.locked().get(pk=enrolment_id)
    if enrolment.state not in REGISTRAR_DECIDES:
        raise DomainError(
            _("This application is decided; the academic record is changed on the student’s page.")
        )
    record = RegistrarRecord.objects.filter(student_number=student.student_number).first()
    return enrolment, student, record


def _take(enrolment: Enrolment, student: Student, record: RegistrarRecord) -> dict[str, Any]:
    """Write the registrar's figures into the student; returns {name: [declared, taken]}."""
    figures = _figures(record)
    if enrolment.declared.get(KEPT) == figures:
        return {}
    changes = _set(student, figures)
    declared = {name: pair[0] for name, pair in changes.items()}
    if changes or KEPT in enrolment.declared:
        before = {name: value for name, value in enrolment.declared.items() if name != KEPT}
        enrolment.declared = {**before, **declared}
    return changes


def _figures(record: RegistrarRecord) -> dict[str, Any]:
    """What the registrar knows, as JSON keeps it; a blank is no figure."""
    return {
        name: _kept(getattr(record, name)) for name in FIGURES if getattr(record, name) is not None
    }


def _kept(value: Any) -> Any:
    return value if isinstance(value, bool | int) else str(value)


def _set(student: Student, figures: dict[str, Any]) -> dict[str, list[Any]]:
    """Change what differs; returns {name: [before, after]}."""
    changes = {}
    for name, figure in figures.items():
        field: Any = Student._meta.get_field(name)
        before, after = getattr(student, name), field.to_python(figure)
        if before != after:
            changes[name] = [_kept(before), _kept(after)]
            setattr(student, name, after)
    return changes


def _save(enrolment: Enrolment, student: Student) -> None:
    student.save(update_fields=[*FIGURES, "registrar_checked_at", "updated_at"])
    enrolment.save(update_fields=["declared", "updated_at"])


def _log(
    enrolment: Enrolment, verb: str, actor: Any, *, reason: str = "", data: dict[str, Any]
) -> ActionLog:
    return ActionLog(
        content_type=ContentType.objects.get_for_model(Enrolment),
        object_id=enrolment.pk,
        verb=f"students.enrolment.{verb}",
        actor=actor,
        reason=reason,
        data=data,
    )
