"""Roles are rows with a beginning and an end, so the past stays answerable."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.accounts.enums import Role


class RoleGrantQuerySet(models.QuerySet):
    """Grants, and who may look at them."""

    def active(self) -> Self:
        """Roles held now."""
        return self.filter(revoked_at=None)

    def visible_to(self, user: Any) -> Self:
        """The office sees all; everybody else their own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_office else self.filter(user=user)

    def locked(self) -> Self:
        """Lock the rows for the open transaction, always in order of their key."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)


class RoleGrant(models.Model):
    """Somebody holds a role, given by somebody, until it is taken back."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="role_grants",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("given by"),
    )
    granted_at = models.DateTimeField(_("given at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("-granted_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role"),
                condition=models.Q(revoked_at=None),
                name="one_active_grant_per_role",
            ),
        )
        indexes = (
            models.Index(
                fields=("role", "user"), condition=models.Q(revoked_at=None), name="active_roles"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.user}"
