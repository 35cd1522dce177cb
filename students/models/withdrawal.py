"""Leaving the programme, and what it counts as."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, Stateful, TimeStamped
from students.enums import WithdrawalCode, WithdrawalState
from students.models.enrolment import Enrolment


class WithdrawalQuerySet(LockedQuerySet):
    """Who sees which withdrawal."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Student: one's own."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_office else self.filter(enrolment__student__user=user)


class Withdrawal(TimeStamped, Stateful):
    """One leaving of one application; free before the letter, judged afterwards."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="withdrawals", verbose_name=_("enrolment")
    )
    state = models.CharField(
        _("counts as"),
        max_length=10,
        choices=WithdrawalState,
        default=WithdrawalState.FREE,
        editable=False,
    )
    code = models.CharField(
        _("reason"), max_length=10, choices=WithdrawalCode, default=WithdrawalCode.OTHER
    )
    reason = models.TextField(_("in your words"), max_length=2000, blank=True)
    professor_view = models.TextField(_("the professor’s view"), max_length=2000, blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("students:show_withdrawal", kwargs={"pk": self.pk})
