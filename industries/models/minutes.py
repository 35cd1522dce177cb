"""Final minutes: a frozen version each time they are made final, and who has signed it on paper."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from industries.enums import MEETING_FINAL, SignerState
from industries.models.meeting import Invitee, JointMeeting
from partnership.core.models import LockedQuerySet, TimeStamped, in_persian


class MinutesVersionQuerySet(LockedQuerySet):
    """Who reads which version."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Others: the newest, while it is in force, of meetings they see."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        return self.filter(
            meeting__in=JointMeeting.objects.visible_to(user).filter(state__in=MEETING_FINAL),
            version=models.F("meeting__version"),
        )


class MinutesVersion(TimeStamped):
    """The minutes as they were made final: words and people frozen, papers printed from here."""

    meeting = models.ForeignKey(JointMeeting, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField(_("version"))
    number = models.CharField(_("number of the minutes"), max_length=30)
    snapshot = models.JSONField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made final by"),
    )

    objects = MinutesVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of minutes")
        verbose_name_plural = _("versions of minutes")
        ordering = ("meeting", "-version")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "version"), name="minutes_version_once"),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.number} · {self.version}"

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()


class MinutesSigner(models.Model):
    """Somebody whose signature the paper has room for."""

    version = models.ForeignKey(MinutesVersion, on_delete=models.PROTECT, related_name="signers")
    invitee = models.ForeignKey(
        Invitee, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("signs as"), max_length=160, blank=True)
    name = models.CharField(_("name"), max_length=160)
    state = models.CharField(
        _("state"), max_length=8, choices=SignerState, default=SignerState.WAITING
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("signer of minutes")
        verbose_name_plural = _("signers of minutes")
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("version", "order"), name="one_signer_per_place"),
            models.CheckConstraint(
                condition=models.Q(state=SignerState.SIGNED) | models.Q(signed_on=None),
                name="signed_on_says_signed",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> dict[str, str]:
        """Title and name in the active language, as the paper bears them."""
        signers = self.version.snapshot["fa" if in_persian() else "en"]["signers"]
        kept: dict[str, str] = signers[self.order]
        return kept
