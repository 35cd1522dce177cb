"""The registrar's list: who studies what, and how far they have come."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.models import TimeStamped
from partnership.imports.models import OfficeOnlyQuerySet, SheetImport
from partnership.programme.models import Major


class RegistrarImport(SheetImport):
    """A list handed in by the registrar, read by the worker, taken over by an officer.

    Beside what every list has, `majors` keeps what officers have said about spellings; the report
    holds spellings of majors nobody knows ("majors"). See `selectors.registrar` for the words.
    """

    majors = models.JSONField(
        _("majors as the file writes them"),
        default=dict,
        blank=True,
        help_text=_("{spelling: primary key of the major}, as an officer has said; remembered."),
    )

    class Meta:
        verbose_name = _("registrar’s list")
        verbose_name_plural = _("registrar’s lists")
        ordering = ("-created_at",)

    def get_absolute_url(self) -> str:
        return reverse("students:show_import", kwargs={"pk": self.pk})


class RegistrarRecord(TimeStamped):
    """A student as the registrar knows them, whether or not they have enrolled here."""

    student_number = models.CharField(_("student number"), max_length=14, unique=True)
    national_id = models.CharField(_("national ID"), max_length=10, blank=True, db_index=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    major = models.ForeignKey(
        Major,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("major"),
    )
    major_text = models.CharField(_("major as written"), max_length=120, blank=True)
    passed_credits = models.PositiveSmallIntegerField(
        _("credits passed"), null=True, blank=True, validators=[MaxValueValidator(250)]
    )
    gpa = models.DecimalField(
        _("grade-point average"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(20)],
    )
    on_probation = models.BooleanField(_("on academic probation"), null=True, blank=True)
    source = models.ForeignKey(
        RegistrarImport,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="records",
        verbose_name=_("from the list"),
    )

    objects = OfficeOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("registrar’s record")
        verbose_name_plural = _("registrar’s records")
        ordering = ("student_number",)

    def __str__(self) -> str:
        return self.student_number
