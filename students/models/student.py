"""A student as the registrar knows them, with their skills."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.identifiers import validate_national_id
from partnership.core.keys import KeyField, joined_sort_key
from partnership.core.models import LockedQuerySet, TimeStamped, bilingual
from partnership.programme.enums import Degree, Gender
from partnership.programme.models import Major, Skill


class StudentQuerySet(LockedQuerySet):
    """Who sees which student."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Student: oneself and team mates. Professor, unit, education: their own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        return self.filter(
            Q(user=user)
            | Q(
                pk__in=self._in_teams(
                    Q(memberships__student__user=user, memberships__state="active")
                )
            )
            | Q(pk__in=self._in_teams(Q(professor__user=user)))
            | Q(
                pk__in=self._in_teams(
                    Q(
                        problem__unit__persons__user=user,
                        problem__unit__persons__is_active=True,
                        # A unit knows its teams from their letter on.
                        letters__state__in=["signed", "accepted"],
                    )
                )
            )
        )

    def _in_teams(self, which: Q) -> models.QuerySet:
        """Primary keys of present members of the teams that match."""
        membership = self.model._meta.get_field("memberships").related_model
        team = membership._meta.get_field("team").related_model
        return membership.objects.filter(
            team__in=team.objects.filter(which), state="active"
        ).values("student")


@pghistory.track()
class Student(TimeStamped):
    """Identity and academic record of a student."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="student",
        verbose_name=_("account"),
    )
    first_name_fa = models.CharField(_("first name"), max_length=80)
    last_name_fa = models.CharField(_("last name"), max_length=80)
    first_name_en = models.CharField(_("first name in Latin letters"), max_length=80, blank=True)
    last_name_en = models.CharField(_("last name in Latin letters"), max_length=80, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, blank=True)
    national_id = models.CharField(
        _("national ID"), max_length=10, unique=True, validators=[validate_national_id]
    )
    student_number = models.CharField(_("student number"), max_length=14, unique=True)
    mobile = models.CharField(_("mobile"), max_length=11)
    major = models.ForeignKey(
        Major, on_delete=models.PROTECT, related_name="students", verbose_name=_("major")
    )
    degree = models.CharField(_("degree"), max_length=3, choices=Degree, default=Degree.BSC)
    entry_year = models.PositiveSmallIntegerField(_("entry year"), null=True, blank=True)
    passed_credits = models.PositiveSmallIntegerField(
        _("credits passed"), validators=[MaxValueValidator(250)]
    )
    gpa = models.DecimalField(
        _("grade-point average"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(20)],
    )
    on_probation = models.BooleanField(_("on academic probation"), default=False)
    insured_until = models.DateField(_("insured until"), null=True, blank=True)
    internship_credits = models.DecimalField(
        _("registered internship credits"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    registrar_checked_at = models.DateTimeField(
        _("compared with the registrar’s list"), null=True, blank=True, editable=False
    )
    anonymised_at = models.DateTimeField(_("made anonymous"), null=True, blank=True, editable=False)
    search = KeyField(
        of=("first_name_fa", "last_name_fa", "first_name_en", "last_name_en", "student_number")
    )
    sort_name = KeyField(of=("last_name_fa", "first_name_fa"), make=joined_sort_key)

    first_name = bilingual("first_name")
    last_name = bilingual("last_name")
    objects = StudentQuerySet.as_manager()

    class Meta:
        verbose_name = _("student")
        verbose_name_plural = _("students")
        ordering = ("sort_name", "pk")
        indexes = (
            GinIndex(fields=["search"], name="student_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=("sort_name",)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(gpa__gte=0) & Q(gpa__lte=20), name="student_gpa_out_of_twenty"
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First and last name in the active language."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def full_name_en(self) -> str:
        """Latin name as it stands on the English certificate; empty when incomplete."""
        both = self.first_name_en and self.last_name_en
        return f"{self.first_name_en} {self.last_name_en}" if both else ""

    def get_absolute_url(self) -> str:
        return reverse("students:show_student", kwargs={"pk": self.pk})


class StudentSkill(models.Model):
    """A skill with the student's own estimate of the level."""

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name=_("skill")
    )
    level = models.PositiveSmallIntegerField(
        _("level"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )

    class Meta:
        verbose_name = _("student’s skill")
        verbose_name_plural = _("students’ skills")
        ordering = ("-level", "pk")
        constraints = (
            models.UniqueConstraint(fields=("student", "skill"), name="one_level_per_skill"),
            models.CheckConstraint(
                condition=Q(level__gte=1) & Q(level__lte=5), name="skill_level_one_to_five"
            ),
        )

    def __str__(self) -> str:
        return f"{self.skill} {self.level}"
