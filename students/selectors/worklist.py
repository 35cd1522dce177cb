"""What waits for somebody in this room."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.accounts.enums import Role
from partnership.core.numbers import format_number
from partnership.core.tally import Group, Tally, tally
from partnership.core.worklist import Task
from partnership.programme.models import Round
from students.enums import ENROLMENT_ACCEPTED, AppealState, EnrolmentState
from students.models import Appeal, Enrolment
from students.selectors.appeals import appeal_deadline, may_appeal
from students.selectors.enrolments import current_enrolment
from students.selectors.registrar_tasks import checked_lists, registrar_tasks
from students.selectors.training_tasks import (
    instructor_training,
    line_for_seats,
    office_training,
    sessions_soon,
    student_training,
    unrecorded_sessions,
)
from students.selectors.waiting_tasks import promotion_tasks
from students.selectors.withdrawal_tasks import judging_tasks, pending_withdrawals, view_tasks


def waiting_for(user: Any, *, has_panel: bool = False) -> list[Task]:
    """Tasks of this room for one person, the most pressing first.

    With `has_panel` a student's own gates are shown elsewhere and only sessions at hand are named.
    """
    tasks: list[Task] = []
    if user.is_office:
        tasks = list(_for_office())
    elif user.has_role(Role.PROFESSOR):
        tasks = list(view_tasks(user))
    if user.has_role(Role.STUDENT):
        tasks += sessions_soon(user) if has_panel else _for_student(user)
    return [*tasks, *instructor_training(user)]


def _for_student(user: Any) -> Iterator[Task]:
    enrolment = current_enrolment(user)
    if enrolment is None:
        round_ = Round.objects.current()
        if round_ is not None and round_.is_enrolling() and not _took_part(user):
            yield Task(
                "enrolment",
                _("Enrol in this round"),
                round_.name,
                reverse("students:enrol"),
                _("Enrol"),
                due=round_.enrol_until,
                tone="attention",
                icon="pencil",
            )
        return
    yield from _about_application(enrolment)
    if enrolment.state in ENROLMENT_ACCEPTED:
        yield from student_training(enrolment)


def _about_application(enrolment: Enrolment) -> Iterator[Task]:
    if enrolment.state == EnrolmentState.DRAFT:
        yield Task(
            "enrolment",
            _("Finish and send your application"),
            _("It is a draft; the office does not see it yet."),
            reverse("students:enrol"),
            _("Continue"),
            since=enrolment.created_at,
            due=enrolment.round.enrol_until,
            tone="attention",
            icon="pencil",
        )
    elif enrolment.state == EnrolmentState.RETURNED:
        yield Task(
            "enrolment",
            _("Correct your application"),
            enrolment.decision_note,
            reverse("students:enrol"),
            _("Correct"),
            since=enrolment.state_changed_at,
            tone="attention",
            icon="reply",
        )
    elif enrolment.state == EnrolmentState.REJECTED and may_appeal(enrolment):
        yield Task(
            "appeal",
            _("Your application was not accepted"),
            _("If you disagree you may appeal."),
            enrolment.get_absolute_url(),
            _("Read the reason"),
            since=enrolment.state_changed_at,
            due=appeal_deadline(enrolment),
            tone="danger",
            icon="chat-left-text",
        )


def _for_office() -> Iterator[Task]:
    """Everything this room has for the office, counted in one query."""
    found = tally(
        applications=Group(
            Enrolment.objects.filter(state=EnrolmentState.SUBMITTED), since="submitted_at"
        ),
        appeals=Group(
            Appeal.objects.filter(state=AppealState.OPEN),
            since="created_at",
            due="answer_due",
            also=Q(answer_due__lt=timezone.localdate()),
        ),
        sessions=unrecorded_sessions(),
        seats=line_for_seats(),
        lists=checked_lists(),
        withdrawals=pending_withdrawals(),
    )
    yield from _applications(found["applications"])
    yield from _appeals(found["appeals"])
    yield from office_training(found["sessions"], found["seats"])
    yield from promotion_tasks()
    yield from registrar_tasks(found["lists"])
    yield from judging_tasks(found["withdrawals"])


def _applications(found: Tally) -> Iterator[Task]:
    if found.n:
        yield Task(
            "enrolment",
            _("Applications to review"),
            _counted(
                ngettext("%(n)s application", "%(n)s applications", found.n),
                found.n,
            ),
            reverse("students:list_enrolments") + "?state=submitted",
            _("Review"),
            since=found.since,
            tone="attention",
            icon="card-checklist",
        )


def _appeals(found: Tally) -> Iterator[Task]:
    if found.n:
        overdue = found.also > 0
        yield Task(
            "appeal",
            _("Appeals to answer"),
            _("%(appeals)s, %(late)s overdue")
            % {
                "appeals": _counted(ngettext("%(n)s appeal", "%(n)s appeals", found.n), found.n),
                "late": format_number(found.also),
            }
            if overdue
            else _counted(ngettext("%(n)s appeal", "%(n)s appeals", found.n), found.n),
            reverse("students:list_appeals") + "?state=open",
            _("Answer"),
            since=found.since,
            due=found.due,
            tone="danger" if overdue else "attention",
            icon="chat-left-text",
        )


def _took_part(user: Any) -> bool:
    """Whether an earlier round took this student in: a second time is possible, never urged."""
    return Enrolment.objects.filter(student__user=user, state=EnrolmentState.TRAINED).exists()


def _counted(sentence: str, number: int) -> str:
    return sentence % {"n": format_number(number)}
