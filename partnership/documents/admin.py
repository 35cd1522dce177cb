"""The office finds every file; what it reads still goes through the file's owner."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from partnership.core.admin import ReadOnlyAdmin, register
from partnership.core.jalali import format_datetime
from partnership.core.templatetags.hamyar import filesize
from partnership.documents.models import StoredFile


@register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    """Names, sizes and owners; the bytes stay behind ``/files/``."""

    list_display = ("name", "kind", "shown_size", "uploaded_by", "shown_time", "download")
    list_filter = ("kind", "is_own")
    list_select_related = ("uploaded_by",)
    search_fields = ("name", "sha256")
    fields = (
        "name",
        "kind",
        "owner_type",
        "owner_id",
        "content_type",
        "shown_size",
        "sha256",
        "uploaded_by",
        "shown_time",
        "download",
    )
    readonly_fields = fields

    @admin.display(description=_("Size"), ordering="size")
    def shown_size(self, stored: StoredFile) -> str:
        """Size in kilobytes or megabytes."""
        return filesize(stored.size)

    @admin.display(description=_("created at"), ordering="created_at")
    def shown_time(self, stored: StoredFile) -> str:
        """When the file came, in Tehran."""
        return format_datetime(stored.created_at)

    @admin.display(description=_("Download"))
    def download(self, stored: StoredFile) -> SafeString:
        """Link to the checked download."""
        return format_html('<a href="{}">{}</a>', stored.get_absolute_url(), _("Download"))
