"""A run of team formation: input, weights, progress, result."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, Stateful, TimeStamped
from partnership.programme.models import Round
from teams.enums import RunState


class FormationRunQuerySet(LockedQuerySet):
    """Formation runs are the office's own."""

    def visible_to(self, user: Any) -> Self:
        """Office only."""
        return self if user.is_authenticated and user.is_office else self.none()


class FormationRun(TimeStamped, Stateful):
    """Everything one proposal of teams was made from, and what came of it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="formation_runs")
    state = models.CharField(
        _("state"), max_length=10, choices=RunState, default=RunState.QUEUED, editable=False
    )
    instance = models.JSONField(_("input"), default=dict)
    weights = models.JSONField(_("weights"), default=dict)
    seed = models.PositiveIntegerField(_("seed"), default=1)
    seconds = models.PositiveSmallIntegerField(_("seconds"), default=10)
    progress = models.JSONField(_("progress"), default=dict, blank=True)
    result = models.JSONField(_("result"), default=dict, blank=True)
    explanations = models.JSONField(_("explanations"), default=dict, blank=True)
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=3, null=True, blank=True)
    bound = models.DecimalField(_("bound"), max_digits=7, decimal_places=3, null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = FormationRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("formation run")
        verbose_name_plural = _("formation runs")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.round} #{self.pk}"
