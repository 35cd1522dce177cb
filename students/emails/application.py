"""Letters about applications and appeals."""

from django.utils.translation import gettext_lazy as _

from partnership.notifications.emails import Letter
from partnership.notifications.enums import Channel, Group

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
WISH_LOST = Letter(
    key="application.wish_lost",
    subject=_("A problem you wished for is no longer open"),
    group=Group.ENROLMENT,
    action=_("Look at my wishes"),
    placeholders=("title", "reason"),
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
APPEAL = Letter(
    key="appeal.opened_or_answered",
    subject=_("Appeal %(code)s: %(status)s"),
    group=Group.ENROLMENT,
    action=_("See the appeal"),
    placeholders=("student", "answer", "answer_due"),
)
