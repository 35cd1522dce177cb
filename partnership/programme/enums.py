"""Codes of the programme's set-up."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlaceKind(TextChoices):
    """Kinds of industrial places in the province."""

    ESTATE = "estate", _("Industrial town")
    ZONE = "zone", _("Industrial zone")
    SPECIAL = "special", _("Special economic zone")
    OTHER = "other", _("Elsewhere")


class CriterionKind(TextChoices):
    """Which form a criterion stands on."""

    SUPERVISOR = "industrial_supervisor", _("Industrial supervisor’s evaluation")
    PROFESSOR = "supervising_professor", _("Supervising professor’s evaluation")
    UNIT = "factory_about_programme", _("The unit about the programme")
    STUDENT = "student_about_unit", _("The student about the unit")
    REVIEW = "solution_review", _("The manager’s scores for a solution")


class Degree(TextChoices):
    """Degree a student reads for."""

    BSC = "BSC", _("Bachelor’s")
    MSC = "MSC", _("Master’s")
    PHD = "PHD", _("Doctorate")


class Gender(TextChoices):
    """As the registrar records it; never used to filter people."""

    FEMALE = "F", _("Woman")
    MALE = "M", _("Man")


class Weekday(TextChoices):
    """Days on which a team may work; the week begins on Saturday."""

    SATURDAY = "sat", _("Saturday")
    SUNDAY = "sun", _("Sunday")
    MONDAY = "mon", _("Monday")
    TUESDAY = "tue", _("Tuesday")
    WEDNESDAY = "wed", _("Wednesday")
    THURSDAY = "thu", _("Thursday")
