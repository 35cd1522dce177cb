"""Whether leaving is free or has to be judged, and who may come back."""

from datetime import date
from typing import Any

from django.db.models import F, Q

from partnership.programme.models import Round
from students.enums import EnrolmentState
from students.models import Enrolment, Student, Withdrawal
from students.selectors.rulebook import barred_until

#: A letter of introduction that is out; the teams' room knows the others.
_LETTER_OUT = ("signed", "accepted")
#: Leaving a team for these causes is leaving by oneself, not being moved by the office.
_OWN_CAUSES = ("withdrew", "illness")


def introduced_membership(enrolment: Enrolment) -> Any | None:
    """The place in a team whose letter of introduction went out with the student in it.

    None while leaving is still free. Whoever left the team after the letter and the programme
    later is counted as introduced, too. Comes with the team and its professor.
    """
    membership: Any = Student._meta.get_field("memberships").related_model
    present = Q(state="active")
    went = Q(
        state="left",
        leaving_cause__in=_OWN_CAUSES,
        left_at__date__gte=F("team__letters__date"),
    )
    rows = membership.objects.filter(
        present | went,
        student=enrolment.student_id,
        team__round=enrolment.round_id,
        team__letters__state__in=_LETTER_OUT,
    )
    return rows.select_related("team__professor__user").order_by("-pk").first()


def last_withdrawal(enrolment: Enrolment) -> Withdrawal | None:
    """The latest leaving of an application."""
    return enrolment.withdrawals.order_by("-pk").first()


def may_resume(enrolment: Enrolment, *, on: date | None = None) -> bool:
    """Whether the student may take a withdrawn application up again today."""
    if enrolment.state != EnrolmentState.WITHDRAWN or not enrolment.round.is_enrolling(on):
        return False
    bar = barred_until(enrolment.student_id, enrolment.round, enrolment=enrolment, on=on)
    return bar is None


def barred_until_for(user: Any, round_: Round) -> date | None:
    """The day from which this account's student may enrol again; asked of nobody else's record."""
    student = Student.objects.filter(user=user).first() if user.is_authenticated else None
    if student is None:
        return None
    enrolment = Enrolment.objects.filter(student=student, round=round_).first()
    return barred_until(student.pk, round_, enrolment=enrolment)
