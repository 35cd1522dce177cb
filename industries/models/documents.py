"""Papers of a unit: agreements signed by hand and kept as scans, and copies of its licences."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from industries.enums import (
    DECIDERS,
    DOCUMENT_SIGNED,
    DOCUMENT_WRITTEN,
    DocumentKind,
    DocumentState,
    SignerParty,
    SignerState,
)
from industries.models.unit import IndustrialUnit, UnitPerson
from partnership.core.models import LockedQuerySet, Stateful, TimeStamped


class UnitDocumentQuerySet(LockedQuerySet):
    """Who sees which paper."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. The unit's manager and owner: those that left the draft."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        own = UnitPerson.objects.filter(user=user, is_active=True, role__in=DECIDERS)
        return self.filter(unit__in=own.values("unit")).exclude(state=DocumentState.DRAFT)


@pghistory.track()
class UnitDocument(TimeStamped, Stateful):
    """A paper with its number, its dates, whoever signs it, and the scan once all have."""

    unit = models.ForeignKey(
        IndustrialUnit,
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("industrial unit"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=DocumentState,
        default=DocumentState.DRAFT,
        editable=False,
    )
    number = models.CharField(
        _("number"), max_length=40, blank=True, help_text=_("Empty: the next one of the year.")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    terms = models.TextField(
        _("further terms, one a line"),
        max_length=3000,
        blank=True,
        help_text=_("They follow the fixed text on the paper."),
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    snapshot = models.JSONField(default=dict, editable=False)
    snapshot_hash = models.CharField(max_length=64, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    state_looks = {
        DocumentState.SIGNING: ("attention", "pen"),
        DocumentState.IN_FORCE: ("success", "patch-check"),
        DocumentState.EXPIRED: ("neutral", "archive"),
    }
    objects = UnitDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a unit")
        verbose_name_plural = _("papers of units")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(
                fields=("valid_until",),
                condition=Q(state=DocumentState.IN_FORCE),
                name="document_running_out",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="document_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=("number",),
                condition=Q(kind__in=["nda", "memorandum"]) & ~Q(number=""),
                name="own_document_number_once",
            ),
        )

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("industries:show_document", kwargs={"pk": self.pk})

    @property
    def is_written_here(self) -> bool:
        """Whether this house prints its text."""
        return self.kind in DOCUMENT_WRITTEN

    @property
    def wants_signatures(self) -> bool:
        """Whether it binds nobody before every party has signed."""
        return self.kind in DOCUMENT_SIGNED


class DocumentSignerQuerySet(LockedQuerySet):
    """Who sees which signer."""

    def visible_to(self, user: Any) -> Self:
        """Those who see the paper."""
        return self.filter(document__in=UnitDocument.objects.visible_to(user))


class DocumentSigner(TimeStamped, Stateful):
    """One name under a paper, and whether the pen has been there."""

    document = models.ForeignKey(
        UnitDocument, on_delete=models.PROTECT, related_name="signers", verbose_name=_("paper")
    )
    party = models.CharField(_("for whom"), max_length=10, choices=SignerParty)
    name = models.CharField(_("name"), max_length=120)
    position = models.CharField(_("position"), max_length=120, blank=True)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=SignerState,
        default=SignerState.WAITING,
        editable=False,
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    state_looks = {
        SignerState.WAITING: ("attention", "hourglass-split"),
        SignerState.REFUSED: ("danger", "x-circle"),
    }
    objects = DocumentSignerQuerySet.as_manager()

    class Meta:
        verbose_name = _("signer of a paper")
        verbose_name_plural = _("signers of papers")
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=SignerState.SIGNED, signed_on__isnull=False)
                | (~Q(state=SignerState.SIGNED) & Q(signed_on__isnull=True)),
                name="signed_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.document.get_absolute_url()
