"""Letters of this room."""

from django.utils.translation import gettext_lazy as _

from partnership.notifications.emails import Letter
from partnership.notifications.enums import Group

RESULT_FINAL = Letter(
    key="result.final",
    subject=_("Your internship grade is final"),
    group=Group.CERTIFICATE,
    action=_("See my result"),
    placeholders=("grade", "hours"),
)
CREDIT_SENT = Letter(
    key="credit.sent",
    subject=_("Internship grade list – %(term)s"),
    group=Group.CERTIFICATE,
    action=_("Open the grade list"),
    placeholders=("term", "faculty", "count"),
)
CREDIT_RECORDED = Letter(
    key="credit.recorded",
    subject=_("Your internship credit is recorded"),
    group=Group.CERTIFICATE,
    action=_("See my result"),
)
CREDIT_RETURNED = Letter(
    key="credit.returned",
    subject=_("Education returned a grade: %(student)s"),
    group=Group.CERTIFICATE,
    action=_("Open the credit"),
    placeholders=("student", "reason"),
)
CERTIFICATE_ISSUED = Letter(
    key="certificate.issued",
    subject=_("Certificate issued – %(serial)s"),
    group=Group.CERTIFICATE,
    action=_("Open my certificate"),
    placeholders=("serial", "code"),
)
CERTIFICATE_REVOKED = Letter(
    key="certificate.revoked",
    subject=_("Certificate %(serial)s revoked"),
    group=Group.CERTIFICATE,
    action=_("Open the certificate"),
    placeholders=("serial", "reason"),
)
