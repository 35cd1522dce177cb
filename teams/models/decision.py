"""The manager's scores for each solution, and the decision."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industries.models import Problem
from partnership.core.models import LockedQuerySet, TimeStamped, Translatable
from partnership.programme.models import EvaluationCriterion
from teams.enums import DecisionKind
from teams.models.solution import Solution


class ReviewQuerySet(LockedQuerySet):
    """Who sees the manager's scores."""

    def visible_to(self, user: Any) -> Self:
        """Office, the unit itself, and the professor of the solution's team."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        return self.filter(
            Q(solution__problem__unit__persons__user=user) | Q(solution__team__professor__user=user)
        ).distinct()


class SolutionReview(TimeStamped):
    """A score from 1 to 5 on one criterion of one solution."""

    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="reviews")
    criterion = models.ForeignKey(
        EvaluationCriterion, on_delete=models.PROTECT, related_name="+", verbose_name=_("criterion")
    )
    score = models.PositiveSmallIntegerField(
        _("score"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("reviewer"),
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("score of a solution")
        verbose_name_plural = _("scores of solutions")
        constraints = (
            models.UniqueConstraint(
                fields=("solution", "criterion", "reviewer"), name="one_score_per_criterion"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=1) & Q(score__lte=5), name="review_score_one_to_five"
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion} {self.score}"


class DecisionQuerySet(LockedQuerySet):
    """Who sees which decision."""

    def visible_to(self, user: Any) -> Self:
        """Office, the unit, and the teams and professors of the problem."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(problem__in=Problem.objects.visible_to(user))

    def in_force(self) -> Self:
        """Those that stand."""
        return self.filter(superseded_at=None)


@pghistory.track()
class Decision(TimeStamped, Translatable):
    """What the manager decided about a problem's solutions. One in force per problem."""

    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("problem")
    )
    kind = models.CharField(_("decision"), max_length=20, choices=DecisionKind)
    solution = models.ForeignKey(
        Solution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("solution"),
    )
    reason = models.TextField(_("reason in one sentence"), max_length=1500)
    changes = models.TextField(_("changes asked for"), max_length=2000, blank=True)
    round_number = models.PositiveSmallIntegerField(default=0)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)
    superseded_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    superseded_reason = models.TextField(_("why it was withdrawn"), blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-decided_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("problem",),
                condition=Q(superseded_at=None),
                name="one_decision_in_force_per_problem",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["select", "select_with_changes"], solution__isnull=False)
                | Q(kind__in=["ask_revision", "reject_all"]),
                name="selection_names_its_solution",
            ),
        )

    def __str__(self) -> str:
        return f"{self.problem}: {self.get_kind_display()}"
