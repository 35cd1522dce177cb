"""What an application said each time it was sent, and decisions taken for many at once."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, TimeStamped
from students.enums import Decision, ReviewOutcome
from students.models.enrolment import Enrolment


class EnrolmentRevision(models.Model):
    """An application as it stood when it was sent; the next one is compared with it.

    `content` is {form field: value}, values as `students.selectors.revisions` writes them;
    `returned` the fields the office had asked to correct before this sending.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("enrolment")
    )
    number = models.PositiveSmallIntegerField(_("revision"))
    content = models.JSONField(_("content"), default=dict, editable=False)
    returned = models.JSONField(_("fields to correct"), default=dict, editable=False)
    created_at = models.DateTimeField(_("sent on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("sent application")
        verbose_name_plural = _("sent applications")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("enrolment", "number"), name="one_row_per_revision"),
        )

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.number}"


class ReviewBatchQuerySet(LockedQuerySet):
    """Who sees decisions taken for many."""

    def visible_to(self, user: Any) -> Self:
        """The office."""
        return self if user.is_authenticated and user.is_office else self.none()


class ReviewBatch(TimeStamped):
    """One decision for many applications; each is taken by itself and reported by itself."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    choice = models.JSONField(
        _("reason, note and fields"), default=dict, editable=False, help_text=_("As the form said.")
    )
    language = models.CharField(max_length=2, default="fa", editable=False)
    back = models.CharField(max_length=2000, blank=True, editable=False)

    objects = ReviewBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision for many")
        verbose_name_plural = _("decisions for many")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_decision_display()} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("students:show_review", kwargs={"pk": self.pk})


class ReviewItem(models.Model):
    """One application of such a decision: as the officer saw it, and what came of it."""

    batch = models.ForeignKey(ReviewBatch, on_delete=models.CASCADE, related_name="items")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="+", verbose_name=_("enrolment")
    )
    seen = models.CharField(max_length=60, editable=False)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=ReviewOutcome, default=ReviewOutcome.PENDING
    )
    sentence = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("application decided with many")
        verbose_name_plural = _("applications decided with many")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("batch", "enrolment"), name="one_item_per_enrolment"),
        )
        indexes = (models.Index(fields=("batch", "outcome")),)

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.enrolment_id}"
