"""The room that knows nobody."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "partnership.core"
    label = "core"
    verbose_name = _("Foundations")

    def ready(self) -> None:
        """Let every process know every job and deed, what is kept about whom, and the admins."""
        from partnership.core.labels import name_fields  # needs the app registry

        name_fields()
        autodiscover_modules(
            "tasks",
            "deeds",
            "selectors",
            "selectors.personal",
            "selectors.seekers",
            "services.retention",
            "admin",
        )
