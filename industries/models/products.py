"""What a unit makes, and how much of it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industries.models.unit import IndustrialUnit
from partnership.core.models import Named


class UnitProduct(Named):
    """A product with its yearly capacity: what the licence names, and what is really made."""

    unit = models.ForeignKey(
        IndustrialUnit,
        on_delete=models.PROTECT,
        related_name="product_rows",
        verbose_name=_("industrial unit"),
    )
    measure = models.CharField(_("unit of measure"), max_length=30, blank=True)
    nominal = models.DecimalField(
        _("nominal capacity a year"),
        max_digits=16,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    actual = models.DecimalField(
        _("actual production a year"),
        max_digits=16,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("product of a unit")
        verbose_name_plural = _("products of units")
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(Q(nominal__isnull=True) | Q(nominal__gte=0))
                & (Q(actual__isnull=True) | Q(actual__gte=0)),
                name="capacity_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(measure="") | Q(nominal__isnull=True, actual__isnull=True),
                name="capacity_has_its_measure",
            ),
        )
