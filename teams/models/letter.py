"""The letter of introduction and the visits that follow it."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.jalali import format_date
from partnership.core.models import LockedQuerySet, Stateful, TimeStamped
from students.models import Student
from teams.enums import LetterState, VisitState
from teams.models.team import Team


class LetterQuerySet(LockedQuerySet):
    """Who sees which letter."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Others: signed letters of visible teams."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        return self.filter(
            team__in=Team.objects.visible_to(user),
            state__in=[LetterState.SIGNED, LetterState.ACCEPTED],
        )


@pghistory.track()
class IntroductionLetter(TimeStamped, Stateful):
    """The letter that opens the factory's gate; printed from its frozen snapshot."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="letters")
    state = models.CharField(
        _("state"), max_length=10, choices=LetterState, default=LetterState.DRAFT, editable=False
    )
    number = models.CharField(_("letter number"), max_length=30, blank=True)
    date = models.DateField(_("letter date"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    weekdays = models.JSONField(_("days of the week"), default=list)
    hours_each = models.PositiveSmallIntegerField(_("hours for each member"), default=240)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    snapshot = models.JSONField(default=dict, editable=False)
    snapshot_hash = models.CharField(max_length=64, blank=True, editable=False)
    acceptance_note = models.CharField(_("the unit’s note"), max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of introduction")
        verbose_name_plural = _("letters of introduction")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("number",), condition=~Q(number=""), name="letter_number_once"
            ),
            models.UniqueConstraint(
                fields=("team",),
                condition=Q(state__in=["draft", "numbered"]),
                name="one_letter_in_preparation",
            ),
        )

    def __str__(self) -> str:
        return self.number or str(self.team)

    def get_absolute_url(self) -> str:
        return reverse("teams:show_letter", kwargs={"pk": self.pk})


class VisitQuerySet(LockedQuerySet):
    """Who sees which visit."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible teams."""
        return self.filter(team__in=Team.objects.visible_to(user))


class Visit(TimeStamped, Stateful):
    """A dated visit of the team to the factory."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="visits")
    state = models.CharField(
        _("state"), max_length=10, choices=VisitState, default=VisitState.PLANNED, editable=False
    )
    date = models.DateField(_("date"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    gate_contact = models.CharField(_("contact at the gate"), max_length=120, blank=True)
    gate_phone = models.CharField(_("telephone"), max_length=11, blank=True)
    safety_gear = models.CharField(_("safety gear to bring"), max_length=200, blank=True)
    transport = models.CharField(_("transport"), max_length=200, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ("-date", "-starts_at")

    def __str__(self) -> str:
        return f"{self.team} {format_date(self.date)}"

    def get_absolute_url(self) -> str:
        return self.team.get_absolute_url()


class Presence(models.Model):
    """Who was there on a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="presences")
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="presences")
    was_present = models.BooleanField(_("present"), default=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = (
            models.UniqueConstraint(fields=("visit", "student"), name="one_presence_per_visit"),
        )

    def __str__(self) -> str:
        return f"{self.student} {self.was_present}"
