"""Doors above all rooms: home, my work, the office's dashboard."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "partnership.portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Hang the dashboard into the office's site and declare the rights."""
        from partnership.core.admin import OfficeSite
        from partnership.portal import rules, selectors  # noqa: F401

        OfficeSite.dashboard = staticmethod(selectors.office_dashboard)
