"""Whose data may be erased, and whose time of keeping is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.models import ActionLog
from students.enums import (
    ENROLMENT_ACCEPTED,
    AppealState,
    EnrolmentState,
    WithdrawalState,
)
from students.models import Appeal, Enrolment, Student, Withdrawal

#: How long the data of somebody who was not taken on are kept after the last answer.
APPLICANT_KEPT = timedelta(days=365)
#: How long before the end a letter says so.
NOTICE = timedelta(days=30)
_CLOSED = (EnrolmentState.REJECTED, EnrolmentState.WITHDRAWN, EnrolmentState.DRAFT)


@dataclass(frozen=True)
class Erasure:
    """Whether somebody's data may be erased now, and if not, why and what to do."""

    is_open: bool
    sentence: str = ""


def erasure_for(student: Student) -> Erasure:
    """What stands in the way of erasing a student's data on their own wish."""
    if student.anonymised_at:
        return Erasure(False, _("These data have been erased already."))
    if student.memberships.exists():
        return Erasure(
            False,
            _(
                "You have been in a team: academic outcomes are part of the university’s record "
                "and stay."
            ),
        )
    enrolments = Enrolment.objects.filter(student=student)
    if enrolments.exclude(state__in=_CLOSED).exists():
        return Erasure(
            False,
            _("Your application is under way. Withdraw it first; afterwards come back to this."),
        )
    if Appeal.objects.filter(enrolment__student=student, state=AppealState.OPEN).exists():
        return Erasure(False, _("Your appeal is being answered. Wait for the answer."))
    if Withdrawal.objects.filter(
        enrolment__student=student,
        state__in=(WithdrawalState.PENDING, WithdrawalState.UNEXCUSED),
        created_at__gt=timezone.now() - APPLICANT_KEPT,
    ).exists():
        return Erasure(
            False,
            _(
                "A withdrawal without excuse counts for a year: until then your data are kept. "
                "If you think it should be excused, write to the office."
            ),
        )
    return Erasure(True)


def applicants_past(moment: datetime) -> QuerySet[Student]:
    """Students never taken on whose last answer is older than the moment.

    Never one with a team or another outcome, an application under way, an approval in the log, or
    an open appeal. `last_answer` says when the last application came to its end.
    """
    accepted = ActionLog.objects.filter(
        content_type=ContentType.objects.get_for_model(Enrolment), after__in=ENROLMENT_ACCEPTED
    ).values("object_id")
    of_student = Enrolment.objects.filter(student=OuterRef("pk"))
    return (
        Student.objects.filter(anonymised_at=None, memberships=None, completions=None)
        .filter(Exists(of_student))
        .exclude(Exists(of_student.exclude(state__in=_CLOSED)))
        .exclude(Exists(of_student.filter(pk__in=accepted)))
        .exclude(Exists(of_student.filter(appeals__state=AppealState.OPEN)))
        .annotate(last_answer=Max("enrolments__state_changed_at"))
        .filter(last_answer__lt=moment)
        .order_by("pk")
    )
