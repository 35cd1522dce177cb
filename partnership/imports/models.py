"""What every list that is handed in has: its file, its columns, how far it is, what came of it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, Stateful, TimeStamped
from partnership.core.numbers import format_number
from partnership.imports.enums import ImportState, ResumableState


class OfficeOnlyQuerySet(LockedQuerySet):
    """Lists are read by the office alone."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Everybody else: nothing."""
        return self if user.is_authenticated and user.is_office else self.none()


class SheetImport(TimeStamped, Stateful):
    """A list handed in, read by the worker, taken over by an officer.

    `columns` maps our field names to the file's headers; `report` holds counts, the first rows
    that are worth a look ("rows"), spellings nobody knows, and why a file was not read ("refusal",
    "headers"). Reasons are kept as codes and put into words for each reader. The file is a
    StoredFile that belongs to the row.
    """

    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.QUEUED, editable=False
    )
    columns = models.JSONField(_("columns"), default=dict, blank=True)
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
        ResumableState.STOPPED: ("attention", "pause-circle"),
        ImportState.APPLIED: ("success", "check-circle"),
        ImportState.CANCELLED: ("neutral", "slash-circle"),
    }

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {format_number(self.pk)}"


class SheetRow(models.Model):
    """What became of one row; written again with the same number it replaces itself.

    Rooms add the foreign key `handed` to their list and a constraint on (`handed`, `row`).
    """

    row = models.PositiveIntegerField(_("row"))
    verdict = models.CharField(_("verdict"), max_length=10)
    number = models.CharField(_("number"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    is_doubtful = models.BooleanField(_("to be looked at"), default=False)
    is_taken = models.BooleanField(_("taken over"), default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.row}: {self.verdict}"
