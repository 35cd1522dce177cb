"""Industries: units, their problems, joint meetings."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndustriesConfig(AppConfig):
    name = "industries"
    verbose_name = _("Industries")

    def ready(self) -> None:
        """Fill the registries of rights, letters and moves, and listen to lower rooms."""
        for module in ("workflow", "rules", "emails", "selectors.unit_page", "receivers"):
            import_module(f"industries.{module}")
