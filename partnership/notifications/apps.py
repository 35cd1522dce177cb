"""The outbox and the inbox."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "partnership.notifications"
    label = "notifications"
    verbose_name = _("Letters and inbox")

    def ready(self) -> None:
        """Let every room enter its letters in the catalogue and its jobs in the list of names."""
        autodiscover_modules("emails", "tasks")
