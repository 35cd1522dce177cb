"""The review of a problem: its checklist, what was asked for, and the way to the working group."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industries.enums import CheckAnswer, ResolutionState, TriageItem
from industries.models.problem import Problem
from partnership.core.models import LockedQuerySet


class TriageCheck(models.Model):
    """One point of the checklist: the answer, by whom, about which version of the text."""

    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, related_name="checks", verbose_name=_("problem")
    )
    item = models.CharField(_("point"), max_length=12, choices=TriageItem)
    answer = models.CharField(_("answer"), max_length=10, choices=CheckAnswer)
    note = models.CharField(_("note"), max_length=300, blank=True)
    version = models.PositiveIntegerField(_("version of the text"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    at = models.DateTimeField(_("checked on"), default=timezone.now)

    class Meta:
        verbose_name = _("point of the review")
        verbose_name_plural = _("points of the review")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("problem", "item"), name="one_check_per_point"),
            models.CheckConstraint(
                condition=~Q(answer=CheckAnswer.NO) | Q(note__gt=""), name="no_has_its_note"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.get_answer_display()}"


class DetailRequest(models.Model):
    """What the office asked to be completed: `fields` is {field: sentence, may be empty}."""

    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, related_name="detail_requests", verbose_name=_("problem")
    )
    fields = models.JSONField(_("fields to complete"), default=dict, blank=True)
    note = models.TextField(_("note"), max_length=1500, blank=True)
    version = models.PositiveIntegerField(_("version of the text"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    at = models.DateTimeField(_("asked on"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for detail")
        verbose_name_plural = _("requests for detail")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("problem",),
                condition=Q(answered_at__isnull=True),
                name="one_open_request_for_detail",
            ),
        )

    def __str__(self) -> str:
        return f"{self.problem_id}: {', '.join(self.fields)}"


class ReferralQuerySet(LockedQuerySet):
    """Who reads a referral."""

    def visible_to(self, user: Any) -> Self:
        """Office: of the problems it sees. Unit: its own."""
        if not user.is_authenticated:
            return self.none()
        seen = self.filter(problem__in=Problem.objects.visible_to(user))
        if user.is_office:
            return seen
        own = Q(problem__unit__persons__user=user, problem__unit__persons__is_active=True)
        return seen.filter(pk__in=self.model.objects.filter(own).values("pk"))


class Referral(models.Model):
    """A problem that went to the working group: the paper as it was sent, and the answer."""

    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("problem")
    )
    number = models.CharField(_("number"), max_length=30, unique=True, editable=False)
    agency = models.CharField(_("responsible agency"), max_length=160)
    request = models.TextField(_("what is asked of the working group"), max_length=1500)
    snapshot = models.JSONField(_("the paper’s words"), default=dict, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("referred by"),
    )
    referred_on = models.DateField(_("referred on"))
    outcome = models.CharField(
        _("outcome"),
        max_length=14,
        choices=ResolutionState,
        default=ResolutionState.IN_FOLLOW_UP,
    )
    answer = models.TextField(_("answer of the working group"), max_length=3000, blank=True)
    answer_no = models.CharField(_("number of the answer"), max_length=40, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral to the working group")
        verbose_name_plural = _("referrals to the working group")
        ordering = ("-referred_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome=ResolutionState.IN_FOLLOW_UP)
                | (Q(answer__gt="") & Q(answered_on__isnull=False)),
                name="referral_outcome_has_its_answer",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("industries:show_problem", kwargs={"pk": self.problem_id}) + "#referral"
