"""Letters of this room."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from partnership.core.jalali import format_date
from partnership.notifications.emails import Letter
from partnership.notifications.enums import Channel, Group


class ReaderDate:
    """A day that is written in the language active when a letter is rendered."""

    def __init__(self, day: date | datetime) -> None:
        self.day = day

    def __str__(self) -> str:
        return format_date(self.day, style="day")


class Corrections:
    """Fields to correct, each with the office's sentence; in the language active when rendered."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)

    def __iter__(self) -> Iterator[str]:
        for name, sentence in self.fields.items():
            label = str(FIELD_LABELS.get(name, name))
            # One line each, whatever the officer typed: a line break would end the list.
            yield f"{label}: {' '.join(sentence.split())}" if sentence.strip() else label

    def __bool__(self) -> bool:
        return bool(self.fields)

    def __str__(self) -> str:
        return "\n".join(f"- {line}" for line in self)


APPLICATION_RECEIVED = Letter(
    key="application.received",
    subject=_("Application received – tracking code %(code)s"),
    group=Group.ENROLMENT,
    action=_("See my application"),
)
APPLICATION_RETURNED = Letter(
    key="application.returned",
    subject=_("Your application needs a correction"),
    group=Group.ENROLMENT,
    action=_("Correct my application"),
    placeholders=("code", "reason", "fields", "note"),
)
APPLICATION_DECIDED = Letter(
    key="application.decided",
    subject=_("Result of your application"),
    group=Group.ENROLMENT,
    action=_("See my application"),
    placeholders=("code", "status", "reason", "note", "place", "until"),
)
APPLICATION_REOPENED = Letter(
    key="application.reopened",
    subject=_("Your application is open again – tracking code %(code)s"),
    group=Group.ENROLMENT,
    action=_("See my application"),
    placeholders=("reason",),
)
APPLICATION_SUBMITTED = Letter(
    key="application.submitted",
    subject=_("New application from %(student)s"),
    group=Group.ENROLMENT,
    action=_("Review the application"),
    digest=True,
    placeholders=("code",),
)
DRAFT_LINK = Letter(
    key="enrolment.draft_link",
    subject=_("Go on with your application on another device"),
    group=Group.ENROLMENT,
    action=_("Go on with the application"),
    channels=(Channel.EMAIL,),
    secret=True,
    placeholders=("until",),
)
ENROLMENT_WITHDRAWN = Letter(
    key="enrolment.withdrawn",
    subject=_("Withdrawal from the programme: %(student)s"),
    group=Group.ENROLMENT,
    action=_("See the application"),
    placeholders=("code", "reason"),
)
WITHDRAWAL_VIEW_REQUESTED = Letter(
    key="withdrawal.view_requested",
    subject=_("Your view is asked for: withdrawal of %(student)s"),
    group=Group.ENROLMENT,
    action=_("Give my view"),
    placeholders=("cause", "reason"),
)
WITHDRAWAL_JUDGED = Letter(
    key="withdrawal.judged",
    subject=_("Your withdrawal has been judged"),
    group=Group.ENROLMENT,
    action=_("See my withdrawal"),
    placeholders=("reason", "barred_until"),
)
ELIGIBILITY_WAIVED = Letter(
    key="eligibility.waived",
    subject=_("A rule has been waived for you: %(rule)s"),
    group=Group.ENROLMENT,
    action=_("See my application"),
    placeholders=("code", "reason"),
)
ELIGIBILITY_COUNTS = Letter(
    key="eligibility.counts_again",
    subject=_("A rule counts again for you: %(rule)s"),
    group=Group.ENROLMENT,
    action=_("See my application"),
    placeholders=("code", "reason"),
)
TRAINING_INVITED = Letter(
    key="training.invited",
    subject=_("Invitation to initial training – %(date)s"),
    group=Group.TRAINING,
    action=_("Register for the session"),
    placeholders=("course", "when", "place"),
)
TRAINING_CHANGED = Letter(
    key="training.changed",
    subject=_("Changed: initial training – %(date)s"),
    group=Group.TRAINING,
    action=_("See the session"),
    placeholders=("course", "when", "place"),
)
TRAINING_CANCELLED = Letter(
    key="training.cancelled",
    subject=_("Cancelled: initial training – %(date)s"),
    group=Group.TRAINING,
    action=_("See other sessions"),
    placeholders=("course", "when", "reason"),
)
TRAINING_COMPLETED = Letter(
    key="training.completed",
    subject=_("Your initial training is complete"),
    group=Group.TRAINING,
    action=_("See what comes next"),
)
TRAINING_INCOMPLETE = Letter(
    key="training.incomplete",
    subject=_("A course of your initial training is missing again"),
    group=Group.TRAINING,
    action=_("See training sessions"),
    placeholders=("courses",),
)
TRAINING_REMINDER = Letter(
    key="training.reminder",
    subject=_("Reminder: your training is incomplete"),
    group=Group.TRAINING,
    action=_("Register for a session"),
    placeholders=("deadline", "courses"),
)
APPEAL = Letter(
    key="appeal.opened_or_answered",
    subject=_("Appeal %(code)s: %(status)s"),
    group=Group.ENROLMENT,
    action=_("See the appeal"),
    placeholders=("student", "answer", "answer_due"),
)
