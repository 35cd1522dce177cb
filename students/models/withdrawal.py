"""Leaving the programme, and what it counts as."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, Stateful, TimeStamped
from students.enums import WithdrawalCode, WithdrawalState
from students.models.enrolment import Enrolment


class WithdrawalQuerySet(LockedQuerySet):
    """Who sees which withdrawal."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Student: one's own. Professor: those one is asked about."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        return self.filter(Q(enrolment__student__user=user) | Q(professor=user))


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
    professor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("professor asked"),
        help_text=_("Who supervised the team the student left; nobody before the letter."),
    )
    view_given_at = models.DateTimeField(_("view given at"), null=True, blank=True, editable=False)
    professor_view = models.TextField(_("the professor’s view"), max_length=2000, blank=True)

    state_looks = {
        "free": ("neutral", "box-arrow-left"),
        "excused": ("success", "check-circle"),
        "unexcused": ("danger", "x-circle"),
    }
    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("students:show_withdrawal", kwargs={"pk": self.pk})
