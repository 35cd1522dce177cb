"""Files as private as the object they belong to."""

import uuid
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.documents.enums import FileKind


def stored_path(instance: "StoredFile", filename: str) -> str:
    """Return where the bytes lie: our own UUID, nothing of the name somebody gave the file."""
    name = instance.public_id.hex
    return f"files/{name[:2]}/{name}"


class StoredFileQuerySet(models.QuerySet):
    """Files by owner. Who may read one is asked of its owner: ``selectors.readable_file``."""

    def of(self, owner: models.Model, *kinds: str) -> Self:
        """Files of one object, newest first, of the kinds named or of all."""
        files = self.filter(
            owner_type=ContentType.objects.get_for_model(owner), owner_id=owner.pk
        ).order_by("-created_at", "-pk")
        return files.filter(kind__in=kinds) if kinds else files


class StoredFile(models.Model):
    """A file as it was accepted; only ``services.store_file`` writes one.

    ``name`` is the name it was given, for showing; ``content_type`` is what its content is.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    owner_id = models.BigIntegerField()
    owner = GenericForeignKey("owner_type", "owner_id")
    kind = models.CharField(_("kind"), max_length=20, choices=FileKind)
    name = models.CharField(_("file name"), max_length=150)
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    file = models.FileField(_("content"), upload_to=stored_path, max_length=100)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    is_own = models.BooleanField(_("made by this system"), default=False, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("owner_type", "owner_id", "-created_at")),)
        triggers = (
            # What was accepted stays what it was; a better version is another file.
            pgtrigger.ReadOnly(
                name="frozen",
                fields=(
                    "public_id",
                    "owner_type",
                    "owner_id",
                    "content_type",
                    "size",
                    "sha256",
                    "file",
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the download; permission is checked there."""
        return reverse("documents:download_file", kwargs={"public_id": self.public_id})

    @property
    def extension(self) -> str:
        """Extension of the name, lower case, without the dot."""
        return self.name.rpartition(".")[2].lower()

    @property
    def is_image(self) -> bool:
        """Whether pages may show the file in an ``<img>``."""
        return self.content_type.startswith("image/")

    def is_readable_by(self, user: Any) -> bool:
        """Ask the owner: its ``file_visible_to(user, file)``, else whether the user sees it."""
        owner = self.owner
        if owner is None:
            return False
        own_rule = getattr(owner, "file_visible_to", None)
        if own_rule is not None:
            return bool(own_rule(user, self))
        visible_to = getattr(type(owner)._default_manager.all(), "visible_to", None)
        return visible_to is not None and visible_to(user).filter(pk=owner.pk).exists()
