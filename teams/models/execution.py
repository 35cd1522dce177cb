"""Milestones, weekly reports, and the hours that count."""

from datetime import date, timedelta
from typing import Any, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.jalali import format_date, format_datetime, format_time
from partnership.core.models import LockedQuerySet, Stateful, TimeStamped, Translatable
from teams.enums import MilestoneState, ReportState
from teams.models.team import Membership, Team


class MilestoneQuerySet(LockedQuerySet):
    """Who sees which milestone."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible teams."""
        return self.filter(team__in=Team.objects.visible_to(user))


class Milestone(TimeStamped, Stateful, Translatable):
    """A step of the execution plan, accepted by the unit."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="milestones")
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=MilestoneState,
        default=MilestoneState.PLANNED,
        editable=False,
    )
    title = models.CharField(_("step"), max_length=200)
    due_on = models.DateField(_("due on"))
    note = models.TextField(_("note"), max_length=1500, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.text("title")

    def get_absolute_url(self) -> str:
        return f"{self.team.get_absolute_url()}#milestone-{self.pk}"


class ReportQuerySet(LockedQuerySet):
    """Who sees which weekly report."""

    def visible_to(self, user: Any) -> Self:
        """Office: all sent. Student: own. Professor and unit: sent ones of their teams."""
        if not user.is_authenticated:
            return self.none()
        sent = ~Q(state=ReportState.DRAFT)
        if user.is_office:
            return self.filter(sent)
        seen = Q(membership__student__user=user)
        seen |= sent & Q(membership__team__professor__user=user)
        seen |= sent & Q(
            membership__team__problem__unit__persons__user=user,
            membership__team__problem__unit__persons__is_active=True,
        )
        return self.filter(pk__in=self.model.objects.filter(seen).values("pk"))


@pghistory.track()
class WeeklyReport(TimeStamped, Stateful, Translatable):
    """A member's week: what was done, and the hours on site."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="weekly_reports"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT, editable=False
    )
    week_starts_on = models.DateField(_("week from Saturday"))
    body = models.TextField(_("what you did this week"), max_length=4000)
    professor_comment = models.TextField(_("professor’s comment"), max_length=2000, blank=True)
    professor_read_at = models.DateTimeField(_("read by the professor"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("weekly report")
        verbose_name_plural = _("weekly reports")
        ordering = ("-week_starts_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("membership", "week_starts_on"), name="one_report_a_week"
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership.student} – {format_date(self.week_starts_on)}"

    def get_absolute_url(self) -> str:
        return reverse("teams:show_report", kwargs={"pk": self.pk})

    @property
    def team(self) -> Team:
        """The team the week was worked for."""
        return self.membership.team

    @property
    def week_ends_on(self) -> date:
        """The Friday that closes the week."""
        return self.week_starts_on + timedelta(days=6)

    @property
    def minutes(self) -> int:
        """Minutes as reported."""
        return sum(entry.minutes for entry in self.entries.all())

    @property
    def confirmed_minutes(self) -> int:
        """Minutes the supervisor confirmed."""
        return sum(entry.confirmed_minutes or 0 for entry in self.entries.all())


class _TsTzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class HourEntry(models.Model):
    """One stay on site; two stays of one student never overlap (times in UTC)."""

    report = models.ForeignKey(WeeklyReport, on_delete=models.PROTECT, related_name="entries")
    student = models.ForeignKey(
        "students.Student", on_delete=models.PROTECT, related_name="hour_entries", editable=False
    )
    starts_at = models.DateTimeField(_("came"))
    ends_at = models.DateTimeField(_("left"))
    confirmed_minutes = models.PositiveIntegerField(_("confirmed minutes"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("hours on site")
        verbose_name_plural = _("hours on site")
        ordering = ("starts_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="hours_end_after_start"
            ),
            ExclusionConstraint(
                name="hours_never_overlap",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (_TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{format_datetime(self.starts_at)}–{format_time(self.ends_at)}"

    @property
    def minutes(self) -> int:
        """Length of the stay in minutes, as reported."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
