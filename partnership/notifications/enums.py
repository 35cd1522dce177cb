"""Channels, states of a delivery, and the subjects people may set preferences for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """Ways a letter reaches somebody. The inbox needs no delivery: the message row is it."""

    INBOX = "inbox", _("Inbox")
    EMAIL = "email", _("Email")


class DeliveryState(models.TextChoices):
    """Where a delivery stands; only the worker and the office's resend and discard change it."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    RETRY = "awaiting_retry", _("Waiting for another try")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    DISCARDED = "discarded", _("Discarded")


#: Still to be done by the worker.
PENDING = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.RETRY)
#: Free to be claimed once their time has come.
CLAIMABLE = (DeliveryState.QUEUED, DeliveryState.RETRY)


class Group(models.TextChoices):
    """Subjects of letters: filters of the inbox and rows of the preferences."""

    ACCOUNT = "account", _("Your account")
    ENROLMENT = "enrolment", _("Enrolment")
    TRAINING = "training", _("Initial training")
    UNIT = "unit", _("Industrial units")
    PROBLEM = "problem", _("Problems")
    MEETING = "meeting", _("Joint meetings")
    TEAM = "team", _("Teams")
    SOLUTION = "solution", _("Solutions and decisions")
    EXECUTION = "execution", _("Execution and hours")
    EVALUATION = "evaluation", _("Evaluations and grades")
    CERTIFICATE = "certificate", _("Certificates")
    REPORT = "report", _("Reports")


class Mode(models.TextChoices):
    """When e-mail about a subject leaves; the inbox always has it at once."""

    AT_ONCE = "at_once", _("At once")
    DIGEST = "digest", _("Together, once a day")
