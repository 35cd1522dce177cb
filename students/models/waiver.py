"""A rule of eligibility set aside for one student."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, TimeStamped
from students.enums import RuleCode
from students.models.enrolment import Enrolment


class WaiverQuerySet(LockedQuerySet):
    """Who sees which waiver."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Student: those of one's own application."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_office else self.filter(enrolment__student__user=user)


class Waiver(TimeStamped):
    """Who set which rule aside for an application, and why; ended, never deleted."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="waivers", verbose_name=_("enrolment")
    )
    rule = models.CharField(_("rule"), max_length=12, choices=RuleCode)
    reason = models.TextField(_("reason"), max_length=1000)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("granted by"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("enrolment", "rule"),
                condition=Q(ended_at__isnull=True),
                name="one_waiver_in_force",
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_rule_display()}"
