"""Lists of the Ministry: units it introduces, resolutions of its working group; row by row."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industries.enums import ListInvitation, ListKind, ListVerdict
from industries.models.meeting import Resolution
from industries.models.unit import IndustrialUnit
from partnership.core.models import LockedQuerySet
from partnership.core.numbers import format_number
from partnership.documents.enums import FileKind
from partnership.imports.enums import ResumableState as S
from partnership.imports.models import SheetImport, SheetRow

#: Lists of which something may have been taken over: the Ministry's liaison reads what came of it.
BEGUN = frozenset({S.APPLYING, S.STOPPED, S.APPLIED})


class MinistryListQuerySet(LockedQuerySet):
    """Lists are the office's; the liaison reads what has been taken over."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Liaison: those being taken over or taken over. Everybody else: nothing."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        return self.filter(state__in=BEGUN) if user.has_role("liaison") else self.none()


class MinistryList(SheetImport):
    """A list that came with a letter; its scan is a file of kind “scan”, the list an attachment.

    `places`, `isics` and `categories` keep what officers have said about words: {spelling: primary
    key}. `position` counts the rows of the file that are taken over for good.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=ListKind, default=ListKind.UNITS)
    state = models.CharField(_("state"), max_length=10, choices=S, default=S.QUEUED, editable=False)
    letter_no = models.CharField(_("letter number"), max_length=40)
    letter_date = models.DateField(_("letter date"))
    session_no = models.CharField(_("number of the session"), max_length=30, blank=True)
    session_date = models.DateField(_("date of the session"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    places = models.JSONField(default=dict, blank=True, editable=False)
    isics = models.JSONField(default=dict, blank=True, editable=False)
    categories = models.JSONField(default=dict, blank=True, editable=False)
    position = models.PositiveIntegerField(_("rows taken over"), default=0, editable=False)

    objects = MinistryListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of the Ministry")
        verbose_name_plural = _("lists of the Ministry")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "letter_no", "sha256"),
                condition=~Q(state__in=(S.FAILED, S.CANCELLED)) & ~Q(sha256=""),
                name="hand_a_file_in_once_a_letter",
            ),
        )

    def __str__(self) -> str:
        return gettext("List %(number)s of the Ministry") % {"number": format_number(self.pk)}

    def get_absolute_url(self) -> str:
        return reverse("industries:show_list", kwargs={"pk": self.pk})

    @property
    def is_of_units(self) -> bool:
        """Whether it introduces units."""
        return self.kind == ListKind.UNITS

    def file_visible_to(self, user: Any, file: Any) -> bool:
        """The letter's scan: office and liaison. The list itself: the office."""
        if not user.is_authenticated or not user.is_active:
            return False
        if file.kind != FileKind.SCAN:
            return bool(user.is_office)
        return MinistryList.objects.visible_to(user).filter(pk=self.pk).exists()


class ListRowQuerySet(LockedQuerySet):
    """What became of the rows."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Liaison: rows whose part has been taken over."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        begun = MinistryList.objects.visible_to(user)
        return self.filter(is_taken=True, handed__in=begun)


class ListRow(SheetRow):
    """One row of a list: its verdict, the unit or resolution it became part of, what it changed.

    `changes` is {"filled": {column: value}, "differs": {column: [ours, theirs]}}; of people only
    the columns' names are kept.
    """

    handed = models.ForeignKey(
        MinistryList, on_delete=models.PROTECT, related_name="rows", verbose_name=_("list")
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=ListVerdict)
    unit = models.ForeignKey(
        IndustrialUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="list_rows",
        verbose_name=_("industrial unit"),
    )
    resolution = models.ForeignKey(
        Resolution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="list_rows",
        verbose_name=_("resolution"),
    )
    changes = models.JSONField(default=dict, blank=True)
    invitation = models.CharField(
        _("invitation"), max_length=8, choices=ListInvitation, blank=True, default=""
    )
    invitation_note = models.CharField(_("why not"), max_length=300, blank=True)
    is_approving = models.BooleanField(_("approve the unit too"), default=False)

    objects = ListRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a list")
        verbose_name_plural = _("rows of lists")
        ordering = ("handed", "row")
        constraints = (
            models.UniqueConstraint(fields=("handed", "row"), name="one_verdict_a_list_row"),
        )
        indexes = (models.Index(fields=("handed", "verdict"), name="list_row_verdict"),)
