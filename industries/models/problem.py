"""A production problem of a unit: what hurts, how much, and what it needs."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from industries.enums import (
    PROBLEM_LISTED,
    Confidentiality,
    Direction,
    ProblemState,
    Urgency,
)
from industries.models.unit import IndustrialUnit
from partnership.core.keys import KeyField
from partnership.core.models import LockedQuerySet, Stateful, TimeStamped, Translatable
from partnership.core.text import search_key
from partnership.programme.enums import Weekday
from partnership.programme.models import Major, ObstacleCategory, Round, Skill


class ProblemQuerySet(LockedQuerySet):
    """Who sees which problem: in full, or only its public card."""

    def visible_to(self, user: Any) -> Self:
        """In full: office (secret ones only head and named people), own unit, own teams."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role("head") or user.is_superuser:
            return self
        if user.is_office:
            return self._visible_to_office(user)
        own = Q(unit__persons__user=user, unit__persons__is_active=True) | Q(named_people=user)
        own |= Q(teams__professor__user=user) & ~Q(teams__state="dissolved")
        own |= Q(teams__memberships__student__user=user, teams__memberships__state="active") & ~Q(
            teams__state="dissolved"
        )
        return self.filter(pk__in=self.model.objects.filter(own).values("pk"))

    def _visible_to_office(self, user: Any) -> Self:
        """Without joins, so that a search among all problems is left to its index."""
        units = IndustrialUnit.objects.filter(persons__user=user, persons__is_active=True)
        named = self.model.named_people.through.objects.filter(user=user)
        return self.filter(
            ~Q(confidentiality=Confidentiality.SECRET)
            | Q(unit__in=units.order_by().values("pk"))
            | Q(pk__in=named.values("problem"))
        )

    def listed(self) -> Self:
        """Problems with a public card that teams may still wish for; never the secret ones."""
        return self.filter(state__in=PROBLEM_LISTED).exclude(confidentiality=Confidentiality.SECRET)

    def listed_for(self, user: Any) -> Self:
        """Public cards: open problems for anyone signed in; never the secret ones."""
        if not user.is_authenticated:
            return self.none()
        listed = Q(state__in=PROBLEM_LISTED) & ~Q(confidentiality=Confidentiality.SECRET)
        return self.filter(listed | Q(pk__in=self.model.objects.visible_to(user).values("pk")))

    def alike(self, user: Any, title: str) -> Self:
        """Problems with a title like this one that the reader may know of, in any spelling.

        What the reader sees in full is compared by its own title; of all others only the public
        title of what is open or solved, so that a hint never tells what is confidential.
        """
        key = search_key(title)
        if not user.is_authenticated or not key:
            return self.none()
        known = Q(state__in=(*PROBLEM_LISTED, ProblemState.CLOSED_SOLVED), public_key__gt="")
        known &= ~Q(confidentiality=Confidentiality.SECRET)
        own = self.model.objects.visible_to(user).filter(title_key__trigram_similar=key)
        public = self.model.objects.filter(known, public_key__trigram_similar=key)
        # Two index scans joined, rather than one condition that reads every row.
        return self.filter(pk__in=own.values("pk").union(public.values("pk")))


@pghistory.track()
class Problem(TimeStamped, Stateful, Translatable):
    """What a unit asks to be solved."""

    unit = models.ForeignKey(
        IndustrialUnit,
        on_delete=models.PROTECT,
        related_name="problems",
        verbose_name=_("industrial unit"),
    )
    round = models.ForeignKey(
        Round,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("round"),
    )
    state = models.CharField(
        _("state"), max_length=16, choices=ProblemState, default=ProblemState.DRAFT, editable=False
    )
    title = models.CharField(_("title"), max_length=200)
    detail = models.TextField(_("what happens, since when, how much"), max_length=6000)
    public_title = models.CharField(
        _("public title"),
        max_length=200,
        blank=True,
        help_text=_("What students and certificates may show. Empty: the office proposes one."),
    )
    public_summary = models.TextField(_("public summary"), max_length=1000, blank=True)
    category = models.ForeignKey(
        ObstacleCategory,
        on_delete=models.PROTECT,
        related_name="problems",
        verbose_name=_("category"),
    )
    secondary_category = models.ForeignKey(
        ObstacleCategory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second category"),
    )
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency, default=Urgency.MEDIUM)
    confidentiality = models.CharField(
        _("confidentiality"), max_length=12, choices=Confidentiality, default=Confidentiality.NORMAL
    )
    majors = models.ManyToManyField(
        Major, blank=True, related_name="+", verbose_name=_("suitable majors")
    )
    team_min = models.PositiveSmallIntegerField(
        _("smallest team"), default=4, validators=[MinValueValidator(4), MaxValueValidator(6)]
    )
    team_max = models.PositiveSmallIntegerField(
        _("largest team"), default=6, validators=[MinValueValidator(4), MaxValueValidator(6)]
    )
    teams_wanted = models.PositiveSmallIntegerField(
        _("teams wanted"), default=1, validators=[MinValueValidator(1), MaxValueValidator(2)]
    )
    visit_days = ArrayField(
        models.CharField(max_length=3, choices=Weekday),
        default=list,
        blank=True,
        verbose_name=_("days on which a team may come"),
    )
    site_limits = models.CharField(_("limits on site"), max_length=300, blank=True)
    submission_deadline = models.DateField(_("solutions due on"), null=True, blank=True)
    rework_round = models.PositiveSmallIntegerField(_("rework round"), default=0)
    named_people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="named_problems",
        verbose_name=_("people who may read a secret problem"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    triage_version = models.PositiveSmallIntegerField(default=0)
    # Names on the public card, and those for the desk; `services.words` keeps them true.
    public_words = models.TextField(default="", blank=True, editable=False)
    desk_words = models.TextField(default="", blank=True, editable=False)
    # Public words only, so that a search never tells what is confidential.
    # What hints of earlier problems compare: one title for those who see all of it, one for others.
    title_key = KeyField(of=("title",), make=search_key)
    public_key = KeyField(of=("public_title",), make=search_key)
    search = KeyField(of=("public_title", "public_summary", "public_words"))
    # All words; asked only of rows the reader sees in full.
    desk_search = KeyField(
        of=("title", "detail", "public_title", "public_summary", "public_words", "desk_words")
    )

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("industrial problem")
        verbose_name_plural = _("industrial problems")
        ordering = ("-created_at", "-pk")
        indexes = (
            GinIndex(fields=["search"], name="problem_search", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["title_key"], name="problem_title_key", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["public_key"], name="problem_public_key", opclasses=["gin_trgm_ops"]),
            GinIndex(
                fields=["desk_search"], name="problem_desk_search", opclasses=["gin_trgm_ops"]
            ),
            models.Index(fields=("state",)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(team_min__gte=4) & Q(team_max__lte=6) & Q(team_min__lte=F("team_max")),
                name="problem_team_four_to_six",
            ),
            models.CheckConstraint(
                condition=Q(teams_wanted__gte=1) & Q(teams_wanted__lte=2),
                name="problem_one_or_two_teams",
            ),
            models.CheckConstraint(
                condition=Q(visit_days__contained_by=list(Weekday.values)),
                name="problem_visit_days_of_the_week",
            ),
        )

    def __str__(self) -> str:
        return self.text("title")

    def get_absolute_url(self) -> str:
        return reverse("industries:show_problem", kwargs={"pk": self.pk})

    @property
    def is_listed(self) -> bool:
        """It has a public card and teams may still wish for it; see `listed`."""
        return self.state in PROBLEM_LISTED and self.confidentiality != Confidentiality.SECRET

    @property
    def shown_title(self) -> str:
        """The title anyone may read; never the confidential one."""
        return self.text("public_title") or self.category.name

    def file_visible_to(self, user: Any, file: Any) -> bool:
        """Attachments go with the full problem, not with its public card."""
        return Problem.objects.visible_to(user).filter(pk=self.pk).exists()


class Baseline(Translatable):
    """A figure that hurts today and where it should go; after execution, where it went."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="baselines")
    kpi = models.CharField(_("figure"), max_length=120)
    unit_label = models.CharField(_("unit of measure"), max_length=30, blank=True)
    current = models.DecimalField(
        _("today"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    goal = models.DecimalField(_("goal"), max_digits=16, decimal_places=3, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("baseline figure")
        verbose_name_plural = _("baseline figures")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text("kpi")

    @property
    def direction(self) -> str:
        """Where the figure should go, as the two values say: "down", "up", "keep", or empty."""
        if self.current is None or self.goal is None:
            return ""
        if self.goal == self.current:
            return Direction.KEEP
        return Direction.DOWN if self.goal < self.current else Direction.UP

    @property
    def said_direction(self) -> str:
        """The direction as a word; empty when one of the values is missing."""
        return str(Direction(self.direction).label) if self.direction else ""


class RequiredSkill(models.Model):
    """A skill the problem needs: at which level, and how much it matters."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="required_skills")
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name=_("skill")
    )
    min_level = models.PositiveSmallIntegerField(
        _("level"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )

    class Meta:
        verbose_name = _("required skill")
        verbose_name_plural = _("required skills")
        ordering = ("-weight", "pk")
        constraints = (
            models.UniqueConstraint(fields=("problem", "skill"), name="require_a_skill_once"),
            models.CheckConstraint(
                condition=Q(min_level__gte=1, min_level__lte=5, weight__gte=1, weight__lte=5),
                name="required_level_and_weight_one_to_five",
            ),
        )

    def __str__(self) -> str:
        return f"{self.skill} {self.min_level}"
