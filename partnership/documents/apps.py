"""The only room that renders PDFs and serves stored files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "partnership.documents"
    label = "documents"
    verbose_name = _("Documents")
