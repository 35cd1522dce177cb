"""The follow-up of a resolution: who reported or looked, when, what, how far."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from industries.enums import ResolutionState
from industries.models.meeting import JointMeeting, Resolution
from partnership.core.models import LockedQuerySet, TimeStamped


class FollowUp(models.Model):
    """An earlier resolution on a later meeting's list: what was said, and the state agreed on.

    Both are a draft until the minutes become final; then they go into the log and take effect.
    """

    meeting = models.ForeignKey(JointMeeting, on_delete=models.CASCADE, related_name="follow_ups")
    resolution = models.ForeignKey(
        Resolution,
        on_delete=models.PROTECT,
        related_name="follow_ups",
        verbose_name=_("resolution"),
    )
    said = models.CharField(_("what was said"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=14, choices=ResolutionState, blank=True)

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up in a meeting")
        verbose_name_plural = _("follow-ups in meetings")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "resolution"), name="follow_up_once_in_a_meeting"
            ),
        )

    def __str__(self) -> str:
        return str(self.resolution)


class ResolutionNoteQuerySet(LockedQuerySet):
    """Who reads the log."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Owners: the log of what they own. Others: nothing."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        owned = Resolution.objects.visible_to(user).owned_by(user)
        return self.filter(resolution__in=owned.values("pk"))


class ResolutionNote(TimeStamped):
    """One line of the log. Append-only.

    `by_owner` is a report of whoever owns the resolution; `claims_done` asks the office to decide.
    """

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    meeting = models.ForeignKey(
        JointMeeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("said in the meeting"),
    )
    body = models.TextField(_("what was done"), max_length=1500)
    percent = models.PositiveSmallIntegerField(
        _("percent done"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    next_check_on = models.DateField(_("look again on"), null=True, blank=True)
    by_owner = models.BooleanField(_("report of the owner"), default=False)
    claims_done = models.BooleanField(_("says it is done"), default=False)

    objects = ResolutionNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up note")
        verbose_name_plural = _("follow-up notes")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(percent=None) | models.Q(percent__lte=100),
                name="follow_up_percent_to_hundred",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.body[:60]
