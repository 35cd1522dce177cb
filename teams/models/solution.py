"""A proposed solution: what it costs, how long it takes, what it brings."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from industries.models import Baseline, Problem
from partnership.core.models import LockedQuerySet, Stateful, TimeStamped, Translatable
from teams.enums import SOLUTION_BEFORE_MANAGER, SolutionState
from teams.models.team import Team


class SolutionQuerySet(LockedQuerySet):
    """Who reads which solution; a competing team never does."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Team and professor: their own. Unit: its own, once the window closed."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self.filter(problem__in=Problem.objects.visible_to(user))
        own = Q(team__memberships__student__user=user, team__memberships__state="active")
        own |= Q(team__professor__user=user)
        unit = Q(
            problem__unit__persons__user=user,
            problem__unit__persons__is_active=True,
            state__in=SOLUTION_BEFORE_MANAGER,
            shown_at__isnull=False,
        )
        return self.filter(pk__in=self.model.objects.filter(own | unit).values("pk"))

    def before_manager(self) -> Self:
        """Those laid before the unit's manager."""
        return self.filter(state__in=SOLUTION_BEFORE_MANAGER, shown_at__isnull=False)


@pghistory.track()
class Solution(TimeStamped, Stateful, Translatable):
    """One way to remove the obstacle. Money is integer Rial, time is weeks."""

    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, related_name="solutions", verbose_name=_("problem")
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="solutions",
        verbose_name=_("team"),
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=SolutionState,
        default=SolutionState.DRAFT,
        editable=False,
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), max_length=1500)
    root_cause = models.TextField(_("root cause and evidence"), max_length=4000, blank=True)
    description = models.TextField(_("description of the solution"), max_length=8000, blank=True)
    cost_rial = models.BigIntegerField(_("cost in Rial"), validators=[MinValueValidator(0)])
    weeks = models.PositiveSmallIntegerField(
        _("weeks to execute"), validators=[MinValueValidator(1), MaxValueValidator(104)]
    )
    baseline = models.ForeignKey(
        Baseline,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("figure it improves"),
    )
    benefit_before = models.DecimalField(
        _("figure before"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    benefit_after = models.DecimalField(
        _("figure after"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    benefit = models.TextField(_("expected benefit"), max_length=1500)
    benefit_rial = models.BigIntegerField(_("benefit a year in Rial"), null=True, blank=True)
    risks = models.TextField(_("risks"), max_length=2000, blank=True)
    needs = models.TextField(_("needed from the unit"), max_length=2000, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    shown_at = models.DateTimeField(
        _("laid before the manager"), null=True, blank=True, editable=False
    )

    objects = SolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed solution")
        verbose_name_plural = _("proposed solutions")
        ordering = ("problem", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("problem",),
                condition=Q(state__in=["selected", "implemented"]),
                name="one_selected_solution_per_problem",
            ),
            models.CheckConstraint(
                condition=Q(cost_rial__gte=0), name="solution_cost_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(team__isnull=False) | Q(state__in=["rejected", "withdrawn"]),
                name="solution_without_team_is_history",
            ),
        )

    def __str__(self) -> str:
        return self.text("title")

    def get_absolute_url(self) -> str:
        return reverse("teams:show_solution", kwargs={"pk": self.pk})


class SolutionVersion(models.Model):
    """The text of a solution as it stood when it was endorsed or submitted."""

    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField(_("at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a solution")
        verbose_name_plural = _("versions of solutions")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("solution", "number"), name="solution_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.solution} v{self.number}"


class Endorsement(models.Model):
    """A professor vouches for one version of a solution."""

    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="endorsements")
    version = models.PositiveSmallIntegerField(_("version"))
    professor = models.ForeignKey(
        "teams.Professor", on_delete=models.PROTECT, related_name="endorsements"
    )
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ("-given_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("solution", "version"),
                condition=Q(withdrawn_at=None),
                name="one_endorsement_per_version",
            ),
        )

    def __str__(self) -> str:
        return f"{self.professor}: {self.solution}"
