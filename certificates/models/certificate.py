"""A certificate of participation: frozen facts, serial, code, PDF."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.enums import CertificateState, RevocationCode, SignatoryRole
from partnership.core.models import LockedQuerySet, Stateful, TimeStamped, bilingual
from partnership.documents.models import StoredFile
from teams.models import Membership


class CertificateQuerySet(LockedQuerySet):
    """Who sees which certificate in full; the public check shows less."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Student: own, once issued. Education: issued ones."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        out = self.filter(state__in=[CertificateState.ISSUED, CertificateState.REVOKED])
        if user.has_role("education"):
            return out
        return out.filter(membership__student__user=user)


@pghistory.track()
class Certificate(TimeStamped, Stateful):
    """Prepared by an officer, issued by the head, never regenerated from live data."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="certificates"
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CertificateState,
        default=CertificateState.PREPARED,
        editable=False,
    )
    serial = models.CharField(_("serial number"), max_length=20, blank=True, editable=False)
    code = models.CharField(_("verification code"), max_length=10, blank=True, editable=False)
    issued_on = models.DateField(_("issued on"), null=True, blank=True, editable=False)
    snapshot = models.JSONField(default=dict, editable=False)
    snapshot_hash = models.CharField(max_length=64, blank=True, editable=False)
    pdf = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    pdf_hash = models.CharField(max_length=64, blank=True, editable=False)
    pdf_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    pdf_claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    pdf_error = models.CharField(max_length=300, blank=True, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("prepared by"),
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True, editable=False)
    revocation_code = models.CharField(
        _("reason"), max_length=12, choices=RevocationCode, blank=True, editable=False
    )
    revocation_note = models.TextField(_("note on the revocation"), blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-issued_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("membership",),
                condition=Q(state__in=["prepared", "issued"]),
                name="one_valid_certificate_per_membership",
            ),
            models.UniqueConstraint(
                fields=("serial",), condition=~Q(serial=""), name="certificate_serial_once"
            ),
            models.UniqueConstraint(
                fields=("code",), condition=~Q(code=""), name="certificate_code_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "dropped"]) | (~Q(serial="") & ~Q(code="")),
                name="issued_certificate_has_serial_and_code",
            ),
        )

    def __str__(self) -> str:
        return self.serial or str(self.membership)

    def get_absolute_url(self) -> str:
        return reverse("certificates:show_certificate", kwargs={"pk": self.pk})

    def file_visible_to(self, user: Any, file: Any) -> bool:
        """The PDF goes with the certificate; never another certificate's."""
        return Certificate.objects.visible_to(user).filter(pk=self.pk).exists()


class Signatory(models.Model):
    """Who signs for the University, and since when."""

    role = models.CharField(_("role"), max_length=10, choices=SignatoryRole)
    name_fa = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in Latin letters"), max_length=120, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    name = bilingual("name")

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ("role", "-since")

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"
