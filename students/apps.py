"""Students: enrolment and initial training."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudentsConfig(AppConfig):
    name = "students"
    verbose_name = _("Students")

    def ready(self) -> None:
        """Fill the registries: permissions, letters, moves, words of the form; hear signals."""
        for module in ("rules", "emails", "workflow", "forms", "tasks", "receivers"):
            import_module(f"students.{module}")
