"""The only room that renders PDFs and serves stored files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "partnership.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """Register the system checks."""
        from partnership.documents import checks  # noqa: F401  (needs the app registry)
