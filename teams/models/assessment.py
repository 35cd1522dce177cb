"""The assessment of the unit's problem, and the final report."""

from typing import Any, Self

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, Stateful, TimeStamped, Translatable
from partnership.programme.models import ObstacleCategory
from teams.enums import AssessmentState
from teams.models.team import Team


class TeamPaperQuerySet(LockedQuerySet):
    """A team's own writing: never a competitor's, and the unit's only once it is accepted."""

    def visible_to(self, user: Any) -> Self:
        """Office and the team with its professor: all. Unit: accepted ones."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        teams = Team.objects.visible_to(user)
        inside = teams.filter(
            models.Q(memberships__student__user=user, memberships__state="active")
            | models.Q(professor__user=user)
        )
        return self.filter(
            models.Q(team__in=inside.values("pk"))
            | models.Q(
                team__in=teams.filter(problem__unit__persons__user=user).values("pk"),
                state=AssessmentState.ACCEPTED,
            )
        )


@pghistory.track()
class Assessment(TimeStamped, Stateful, Translatable):
    """What the team found on site."""

    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="assessment")
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AssessmentState,
        default=AssessmentState.DRAFT,
        editable=False,
    )
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    summary = models.TextField(_("summary"), max_length=4000)
    method = models.TextField(_("how it was measured"), max_length=4000, blank=True)
    root_cause = models.TextField(_("root cause and evidence"), max_length=4000)

    objects = TeamPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return str(self.team)

    def get_absolute_url(self) -> str:
        return reverse("teams:show_assessment", kwargs={"pk": self.pk})


class Finding(Translatable):
    """One finding with its measured figure and its cause."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="findings")
    category = models.ForeignKey(
        ObstacleCategory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    body = models.CharField(_("finding"), max_length=500)
    measured = models.CharField(_("measured figure"), max_length=120, blank=True)
    cause = models.CharField(_("cause"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.body[:60]


@pghistory.track()
class FinalReport(TimeStamped, Stateful, Translatable):
    """The team's final report; accepted by the professor, it opens a gate to the credit."""

    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="final_report")
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AssessmentState,
        default=AssessmentState.DRAFT,
        editable=False,
    )
    summary = models.TextField(_("what was done, what came of it"), max_length=6000)
    lessons = models.TextField(_("what the unit should keep in mind"), max_length=3000, blank=True)

    objects = TeamPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("final report")
        verbose_name_plural = _("final reports")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return str(self.team)

    def get_absolute_url(self) -> str:
        return reverse("teams:show_final_report", kwargs={"pk": self.pk})
