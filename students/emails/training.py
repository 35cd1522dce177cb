"""Letters of the initial training."""

from django.utils.translation import gettext_lazy as _

from partnership.notifications.emails import Letter
from partnership.notifications.enums import Group

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
TRAINING_REGISTERED = Letter(
    key="training.registered",
    subject=_("Your seat is kept: %(course)s – %(date)s"),
    group=Group.TRAINING,
    action=_("See the session"),
    placeholders=("when", "place", "link"),
)
TRAINING_RELEASED = Letter(
    key="training.released",
    subject=_("Your seat is given back: %(course)s – %(date)s"),
    group=Group.TRAINING,
    action=_("See other sessions"),
    placeholders=("when",),
)
TRAINING_SEAT_FREE = Letter(
    key="training.seat_free",
    subject=_("A seat became free for you: %(course)s – %(date)s"),
    group=Group.TRAINING,
    action=_("See the session"),
    placeholders=("when", "place", "link"),
)
TRAINING_ASSIGNED = Letter(
    key="training.assigned",
    subject=_("You teach: %(course)s – %(date)s"),
    group=Group.TRAINING,
    action=_("Open the session"),
    placeholders=("when", "place"),
)
TRAINING_RELIEVED = Letter(
    key="training.relieved",
    subject=_("Another person teaches: %(course)s – %(date)s"),
    group=Group.TRAINING,
    action=_("See my work"),
    placeholders=("when",),
)
TRAINING_RESULT = Letter(
    key="training.result",
    subject=_("Result of the course %(course)s"),
    group=Group.TRAINING,
    action=_("See my courses"),
    placeholders=("mark", "least"),
)
TRAINING_SESSION_REMINDER = Letter(
    key="training.session_reminder",
    subject=_("Tomorrow: %(course)s – %(date)s"),
    group=Group.TRAINING,
    action=_("See the session"),
    placeholders=("when", "place", "link"),
)
TRAINING_EXPIRY_REMINDER = Letter(
    key="training.expiry_reminder",
    subject=_("Your course %(course)s is valid until %(until)s"),
    group=Group.TRAINING,
    action=_("Register for a session"),
)
