"""A professor who supervises teams."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from industries.models import Problem
from partnership.core.keys import KeyField, joined_sort_key
from partnership.core.models import LockedQuerySet, TimeStamped, bilingual
from partnership.programme.enums import Gender
from partnership.programme.models import Major, Skill
from teams.enums import ProfessorRank, Stance


class ProfessorQuerySet(LockedQuerySet):
    """Who sees which professor."""

    def visible_to(self, user: Any) -> Self:
        """Names of professors are public to everybody signed in."""
        return self if user.is_authenticated else self.none()


class Professor(TimeStamped):
    """Expertise and how many teams at once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="professor",
        verbose_name=_("account"),
    )
    first_name_fa = models.CharField(_("first name"), max_length=80)
    last_name_fa = models.CharField(_("last name"), max_length=80)
    first_name_en = models.CharField(_("first name in Latin letters"), max_length=80, blank=True)
    last_name_en = models.CharField(_("last name in Latin letters"), max_length=80, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, blank=True)
    rank = models.CharField(_("rank"), max_length=5, choices=ProfessorRank, blank=True)
    major = models.ForeignKey(
        Major, on_delete=models.PROTECT, related_name="professors", verbose_name=_("major")
    )
    expertise = models.ManyToManyField(
        Skill, blank=True, related_name="professors", verbose_name=_("expertise")
    )
    capacity = models.PositiveSmallIntegerField(
        _("teams at once"), default=2, validators=[MaxValueValidator(4)]
    )
    personnel_no = models.CharField(_("personnel number"), max_length=12, blank=True)
    national_id = models.CharField(_("national ID"), max_length=10, blank=True)
    mobile = models.CharField(_("mobile"), max_length=11, blank=True)
    is_active = models.BooleanField(_("takes teams"), default=True)
    sort_name = KeyField(of=("last_name_fa", "first_name_fa"), make=joined_sort_key)

    first_name = bilingual("first_name")
    last_name = bilingual("last_name")
    objects = ProfessorQuerySet.as_manager()

    class Meta:
        verbose_name = _("professor")
        verbose_name_plural = _("professors")
        ordering = ("sort_name", "pk")

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First and last name in the active language."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_absolute_url(self) -> str:
        return reverse("teams:show_professor", kwargs={"pk": self.pk})


class ProfessorInterestQuerySet(LockedQuerySet):
    """Who sees what professors said about problems."""

    def visible_to(self, user: Any) -> Self:
        """Office: those about problems it sees in full. A professor: one's own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self.filter(problem__in=Problem.objects.visible_to(user))
        return self.filter(professor__user=user)


class ProfessorInterest(TimeStamped):
    """A professor would supervise a problem, or has ties to its unit; taken back by deleting."""

    professor = models.ForeignKey(
        Professor,
        on_delete=models.PROTECT,
        related_name="interests",
        verbose_name=_("professor"),
    )
    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, related_name="interests", verbose_name=_("problem")
    )
    stance = models.CharField(_("what is said"), max_length=5, choices=Stance, default=Stance.WOULD)

    objects = ProfessorInterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("professor’s interest")
        verbose_name_plural = _("professors’ interests")
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("professor", "problem"), name="one_word_per_professor_problem"
            ),
        )

    def __str__(self) -> str:
        return f"{self.professor}: {self.get_stance_display()}"
