"""Evaluations of members, the outcome for the unit, and satisfaction."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, Stateful, TimeStamped, Translatable
from partnership.programme.models import EvaluationCriterion
from teams.enums import EvaluationKind, EvaluationState, SatisfactionSide
from teams.models.team import Membership, Team


class EvaluationQuerySet(LockedQuerySet):
    """Who sees which evaluation."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Unit: its own. Professor: own, the unit's once both are in.

        A student sees the totals when both are in, so that nobody bargains over a first half.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        seen = Q(
            kind=EvaluationKind.SUPERVISOR,
            membership__team__problem__unit__persons__user=user,
            membership__team__problem__unit__persons__is_active=True,
        )
        seen |= Q(membership__team__professor__user=user, kind=EvaluationKind.PROFESSOR)
        given = self.model.objects.filter(state=EvaluationState.SUBMITTED)
        by_unit = given.filter(kind=EvaluationKind.SUPERVISOR).values("membership")
        by_professor = given.filter(kind=EvaluationKind.PROFESSOR).values("membership")
        both = Q(state=EvaluationState.SUBMITTED, membership__in=by_unit) & Q(
            membership__in=by_professor
        )
        seen |= both & Q(membership__team__professor__user=user)
        seen |= both & Q(membership__student__user=user)
        return self.filter(pk__in=self.model.objects.filter(seen).values("pk"))


@pghistory.track()
class Evaluation(TimeStamped, Stateful):
    """One evaluator's points for one member."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="evaluations")
    kind = models.CharField(_("form"), max_length=24, choices=EvaluationKind)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=EvaluationState,
        default=EvaluationState.DRAFT,
        editable=False,
    )
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    total = models.DecimalField(
        _("points"), max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    evaluator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("evaluator"),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ("membership", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=("membership", "kind"), name="one_evaluation_of_each_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("teams:show_evaluation", kwargs={"pk": self.pk})

    @property
    def team(self) -> Team:
        """The member's team."""
        return self.membership.team


class EvaluationRow(models.Model):
    """Points on one criterion."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="rows")
    criterion = models.ForeignKey(EvaluationCriterion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("points on a criterion")
        verbose_name_plural = _("points on criteria")
        ordering = ("criterion__order",)
        constraints = (
            models.UniqueConstraint(
                fields=("evaluation", "criterion"), name="one_row_per_criterion"
            ),
            models.CheckConstraint(condition=Q(points__gte=0), name="points_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class OutcomeQuerySet(LockedQuerySet):
    """Who sees which outcome."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible teams."""
        return self.filter(team__in=Team.objects.visible_to(user))


@pghistory.track()
class Outcome(TimeStamped, Translatable):
    """What the execution brought the unit; followed up after three and six months."""

    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="outcome")
    summary = models.TextField(_("what was achieved"), max_length=3000, blank=True)
    kpi_after = models.DecimalField(
        _("figure after execution"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    benefit_claimed_rial = models.BigIntegerField(
        _("benefit claimed, Rial a year"), null=True, blank=True
    )
    benefit_confirmed_rial = models.BigIntegerField(
        _("benefit confirmed by the unit, Rial a year"), null=True, blank=True
    )
    jobs_saved = models.PositiveIntegerField(_("jobs kept"), default=0)
    jobs_created = models.PositiveIntegerField(_("jobs created"), default=0)
    follow_up_3_on = models.DateField(_("follow-up after three months"), null=True, blank=True)
    follow_up_3_note = models.TextField(_("after three months"), max_length=2000, blank=True)
    follow_up_6_on = models.DateField(_("follow-up after six months"), null=True, blank=True)
    follow_up_6_note = models.TextField(_("after six months"), max_length=2000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return str(self.team)


class SatisfactionQuerySet(LockedQuerySet):
    """Satisfaction is read by the office and by whoever gave it."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Others: their own answers."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_office else self.filter(given_by=user)


class Satisfaction(TimeStamped):
    """An answer from 1 to 5 to one question, after the programme."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="satisfaction")
    side = models.CharField(_("who"), max_length=24, choices=SatisfactionSide)
    criterion = models.ForeignKey(EvaluationCriterion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(_("score"))
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = SatisfactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("satisfaction")
        verbose_name_plural = _("satisfaction")
        constraints = (
            models.UniqueConstraint(
                fields=("team", "criterion", "given_by"), name="one_answer_per_question"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=1) & Q(score__lte=5), name="satisfaction_one_to_five"
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.score}"
