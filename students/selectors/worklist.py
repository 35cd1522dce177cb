"""What waits for somebody in this room."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.accounts.enums import Role
from partnership.core.numbers import format_number
from partnership.core.worklist import Task
from partnership.programme.models import Round
from students.enums import ENROLMENT_ACCEPTED, AppealState, EnrolmentState
from students.models import Appeal, Enrolment
from students.selectors.appeals import appeal_deadline, may_appeal
from students.selectors.enrolments import current_enrolment
from students.selectors.registrar_tasks import registrar_tasks
from students.selectors.training_tasks import (
    instructor_training,
    office_training,
    sessions_soon,
    student_training,
)
from students.selectors.waiting_tasks import promotion_tasks
from students.selectors.withdrawal_tasks import withdrawal_tasks


def waiting_for(user: Any, *, has_panel: bool = False) -> list[Task]:
    """Tasks of this room for one person, the most pressing first.

    With `has_panel` a student's own gates are shown elsewhere and only sessions at hand are named.
    """
    tasks = []
    if user.is_office:
        tasks = [*_for_office(user), *promotion_tasks(), *registrar_tasks(user)]
    if user.has_role(Role.STUDENT):
        tasks += sessions_soon(user) if has_panel else _for_student(user)
    return [*tasks, *withdrawal_tasks(user), *instructor_training(user)]


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


def _for_office(user: Any) -> Iterator[Task]:
    applications = Enrolment.objects.filter(state=EnrolmentState.SUBMITTED).aggregate(
        n=Count("pk"), since=Min("submitted_at")
    )
    if applications["n"]:
        yield Task(
            "enrolment",
            _("Applications to review"),
            _counted(
                ngettext("%(n)s application", "%(n)s applications", applications["n"]),
                applications["n"],
            ),
            reverse("students:list_enrolments") + "?state=submitted",
            _("Review"),
            since=applications["since"],
            tone="attention",
            icon="card-checklist",
        )
    appeals = Appeal.objects.filter(state=AppealState.OPEN).aggregate(
        n=Count("pk"),
        since=Min("created_at"),
        due=Min("answer_due"),
        late=Count("pk", filter=Q(answer_due__lt=timezone.localdate())),
    )
    if appeals["n"]:
        overdue = appeals["late"] > 0
        yield Task(
            "appeal",
            _("Appeals to answer"),
            _("%(appeals)s, %(late)s overdue")
            % {
                "appeals": _counted(
                    ngettext("%(n)s appeal", "%(n)s appeals", appeals["n"]), appeals["n"]
                ),
                "late": format_number(appeals["late"]),
            }
            if overdue
            else _counted(ngettext("%(n)s appeal", "%(n)s appeals", appeals["n"]), appeals["n"]),
            reverse("students:list_appeals") + "?state=open",
            _("Answer"),
            since=appeals["since"],
            due=appeals["due"],
            tone="danger" if overdue else "attention",
            icon="chat-left-text",
        )
    yield from office_training()


def _took_part(user: Any) -> bool:
    """Whether an earlier round took this student in: a second time is possible, never urged."""
    return Enrolment.objects.filter(student__user=user, state=EnrolmentState.TRAINED).exists()


def _counted(sentence: str, number: int) -> str:
    return sentence % {"n": format_number(number)}
