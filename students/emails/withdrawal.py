"""Letters about withdrawal and eligibility."""

from django.utils.translation import gettext_lazy as _

from partnership.notifications.emails import Letter
from partnership.notifications.enums import Group

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
