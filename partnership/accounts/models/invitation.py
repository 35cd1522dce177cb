"""An invitation to open an account with a role.

The invitation itself lives for days, each letter's link for an hour: whoever comes later asks for
a fresh one, which goes to the invited address only.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.accounts.enums import Language, Role
from partnership.core.models import TimeStamped


class InvitationQuerySet(models.QuerySet):
    """Invitations, and who may look at them."""

    def visible_to(self, user: Any) -> Self:
        """Only the office."""
        return self.all() if user.is_authenticated and user.is_office else self.none()

    def open(self) -> Self:
        """Neither used, nor withdrawn, nor past."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def locked(self) -> Self:
        """Lock the rows for the open transaction, always in order of their key."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)


class Invitation(TimeStamped):
    """Whoever holds the letter's link may set a name and a password and gets the role."""

    email = models.EmailField(_("email"), blank=True)
    mobile = models.CharField(_("mobile"), max_length=11, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)
    object_label = models.CharField(max_length=60, blank=True)
    object_pk = models.BigIntegerField(null=True, blank=True)
    object_name = models.CharField(_("for"), max_length=200, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    token_expires_at = models.DateTimeField(editable=False)
    sent = models.PositiveSmallIntegerField(_("letters sent"), default=1, editable=False)
    expires_at = models.DateTimeField(_("open until"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("accepted by"),
    )
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(email="") | ~models.Q(mobile=""),
                name="invitation_reaches_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.email or self.mobile}"

    @property
    def is_open(self) -> bool:
        """Whether it may still be accepted, by this or a fresh link."""
        return not self.accepted_at and not self.revoked_at and self.expires_at > timezone.now()

    @property
    def is_fresh(self) -> bool:
        """Whether the last letter's link still works."""
        return self.is_open and self.token_expires_at > timezone.now()
