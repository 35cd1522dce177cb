"""Messages (what was said to whom, frozen), their deliveries, and what people and office prefer."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import TimeStamped
from partnership.notifications.enums import PENDING, Channel, DeliveryState, Group, Mode


class MessageQuerySet(models.QuerySet):
    """Messages, and who may read them."""

    def visible_to(self, user: Any) -> Self:
        """One's own, as the inbox shows them. The office reads letters in its outbox, not here."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(recipient=user, in_inbox=True)

    def unread(self) -> Self:
        """Not opened yet."""
        return self.filter(read_at=None)


class Message(TimeStamped):
    """One letter to one recipient, its words frozen when it was queued; the inbox row.

    Never twice: (event, dedupe, addressee) is unique, and the row is written in the transaction
    of the change it reports.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField(_("event"), max_length=60)
    dedupe = models.CharField(max_length=200)
    addressee = models.CharField(max_length=260, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("recipient"),
    )
    email = models.EmailField(_("email"), blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2)
    group = models.CharField(
        _("subject area"), max_length=20, choices=Group.choices, default=Group.REPORT
    )
    subject = models.CharField(_("subject"), max_length=300)
    words = models.TextField(blank=True, editable=False)
    body = models.TextField(_("text"))
    html = models.TextField(blank=True, editable=False)
    url = models.CharField(_("link"), max_length=500, blank=True)
    action = models.CharField(max_length=120, blank=True)
    about_label = models.CharField(max_length=60, blank=True)
    about_pk = models.BigIntegerField(null=True, blank=True)
    attachments = models.JSONField(default=list, blank=True)
    in_inbox = models.BooleanField(default=True)
    secret = models.BooleanField(default=False)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "dedupe", "addressee"), name="one_message_per_event_and_person"
            ),
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False) | ~models.Q(email=""),
                name="message_has_an_addressee",
            ),
        )
        indexes = (
            models.Index(
                fields=("recipient",),
                condition=models.Q(read_at=None, in_inbox=True),
                name="message_unread",
            ),
            models.Index(fields=("recipient", "-created_at"), name="message_inbox"),
            models.Index(fields=("about_label", "about_pk"), name="message_about"),
        )

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """The message in its reader's inbox."""
        return reverse("notifications:open_message", kwargs={"pk": self.pk})

    @property
    def direction(self) -> str:
        """Reading direction of the frozen text."""
        return "rtl" if self.language == "fa" else "ltr"


class DeliveryQuerySet(models.QuerySet):
    """Deliveries the worker asks for."""

    def visible_to(self, user: Any) -> Self:
        """Only the office."""
        return self.all() if user.is_authenticated and user.is_office else self.none()

    def pending(self) -> Self:
        """Not finished in one way or another."""
        return self.filter(state__in=PENDING)

    def troubled(self) -> Self:
        """What the office should look at."""
        return self.filter(state=DeliveryState.FAILED)


class Delivery(TimeStamped):
    """One message on its way over one channel. `uuid` is the mail's Message-ID on every try."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("letter")
    )
    channel = models.CharField(
        _("channel"), max_length=10, choices=Channel.choices, default=Channel.EMAIL
    )
    to = models.CharField(_("to"), max_length=254)
    urgent = models.BooleanField(default=False)
    state = models.CharField(
        _("state"), max_length=16, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("next try"), default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    first_tried_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.TextField(_("reason of the failure"), blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("message", "channel"), name="one_delivery_per_channel"),
            models.CheckConstraint(
                condition=models.Q(
                    state=DeliveryState.SENDING, claim__isnull=False, leased_until__isnull=False
                )
                | ~models.Q(state=DeliveryState.SENDING),
                name="sending_has_a_lease",
            ),
        )
        indexes = (
            models.Index(
                fields=("due_at", "id"), condition=models.Q(state__in=PENDING), name="delivery_due"
            ),
            models.Index(
                fields=("to", "id"), condition=models.Q(state__in=PENDING), name="delivery_order"
            ),
            models.Index(fields=("state", "-created_at"), name="delivery_state"),
        )

    def __str__(self) -> str:
        return f"{self.to}: {self.get_state_display()}"


class Preference(TimeStamped):
    """Somebody wants e-mail about a subject together once a day; no row means at once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="letter_preferences",
        verbose_name=_("person"),
    )
    group = models.CharField(_("subject area"), max_length=20, choices=Group.choices)
    mode = models.CharField(_("email"), max_length=10, choices=Mode.choices, default=Mode.AT_ONCE)

    class Meta:
        verbose_name = _("letter preference")
        verbose_name_plural = _("letter preferences")
        constraints = (
            models.UniqueConstraint(fields=("user", "group"), name="one_preference_per_subject"),
        )

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.get_mode_display()}"


class EmailTemplate(TimeStamped):
    """The office's own words for a letter, in one language; `{placeholders}` are checked."""

    key = models.CharField(_("letter"), max_length=60)
    language = models.CharField(
        _("language"), max_length=2, choices=(("fa", _("Persian")), ("en", _("English")))
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("letter text")
        verbose_name_plural = _("letter texts")
        ordering = ("key", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("key", "language"), name="one_text_per_letter_and_language"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
