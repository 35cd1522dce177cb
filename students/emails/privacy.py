"""Letters about keeping and erasing data."""

from django.utils.translation import gettext_lazy as _

from partnership.notifications.emails import Letter
from partnership.notifications.enums import Group

RETENTION_NOTICE = Letter(
    key="privacy.retention_notice",
    subject=_("Your data will be erased soon"),
    group=Group.ENROLMENT,
    action=_("See my data"),
    placeholders=("day",),
)
