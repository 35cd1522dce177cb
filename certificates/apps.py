"""Credit and certificates of participation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        """Declare rights, letters and moves; listen to the rooms below."""
        from certificates import emails, receivers, rules, workflow  # noqa: F401
