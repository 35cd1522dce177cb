"""Codes of roles and languages; their names are for people only."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in the programme; a person may be several at once."""

    OFFICER = "officer", _("Programme officer")
    HEAD = "head", _("Head of the Office")
    PRESIDENT = "president", _("University President")
    OBSERVER = "observer", _("Working-group observer")
    LIAISON = "liaison", _("Ministry liaison")
    EDUCATION = "education", _("Faculty education office")
    STUDENT = "student", _("Student")
    PROFESSOR = "professor", _("Supervising professor")
    MANAGER = "manager", _("Factory manager")
    SUPERVISOR = "supervisor", _("Industrial supervisor (on site)")


#: Roles that work at /office/ and need a second factor.
OFFICE_ROLES = frozenset({Role.OFFICER, Role.HEAD})


class Language(models.TextChoices):
    """Languages of pages and letters; blank means the person has not chosen."""

    FA = "fa", _("Persian")
    EN = "en", _("English")
