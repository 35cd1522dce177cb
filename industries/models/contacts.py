"""Every contact with a unit: what came of it, and who does what next."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industries.enums import ContactKind, ContactOutcome, DeclineCause
from industries.models.unit import IndustrialUnit
from partnership.core.models import LockedQuerySet, TimeStamped


class ContactNoteQuerySet(LockedQuerySet):
    """Contact notes are the office's own."""

    def visible_to(self, user: Any) -> Self:
        """Office only."""
        return self if user.is_authenticated and user.is_office else self.none()

    def awaiting(self) -> Self:
        """Notes whose next action nobody has closed yet, the most pressing first."""
        return self.filter(next_action_on__isnull=False, closed_at__isnull=True).order_by(
            "next_action_on", "pk"
        )

    def due(self, day: date | None = None) -> Self:
        """Open next actions whose day has come."""
        return self.awaiting().filter(next_action_on__lte=day or timezone.localdate())


class ContactNote(TimeStamped):
    """One contact with a unit, its outcome, and the next action until somebody closes it."""

    unit = models.ForeignKey(
        IndustrialUnit,
        on_delete=models.PROTECT,
        related_name="contact_notes",
        verbose_name=_("industrial unit"),
    )
    kind = models.CharField(_("how"), max_length=10, choices=ContactKind)
    outcome = models.CharField(_("outcome"), max_length=12, choices=ContactOutcome)
    decline_cause = models.CharField(
        _("why it was declined"), max_length=12, choices=DeclineCause, blank=True
    )
    note = models.TextField(_("note"), max_length=2000)
    next_action = models.CharField(_("next action"), max_length=200, blank=True)
    next_action_on = models.DateField(_("next action on"), null=True, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_actions",
        verbose_name=_("who does it"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("closed by"),
    )
    result = models.CharField(_("what came of it"), max_length=500, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = ContactNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact note")
        verbose_name_plural = _("contact notes")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(
                fields=("assignee", "next_action_on"),
                condition=Q(closed_at__isnull=True, next_action_on__isnull=False),
                name="contact_awaiting",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(outcome=ContactOutcome.DECLINED) | ~Q(decline_cause=""),
                name="declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(next_action_on__isnull=False, assignee__isnull=False)
                | Q(next_action_on__isnull=True, assignee__isnull=True, next_action=""),
                name="next_action_when_and_who",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | (Q(next_action_on__isnull=False, closed_by__isnull=False) & ~Q(result="")),
                name="closed_action_says_what_came",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_outcome_display()}"

    def get_absolute_url(self) -> str:
        return f"{reverse('industries:show_unit', kwargs={'pk': self.unit_id})}#contact-{self.pk}"

    @property
    def is_awaiting(self) -> bool:
        """Whether the next action is still to be done."""
        return self.next_action_on is not None and self.closed_at is None

    @property
    def is_overdue(self) -> bool:
        """Whether its day is over."""
        day = self.next_action_on
        return day is not None and self.closed_at is None and day < timezone.localdate()
