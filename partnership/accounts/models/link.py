"""One-purpose links: one page for one person, without signing in, for a while.

A link has a person, as whom its pages answer; or none, and then it only proves that its holder was
handed it: whoever opens it stays who they are, and the page asks `request.link` what it is about.
"""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import TimeStamped

#: Places no link may ever open: the office, the account, other people's business.
FORBIDDEN_PREFIXES = (
    "/office/",
    "/accounts/",
    "/me/",
    "/inbox/",
    "/l/",
    "/i18n/",
    "/static/",
    "/metrics",
    "/healthz",
    "/readyz",
)


class LinkQuerySet(models.QuerySet):
    """Links, and who may look at them."""

    def visible_to(self, user: Any) -> Self:
        """Only the office."""
        return self.all() if user.is_authenticated and user.is_office else self.none()

    def alive(self) -> Self:
        """Not withdrawn and not past."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def locked(self) -> Self:
        """Lock the rows for the open transaction, always in order of their key."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)


class Link(TimeStamped):
    """Opens the pages below `path`, as `user` if it has one; known by the hash of a token."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=60)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="links",
        verbose_name=_("person"),
    )
    object_label = models.CharField(max_length=60, blank=True)
    object_pk = models.BigIntegerField(null=True, blank=True)
    path = models.CharField(_("page"), max_length=200)
    expires_at = models.DateTimeField(_("works until"))
    max_uses = models.PositiveSmallIntegerField(_("times it may be opened"), default=50)
    uses = models.PositiveSmallIntegerField(_("times opened"), default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-purpose link")
        verbose_name_plural = _("one-purpose links")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(path__startswith="/", path__endswith="/") & ~models.Q(path="/"),
                name="link_path_is_a_page",
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | models.Q(object_pk__isnull=False),
                name="link_is_a_persons_or_about_something",
            ),
            models.CheckConstraint(
                condition=models.Q(uses__lte=models.F("max_uses")), name="link_uses_within_limit"
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose}: {self.user or self.object_label}"

    @property
    def is_alive(self) -> bool:
        """Whether pages opened by it still answer."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    def is_about(self, obj: models.Model) -> bool:
        """Whether it was made for this object."""
        return self.object_label == obj._meta.label_lower and self.object_pk == obj.pk

    def covers(self, path: str) -> bool:
        """Whether the address lies on or below the link's page."""
        return path.startswith(self.path) and not path.startswith(FORBIDDEN_PREFIXES)


class LinkUse(models.Model):
    """Somebody opened a link, or sent a form on its pages. Append-only."""

    link = models.ForeignKey(
        Link, on_delete=models.PROTECT, related_name="log", verbose_name=_("one-purpose link")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    method = models.CharField(max_length=7)
    path = models.CharField(_("page"), max_length=200)
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        ordering = ("-at", "-pk")
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
