"""How long one may appeal, what is appealed against, and what the office told the student."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.jalali import format_date, to_tehran
from partnership.notifications.models import Message
from partnership.programme.selectors import working_days_after
from students.enums import AppealSubject, EnrolmentState
from students.models import Appeal, Enrolment


def appeal_deadline(enrolment: Enrolment) -> date | None:
    """The last day to object to a rejection; None when nothing is rejected."""
    if enrolment.state != EnrolmentState.REJECTED:
        return None
    decided = to_tehran(enrolment.state_changed_at).date()
    return working_days_after(decided, enrolment.round.appeal_days)


def may_appeal(enrolment: Enrolment) -> bool:
    """Whether the student can still object to the rejection."""
    return not why_no_appeal(enrolment)


def why_no_appeal(enrolment: Enrolment) -> str:
    """Why the student cannot object to a rejection; empty when nothing stands against it."""
    deadline = appeal_deadline(enrolment)
    if deadline is None:
        return _("Only a rejected application can be appealed against.")
    if enrolment.appeals.filter(subject=AppealSubject.REJECTION).exists():
        return _("You have already appealed; there is one appeal for each decision.")
    if timezone.localdate() > deadline:
        return too_late(deadline)
    return ""


def too_late(deadline: date) -> str:
    """The refusal of a late appeal, with the day on which it ended."""
    return _("The days to appeal ended on %(date)s.") % {
        "date": format_date(deadline, style="long")
    }


def appealed_letter(appeal: Appeal) -> Message | None:
    """The letter with the decision, as the student got it before appealing; None without one.

    The words were frozen when they were sent: what was decided later does not change them.
    """
    if appeal.subject != AppealSubject.REJECTION:
        return None
    return (
        Message.objects.filter(
            event="application.decided",
            about_label=Enrolment._meta.label_lower,
            about_pk=appeal.enrolment_id,
            created_at__lte=appeal.created_at,
        )
        .order_by("-created_at", "-pk")
        .first()
    )
