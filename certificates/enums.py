"""States and codes of credit and certificates."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CreditState(TextChoices):
    """Where a member's internship credit stands."""

    BLOCKED = "blocked", _("Blocked")
    READY = "ready", _("Ready")
    SENT = "sent", _("Sent to education")
    RECORDED = "recorded", _("Recorded")
    RETURNED = "returned", _("Returned by education")


class Gate(TextChoices):
    """What a credit needs; each is shown with its state and the next action."""

    REGISTERED = "registered", _("Internship credits registered")
    HOURS = "hours", _("Confirmed hours reach the minimum")
    SUPERVISOR = "supervisor", _("Industrial supervisor’s evaluation")
    PROFESSOR = "professor", _("Supervising professor’s evaluation")
    REPORT = "report", _("Final report accepted")
    GRADE = "grade", _("Pass grade reached")
    ONCE = "once", _("No earlier internship credit")


class CertificateState(TextChoices):
    """A certificate's life."""

    PREPARED = "prepared", _("Prepared, waits for the head")
    ISSUED = "issued", _("Valid")
    REVOKED = "revoked", _("Revoked")
    DROPPED = "dropped", _("Dropped before issue")


class RevocationCode(TextChoices):
    """Why a certificate was revoked."""

    NAME = "name", _("Correction of the name")
    DATA = "data", _("Correction of other data")
    GRADE = "grade", _("Change of the grade")
    ERROR = "error", _("Issued in error")
    MISCONDUCT = "misconduct", _("Misconduct")


class SignatoryRole(TextChoices):
    """Who signs, in the order of the boxes."""

    PRESIDENT = "president", _("President of the University")
    HEAD = "head", _("Head, Industry Relations Office")
    PROFESSOR = "professor", _("Supervising professor")
    MANAGER = "manager", _("Manager of the industrial unit")
