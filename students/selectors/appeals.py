"""How long one may appeal."""

from datetime import date

from django.utils import timezone

from partnership.core.jalali import to_tehran
from partnership.programme.selectors import working_days_after
from students.enums import AppealSubject, EnrolmentState
from students.models import Enrolment


def appeal_deadline(enrolment: Enrolment) -> date | None:
    """The last day to object to a rejection; None when nothing is rejected."""
    if enrolment.state != EnrolmentState.REJECTED:
        return None
    decided = to_tehran(enrolment.state_changed_at).date()
    return working_days_after(decided, enrolment.round.appeal_days)


def may_appeal(enrolment: Enrolment) -> bool:
    """Whether the student can still object to the rejection."""
    deadline = appeal_deadline(enrolment)
    if deadline is None or timezone.localdate() > deadline:
        return False
    return not enrolment.appeals.filter(subject=AppealSubject.REJECTION).exists()
