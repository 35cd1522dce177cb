"""Faculties, terms, rounds with their rules, skills, places, categories, criteria."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.jalali import format_date
from partnership.core.models import LockedQuerySet, Named, bilingual
from partnership.programme.enums import CriterionKind, PlaceKind


class Coded(Named):
    """A named thing of a fixed list, found by its code, shown in its order."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        abstract = True
        ordering = ("order", "code")


class Faculty(Coded):
    """A faculty; its education office receives the grade lists."""

    education_email = models.EmailField(_("education office’s e-mail"), blank=True)

    class Meta(Coded.Meta):
        verbose_name = _("faculty")
        verbose_name_plural = _("faculties")


class Major(Coded):
    """A field of study; may ask for more or fewer credits than the round does."""

    faculty = models.ForeignKey(
        Faculty, on_delete=models.PROTECT, related_name="majors", verbose_name=_("faculty")
    )
    min_credits = models.PositiveSmallIntegerField(
        _("credits needed"), null=True, blank=True, help_text=_("Empty: as the round says.")
    )

    class Meta(Coded.Meta):
        verbose_name = _("major")
        verbose_name_plural = _("majors")


class Term(Named):
    """An academic term such as 14051."""

    code = models.CharField(_("code"), max_length=5, unique=True)
    golestan_code = models.CharField(_("code in the education system"), max_length=5, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    completion_deadline = models.DateField(_("completion deadline"))

    class Meta:
        verbose_name = _("academic term")
        verbose_name_plural = _("academic terms")
        ordering = ("-code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_start"
            ),
        )


class RoundQuerySet(LockedQuerySet):
    """Rounds, the running one first."""

    def visible_to(self, user: object) -> Self:
        """Rounds are public."""
        return self.all()

    def current(self) -> "Round | None":
        """The round marked as running, or None before the office opens one."""
        return self.filter(is_current=True).select_related("term").first()


def _days(label: object, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, default=default)


class Round(Named):
    """A run of the programme in a term, with its phases and its rules as fields."""

    term = models.OneToOneField(
        Term, on_delete=models.PROTECT, related_name="round", verbose_name=_("academic term")
    )
    is_current = models.BooleanField(_("running now"), default=False)
    enrol_from = models.DateField(_("enrolment opens on"))
    enrol_until = models.DateField(_("enrolment closes on"))
    training_until = models.DateField(_("initial training until"))
    formation_until = models.DateField(_("teams formed by"))
    execution_until = models.DateField(_("execution until"))
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)

    min_credits = _days(_("credits a student must have passed"), 80)
    min_gpa = models.DecimalField(
        _("grade-point average below which the officer is warned"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("12"),
    )
    gpa_bars = models.BooleanField(
        _("a lower average bars from the round"),
        default=False,
        help_text=_("Otherwise it is only pointed out to the officer."),
    )
    probation_bars = models.BooleanField(
        _("academic probation in the previous term bars from the round"), default=True
    )
    needs_insurance = models.BooleanField(
        _("accident insurance is needed before the letter"), default=True
    )
    promotes_by_itself = models.BooleanField(
        _("a free place goes to the first on the waiting list by itself"), default=True
    )
    withdrawals_allowed = _days(_("unexcused withdrawals after which a student is barred"), 2)
    barred_months = _days(_("months a student is barred"), 12)
    checkin_minutes = _days(_("minutes an attendance code is valid"), 5)
    team_min = models.PositiveSmallIntegerField(
        _("smallest team"), default=4, validators=[MinValueValidator(3), MaxValueValidator(6)]
    )
    team_max = models.PositiveSmallIntegerField(
        _("largest team"), default=6, validators=[MaxValueValidator(6)]
    )
    professor_capacity = _days(_("teams a professor may take"), 2)
    under_strength_days = _days(_("working days to replace a member"), 10)
    rework_days = _days(_("working days for the rework round"), 15)
    report_within_days = _days(_("days to report to the unit after the letter"), 7)
    decision_due_days = _days(_("working days for the manager’s decision"), 10)
    triage_days = _days(_("working days to review a problem"), 5)
    detail_days = _days(_("working days until a unit is reminded of the detail asked for"), 5)
    detail_lapse_days = _days(_("working days until a problem without that detail rests"), 15)
    no_team_days = _days(_("days until the office is told of a problem without a team"), 30)
    hours_a_day = _days(_("usual hours a day"), 8)
    hours_a_day_max = _days(_("most hours a day"), 10)
    supervisor_weight = _days(_("weight of the industrial supervisor"), 40)
    professor_weight = _days(_("weight of the professor"), 60)
    pass_grade = models.DecimalField(
        _("pass grade"), max_digits=4, decimal_places=2, default=Decimal("10")
    )
    appeal_days = _days(_("working days to appeal"), 5)
    answer_days = _days(_("working days to answer an appeal"), 10)
    nda_years = _days(_("years the undertaking lasts"), 3)
    regulation = models.CharField(_("regulation cited on papers"), max_length=200, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ("-term__code",)
        constraints = (
            models.UniqueConstraint(
                fields=("is_current",), condition=Q(is_current=True), name="one_current_round"
            ),
            models.CheckConstraint(
                condition=Q(team_max__lte=6) & Q(team_min__lte=F("team_max")),
                name="round_team_size_within_six",
            ),
            models.CheckConstraint(
                condition=Q(supervisor_weight=100 - F("professor_weight")),
                name="round_weights_make_a_hundred",
            ),
        )

    def is_enrolling(self, on: date | None = None) -> bool:
        """Whether the call is open on that day (today by default)."""
        day = on or timezone.localdate()
        return self.enrol_from <= day <= self.enrol_until


class MajorRule(models.Model):
    """What a round asks of one major instead of, or beside, what it asks of all."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="major_rules", verbose_name=_("round")
    )
    major = models.ForeignKey(
        Major, on_delete=models.PROTECT, related_name="rules", verbose_name=_("major")
    )
    min_credits = models.PositiveSmallIntegerField(
        _("credits needed"), null=True, blank=True, help_text=_("Empty: as the round says.")
    )
    min_gpa = models.DecimalField(
        _("least grade-point average"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: as the round says."),
    )
    courses = models.ManyToManyField(
        "programme.TrainingCourse",
        blank=True,
        related_name="+",
        verbose_name=_("further mandatory courses"),
    )

    class Meta:
        verbose_name = _("rule for a major")
        verbose_name_plural = _("rules for majors")
        ordering = ("round", "major")
        constraints = (
            models.UniqueConstraint(fields=("round", "major"), name="one_rule_per_round_major"),
            models.CheckConstraint(
                condition=Q(min_gpa__isnull=True) | (Q(min_gpa__gte=0) & Q(min_gpa__lte=20)),
                name="major_rule_gpa_out_of_twenty",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round}: {self.major}"


class SkillGroup(Coded):
    """A family of skills."""

    class Meta(Coded.Meta):
        verbose_name = _("skill group")
        verbose_name_plural = _("skill groups")


class Skill(Coded):
    """Something a student can do and a problem can ask for."""

    group = models.ForeignKey(
        SkillGroup, on_delete=models.PROTECT, related_name="skills", verbose_name=_("group")
    )

    class Meta(Coded.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ("group__order", "order", "code")


class Place(Coded):
    """An industrial town or zone."""

    kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind, default=PlaceKind.ESTATE)

    class Meta(Coded.Meta):
        verbose_name = _("industrial place")
        verbose_name_plural = _("industrial places")


class IsicClass(Coded):
    """A four-digit class of ISIC Rev. 4."""

    class Meta(Coded.Meta):
        verbose_name = _("ISIC class")
        verbose_name_plural = _("ISIC classes")
        ordering = ("code",)


class ObstacleCategory(Coded):
    """What kind of obstacle; some are for teams, some are referred to the working group."""

    for_teams = models.BooleanField(_("a team can solve it"), default=True)

    class Meta(Coded.Meta):
        verbose_name = _("obstacle category")
        verbose_name_plural = _("obstacle categories")


class CreditRule(models.Model):
    """Credits of the internship course and the least confirmed hours they need."""

    credits = models.DecimalField(_("credits"), max_digits=3, decimal_places=1, unique=True)
    min_hours = models.PositiveSmallIntegerField(_("least hours"))

    class Meta:
        verbose_name = _("credit rule")
        verbose_name_plural = _("credit rules")
        ordering = ("credits",)

    def __str__(self) -> str:
        return f"{self.credits.normalize()} → {self.min_hours}"


class EvaluationCriterion(Coded):
    """A row of an evaluation form."""

    kind = models.CharField(_("form"), max_length=30, choices=CriterionKind)
    max_points = models.PositiveSmallIntegerField(_("most points"), default=5)

    class Meta(Coded.Meta):
        verbose_name = _("evaluation criterion")
        verbose_name_plural = _("evaluation criteria")
        ordering = ("kind", "order")


class TrainingCourse(Coded):
    """A module of the initial training."""

    hours = models.PositiveSmallIntegerField(_("hours"))
    is_mandatory = models.BooleanField(_("mandatory"), default=False)
    valid_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)
    pass_mark = models.DecimalField(
        _("least mark to pass"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Out of 20. Empty: being there is enough."),
    )
    about_fa = models.TextField(_("what it is about, in Persian"), blank=True, max_length=2000)
    about_en = models.TextField(_("what it is about, in English"), blank=True, max_length=2000)
    about = bilingual("about")

    class Meta(Coded.Meta):
        verbose_name = _("training course")
        verbose_name_plural = _("training courses")


class Holiday(models.Model):
    """A day off beside the weekend; deadlines move past it."""

    date = models.DateField(_("date"), unique=True)
    name_fa = models.CharField(_("Persian name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ("date",)

    def __str__(self) -> str:
        return f"{format_date(self.date)} {self.name_fa}"
