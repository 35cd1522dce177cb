"""Teams: professors, formation, dispatch, assessment, solutions, decision, execution."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "teams"
    verbose_name = _("Teams")

    def ready(self) -> None:
        """Fill the registries: moves, rights, letters, and what is heard from lower rooms."""
        for module in ("workflow", "rules", "emails", "selectors.unit_page", "receivers"):
            import_module(f"teams.{module}")
