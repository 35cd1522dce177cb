"""Bases every room builds on, and the log of who did what."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnership.core.receipts import FormReceipt  # noqa: F401  (the table lives beside its use)


def in_persian() -> bool:
    """Whether the active language is Persian."""
    return (get_language() or "fa").startswith("fa")


def bilingual(name: str) -> property:
    """A read-only attribute over `<name>_fa`, `<name>_en`: the active language, else the other."""

    def read(self: models.Model) -> str:
        first, second = ("fa", "en") if in_persian() else ("en", "fa")
        return getattr(self, f"{name}_{first}") or getattr(self, f"{name}_{second}")

    return property(read)


class LockedQuerySet(models.QuerySet):
    """Every room's QuerySet: row locks in primary-key order."""

    def locked(self) -> Self:
        """Lock the rows for the open transaction; parents before children, always by pk."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)

    def visible_to(self, user: Any) -> Self:
        """Nothing, unless a room says who sees its objects."""
        return self.none()


class TimeStamped(models.Model):
    """When the row came and when it last changed (UTC)."""

    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True


class Stateful(models.Model):
    """An object that moves: `state` changes only through `workflow.apply`."""

    state_changed_at = models.DateTimeField(_("state since"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def touch_state(self) -> None:
        """Remember when the present state began."""
        self.state_changed_at = timezone.now()


class Translatable(models.Model):
    """Text written by people in one language, with room for a translation.

    `translations` is `{"en": {"title": "…"}}`; the columns hold the words as written.
    """

    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        abstract = True

    def text(self, field: str) -> str:
        """The field in the active language, falling back to the words as written."""
        language = "fa" if in_persian() else "en"
        return self.translations.get(language, {}).get(field) or getattr(self, field)


class Named(models.Model):
    """A thing with a Persian and an English name."""

    name_fa = models.CharField(_("Persian name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    name = bilingual("name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ActionLogQuerySet(models.QuerySet):
    """The log of one object, and the way to write it."""

    def record(
        self,
        obj: models.Model,
        *,
        verb: str,
        actor: Any,
        before: str = "",
        after: str = "",
        reason: str = "",
        data: dict[str, Any] | None = None,
    ) -> "ActionLog":
        """Write one row: who did what to which object, from where to where, and why."""
        return self.create(
            content_type=ContentType.objects.get_for_model(obj, for_concrete_model=True),
            object_id=obj.pk,
            verb=verb,
            actor=actor if getattr(actor, "pk", None) else None,
            before=before,
            after=after,
            reason=reason,
            data=data or {},
        )

    def about(self, obj: models.Model) -> Self:
        """Rows about one object, newest first."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk
        ).order_by("-at", "-pk")


class ActionLog(models.Model):
    """Who moved what, when, from where, to where, why. Append-only by trigger."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    target = GenericForeignKey()
    verb = models.CharField(_("step"), max_length=80)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    before = models.CharField(_("from state"), max_length=30, blank=True)
    after = models.CharField(_("to state"), max_length=30, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = ActionLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("content_type", "object_id", "-at")),)
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.verb} #{self.object_id}"


class Counter(models.Model):
    """Gap-free numbers: one locked row per series and year."""

    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = (
            models.UniqueConstraint(fields=("series", "year"), name="one_counter_per_series_year"),
        )

    def __str__(self) -> str:
        return f"{self.series}-{self.year}: {self.last}"


def next_number(series: str, year: int) -> int:
    """The next gap-free number of a series; the row stays locked until the caller commits."""
    Counter.objects.bulk_create([Counter(series=series, year=year)], ignore_conflicts=True)
    row = Counter.objects.select_for_update().get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
