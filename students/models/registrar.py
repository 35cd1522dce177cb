"""The registrar's list: who studies what, and how far they have come."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, Stateful, TimeStamped
from partnership.core.numbers import format_number
from partnership.programme.models import Major
from students.enums import ImportState


class OfficeOnlyQuerySet(LockedQuerySet):
    """The registrar's figures are read by the office alone."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Everybody else: nothing."""
        return self if user.is_authenticated and user.is_office else self.none()


class RegistrarImport(TimeStamped, Stateful):
    """A list handed in by the registrar, read by the worker, taken over by an officer.

    `columns` maps our field names to the file's headers; `report` holds counts, the first rows
    that are worth a look ("rows"), spellings of majors nobody knows ("majors"), and why a file was
    not read ("refusal", "headers"). Reasons are kept as codes and put into words for each reader:
    `selectors.registrar`. The file is a StoredFile that belongs to this row, and so is the report
    of all rows.
    """

    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.QUEUED, editable=False
    )
    columns = models.JSONField(_("columns"), default=dict, blank=True)
    majors = models.JSONField(
        _("majors as the file writes them"),
        default=dict,
        blank=True,
        help_text=_("{spelling: primary key of the major}, as an officer has said; remembered."),
    )
    report = models.JSONField(_("report"), default=dict, blank=True, editable=False)
    rows_total = models.PositiveIntegerField(_("rows"), default=0, editable=False)
    rows_done = models.PositiveIntegerField(_("rows read"), default=0, editable=False)
    error = models.TextField(_("why it failed"), blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handed in by"),
    )

    objects = OfficeOnlyQuerySet.as_manager()
    state_looks: ClassVar = {
        ImportState.READING: ("info", "arrow-repeat"),
        ImportState.CHECKED: ("attention", "search"),
        ImportState.APPLYING: ("active", "arrow-repeat"),
        ImportState.APPLIED: ("success", "check-circle"),
        ImportState.CANCELLED: ("neutral", "slash-circle"),
    }

    class Meta:
        verbose_name = _("registrar’s list")
        verbose_name_plural = _("registrar’s lists")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {format_number(self.pk)}"

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
