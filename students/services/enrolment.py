"""Apply: account, record and application; send, withdraw."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.accounts.selectors import office_people
from partnership.accounts.services import create_user, grant_role, update_profile
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.identifiers import generate_code
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from partnership.programme.models import Round
from partnership.programme.selectors import current_round
from students import emails, workflow
from students.enums import (
    CONSENT_VERSION,
    ENROLMENT_EDITABLE,
    MAX_WISHES,
    UNDERTAKING_VERSION,
    EnrolmentState,
)
from students.models import Availability, Enrolment, Preference, Student, StudentSkill
from students.services.companions import link_companions, write_companions
from students.services.cv import write_cv
from students.services.papers import Application, Profile
from students.services.registrar.matching import match_enrolment
from students.services.revisions import RETURN_FIELDS, keep_revision
from students.services.withdrawals import require_not_barred

_RECORD = (
    "national_id",
    "student_number",
    "mobile",
    "gender",
    "degree",
    "entry_year",
    "major_id",
    "passed_credits",
    "gpa",
    "on_probation",
    *Profile.NAMES,
)


@transaction.atomic
def enrol_student(
    *,
    email: str,
    password: str | None,
    profile: Profile,
    application: Application,
    language: str = "",
    verified: bool = False,
    round_id: int | None = None,
    submit: bool = True,
    check_password: bool = True,
    outside_call: bool = False,
) -> Enrolment:
    """Open an account for a new student and hand in the application, in one go.

    The current round unless `round_id` names another; with `submit=False` it stays a draft.
    `outside_call` is for records of the past (demo, import): the dates of the call are not asked.
    Raises DomainError (with `field`) for identifiers that are malformed or taken, a weak
    password, or a closed call.
    """
    user = create_user(
        email=email,
        password=password,
        mobile=profile.mobile,
        student_number=profile.student_number,
        language=language,
        verified=verified,
        check_password=check_password,
        **profile.names,
    )
    enrolment = save_enrolment(
        user_id=user.pk,
        actor=user,
        profile=profile,
        application=application,
        round_id=round_id,
        outside_call=outside_call,
    )
    if not submit:
        return enrolment
    return submit_enrolment(enrolment_id=enrolment.pk, actor=user, outside_call=outside_call)


@transaction.atomic
def save_enrolment(
    *,
    user_id: int,
    actor: User,
    profile: Profile,
    application: Application,
    round_id: int | None = None,
    outside_call: bool = False,
) -> Enrolment:
    """Write or rewrite somebody's draft (or returned) application for a round.

    Raises DomainError when the call is closed, WrongState when the application is with the office.
    """
    if actor.pk != user_id:
        raise NotAllowed(_("Everybody writes their own application."))
    round_ = Round.objects.get(pk=round_id) if round_id else current_round()
    user = User.objects.locked().get(pk=user_id)
    student = _write_student(user, profile)
    grant_role(user_id=user.pk, role=Role.STUDENT)
    enrolment = Enrolment.objects.locked().filter(student=student, round=round_).first()
    if not outside_call and (enrolment is None or enrolment.state == EnrolmentState.DRAFT):
        require_not_barred(student.pk, round_, enrolment=enrolment)
    if enrolment is None:
        if not outside_call:
            _require_open_call(round_)
        enrolment = Enrolment(student=student, round=round_, code=_new_code())
    elif enrolment.state not in ENROLMENT_EDITABLE:
        raise WrongState(_("Your application is with the office and cannot be changed now."))
    _write_application(enrolment, application)
    write_cv(enrolment, application, actor=actor)
    link_companions(enrolment)
    ActionLog.objects.record(enrolment, verb="students.enrolment.save", actor=actor)
    return enrolment


@transaction.atomic
def submit_enrolment(*, enrolment_id: int, actor: User, outside_call: bool = False) -> Enrolment:
    """Hand the application in. Raises DomainError without consents or when the call is closed."""
    Student.objects.locked().get(enrolments=enrolment_id)  # the student before the application
    enrolment = (
        Enrolment.objects.locked().select_related("student__user", "round").get(pk=enrolment_id)
    )
    if enrolment.state == EnrolmentState.DRAFT and not outside_call:
        _require_open_call(enrolment.round)
    if not has_declared(enrolment):
        raise DomainError(
            _("Please accept the data consent and the undertaking in the form, then send it.")
        )
    enrolment.submitted_at = timezone.now()
    enrolment.revision += 1
    keep_revision(enrolment)
    also = ["submitted_at", "revision", "updated_at", *RETURN_FIELDS]
    apply(workflow.SUBMIT, enrolment, actor=actor, also=also)
    match_enrolment(enrolment)
    about = {"code": enrolment.code, "student": enrolment.student}
    user = enrolment.student.user
    queue_letter(emails.APPLICATION_RECEIVED, about=enrolment, to=[user], context=about)
    queue_letter(
        emails.APPLICATION_SUBMITTED,
        about=enrolment,
        to=office_people(),
        context=about,
        dedupe=f"students.enrolment:{enrolment.pk}:{enrolment.revision}",
    )
    return enrolment


def has_declared(enrolment: Enrolment) -> bool:
    """Whether consent and undertaking were given to the words in force now."""
    return (
        enrolment.consent_data_at is not None
        and enrolment.consent_version == CONSENT_VERSION
        and enrolment.undertaking_at is not None
        and enrolment.undertaking_version == UNDERTAKING_VERSION
    )


def _require_open_call(round_: Round) -> None:
    if not round_.is_enrolling():
        raise DomainError(_("Enrolment for this round is not open now."))


def _new_code() -> str:
    """A tracking code to read aloud; it begins with a letter so that it keeps its direction."""
    return f"E-{generate_code(8)}"


def _write_student(user: User, profile: Profile) -> Student:
    """Create or update the record beside the account; both carry the same identifiers."""
    update_profile(user_id=user.pk, actor=user, mobile=profile.mobile, **profile.names)
    student = Student.objects.locked().filter(user=user).first() or Student(user=user)
    for name in _RECORD:
        setattr(student, name, getattr(profile, name))
    if user.student_number != profile.student_number:
        _claim_student_number(user, profile.student_number)
    try:
        with transaction.atomic():
            student.save()
    except IntegrityError as error:
        raise _taken(student) from error
    return student


def _claim_student_number(user: User, number: str) -> None:
    if user.student_number:
        raise DomainError(
            _("The office changes a student number. Please write to it."), field="student_number"
        )
    user.student_number = number
    try:
        with transaction.atomic():
            user.save(update_fields=["student_number", "search", "updated_at"])
    except IntegrityError as error:
        raise DomainError(
            _("This student number already belongs to an account."), field="student_number"
        ) from error


def _taken(student: Student) -> DomainError:
    others = Student.objects.exclude(pk=student.pk)
    if others.filter(national_id=student.national_id).exists():
        return DomainError(
            _("This national ID already belongs to an account."), field="national_id"
        )
    return DomainError(
        _("This student number already belongs to an account."), field="student_number"
    )


def _write_application(enrolment: Enrolment, application: Application) -> None:
    """Columns, skills, free half-days and wishes."""
    enrolment.motivation = application.motivation
    enrolment.conflict = application.conflict
    enrolment.is_flexible = application.is_flexible
    enrolment.consent_data_at, enrolment.consent_version = _declared(
        application.consents_to_data,
        (enrolment.consent_data_at, enrolment.consent_version),
        CONSENT_VERSION,
    )
    enrolment.undertaking_at, enrolment.undertaking_version = _declared(
        application.gives_undertaking,
        (enrolment.undertaking_at, enrolment.undertaking_version),
        UNDERTAKING_VERSION,
    )
    enrolment.save()
    _replace(
        enrolment.student.skills,
        [
            StudentSkill(student=enrolment.student, skill_id=skill, level=level)
            for skill, level in application.skills.items()
        ],
    )
    _replace(
        enrolment.free_blocks,
        [
            Availability(enrolment=enrolment, weekday=day, block=block)
            for day, block in sorted(application.free_blocks)
        ],
    )
    _replace(
        enrolment.preferences,
        [
            Preference(enrolment=enrolment, problem_id=problem, rank=rank)
            for rank, problem in enumerate(dict.fromkeys(application.wishes[:MAX_WISHES]), start=1)
        ],
    )
    write_companions(enrolment, together=application.together, apart=application.apart)


def _declared(
    is_given: bool, before: tuple[datetime | None, str], version: str
) -> tuple[datetime | None, str]:
    """Moment and version of a declaration; to the same words it keeps its first moment."""
    if not is_given:
        return None, ""
    moment, old_version = before
    return (moment if moment and old_version == version else timezone.now()), version


def _replace(manager: Any, rows: list[Any]) -> None:
    manager.all().delete()
    manager.model._default_manager.bulk_create(rows)
