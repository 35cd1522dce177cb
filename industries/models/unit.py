"""An industrial unit, its people, and how it came in."""

from functools import lru_cache
from typing import Any, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from industries.enums import IntroductionKind, LicenceKind, PersonRole, UnitState
from partnership.core.identifiers import validate_legal_id
from partnership.core.keys import KeyField, joined_sort_key
from partnership.core.models import LockedQuerySet, Named, Stateful, TimeStamped, bilingual
from partnership.core.text import search_key
from partnership.programme.models import IsicClass, Place

#: Words that stand before many names and tell no two units apart; as `search_key` writes them.
_GENERIC = frozenset(
    search_key(word)
    for word in (
        *("شرکت", "کارخانه", "کارگاه", "واحد", "گروه", "صنایع", "صنعتی", "تولیدی", "تولید"),
        *("تعاونی", "سهامی", "خاص", "عام", "مسئولیت", "محدود", "با", "قم", "موسسه", "مجتمع"),
    )
)


validate_product_code = RegexValidator(r"^[0-9]{6,16}$", _("A product code has 6 to 16 digits."))


def is_generic_word(word: str) -> bool:
    """Whether a word, as `search_key` writes it, stands before many names."""
    return word in _GENERIC


def unit_name_key(name: str) -> str:
    """What is left of a unit's name when spelling, spaces and legal forms make no difference.

    A name of nothing but such words keeps them all.
    """
    return _name_key(name)


@lru_cache(maxsize=4096)
def _name_key(name: str) -> str:
    """Lists ask for the same name several times in a row."""
    words = search_key(name).split()
    return "".join([word for word in words if word not in _GENERIC] or words)


class UnitQuerySet(LockedQuerySet):
    """Who sees which unit."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Unit's people: their own. Liaison: those introduced by the Ministry.

        A merged record is seen by whoever sees the unit it belongs to now.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        seen = Q(
            pk__in=self.model.objects.filter(persons__user=user, persons__is_active=True).values(
                "pk"
            )
        )
        if user.has_role("liaison"):
            seen |= Q(introductions__kind=IntroductionKind.MINISTRY)
        own = self.model.objects.filter(seen).values("pk")
        return self.filter(Q(pk__in=own) | Q(merged_into__in=own))

    def living(self) -> Self:
        """Without the records that were merged into another."""
        return self.exclude(state=UnitState.MERGED)


@pghistory.track()
class IndustrialUnit(Named, TimeStamped, Stateful):
    """A factory or organisation that takes part."""

    state = models.CharField(
        _("state"), max_length=14, choices=UnitState, default=UnitState.REGISTERED, editable=False
    )
    legal_id = models.CharField(
        _("legal-entity national ID"),
        max_length=11,
        blank=True,
        validators=[validate_legal_id],
        help_text=_(
            "May be missing in a list of the Ministry; needed before the unit is approved."
        ),
    )
    registration_no = models.CharField(_("registration number"), max_length=7, blank=True)
    licence_kind = models.CharField(
        _("kind of licence"), max_length=14, choices=LicenceKind, blank=True
    )
    licence_no = models.CharField(_("licence number"), max_length=30, blank=True)
    licence_issued_on = models.DateField(_("licence issued on"), null=True, blank=True)
    licence_department = models.CharField(_("licence issued by"), max_length=120, blank=True)
    isic = models.ForeignKey(
        IsicClass,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("ISIC class"),
    )
    product_code = models.CharField(
        _("product code"),
        max_length=16,
        blank=True,
        validators=[validate_product_code],
        help_text=_("The longer code of the Ministry’s system, if the licence names one."),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("industrial place"),
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    phone = models.CharField(_("telephone"), max_length=11, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    products = models.CharField(_("products"), max_length=300, blank=True)
    products_en = models.CharField(_("products in English"), max_length=300, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    shifts = models.PositiveSmallIntegerField(_("shifts a day"), null=True, blank=True)
    max_teams = models.PositiveSmallIntegerField(_("teams at the same time"), default=1)
    nda_signed_on = models.DateField(
        _("confidentiality agreement signed on"), null=True, blank=True
    )
    names_on_certificates = models.BooleanField(
        _("the unit’s name may stand on the public check of certificates"), default=True
    )
    named_in_reports = models.BooleanField(
        _("the unit’s name may stand in the working group’s report"), default=True
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_units",
        verbose_name=_("merged into"),
    )
    # Names and numbers it was known by, one a line: whoever looks for them still finds it.
    former = models.TextField(_("former names and numbers"), blank=True, editable=False)
    search = KeyField(of=("name_fa", "name_en", "legal_id", "licence_no", "former"))
    sort_name = KeyField(of=("name_fa",), make=joined_sort_key)
    # What two spellings of one name have in common: letters alone, without “company” and the like.
    name_key = KeyField(of=("name_fa",), make=unit_name_key)

    state_looks = {UnitState.MERGED: ("neutral", "signpost-2")}
    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("industrial unit")
        verbose_name_plural = _("industrial units")
        ordering = ("sort_name", "pk")
        indexes = (
            GinIndex(fields=["search"], name="unit_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=("state",)),
            models.Index(fields=("name_key",), name="unit_name_key"),
            models.Index(fields=("licence_no",), name="unit_licence_no"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("legal_id",), condition=~Q(legal_id=""), name="unit_legal_id_once"
            ),
            models.CheckConstraint(
                condition=Q(state=UnitState.MERGED, merged_into__isnull=False)
                | (~Q(state=UnitState.MERGED) & Q(merged_into__isnull=True)),
                name="merged_unit_leads_on",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="unit_not_merged_into_itself",
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("industries:show_unit", kwargs={"pk": self.pk})

    @property
    def former_names(self) -> list[str]:
        """Names and numbers it was known by."""
        return [line for line in self.former.splitlines() if line]

    @property
    def manager(self) -> "UnitPerson | None":
        """The person who decides for the unit; None until one is recorded."""
        people = [p for p in self.persons.all() if p.is_active and p.role == PersonRole.MANAGER]
        return people[0] if people else None


class UnitPersonQuerySet(LockedQuerySet):
    """Who sees a unit's people."""

    def visible_to(self, user: Any) -> Self:
        """Those who see the unit."""
        return self.filter(unit__in=IndustrialUnit.objects.visible_to(user))


class UnitPerson(TimeStamped):
    """A person of a unit; gets an account when invited."""

    unit = models.ForeignKey(
        IndustrialUnit,
        on_delete=models.PROTECT,
        related_name="persons",
        verbose_name=_("industrial unit"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="unit_roles",
        verbose_name=_("account"),
    )
    role = models.CharField(_("role"), max_length=12, choices=PersonRole)
    name_fa = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in Latin letters"), max_length=120, blank=True)
    title_fa = models.CharField(_("position"), max_length=120, blank=True)
    title_en = models.CharField(_("position in English"), max_length=120, blank=True)
    mobile = models.CharField(_("mobile"), max_length=11, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("still there"), default=True)

    name = bilingual("name")
    title = bilingual("title")
    objects = UnitPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of a unit")
        verbose_name_plural = _("people of units")
        ordering = ("unit", "role", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "user", "role"),
                condition=Q(is_active=True, user__isnull=False),
                name="one_role_per_unit_user",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Introduction(TimeStamped):
    """How a unit came in; the Ministry's letter with number, date and scan."""

    unit = models.ForeignKey(
        IndustrialUnit,
        on_delete=models.PROTECT,
        related_name="introductions",
        verbose_name=_("industrial unit"),
    )
    kind = models.CharField(_("how"), max_length=10, choices=IntroductionKind)
    letter_no = models.CharField(_("letter number"), max_length=40, blank=True)
    letter_date = models.DateField(_("letter date"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.ForeignKey(
        "industries.MinistryList",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="introductions",
        verbose_name=_("from the list"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "letter_no"),
                condition=Q(kind=IntroductionKind.MINISTRY) & ~Q(letter_no=""),
                name="introduce_a_unit_once_a_letter",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.letter_no}".strip()
