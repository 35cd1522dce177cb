"""Students: enrolment and initial training."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudentsConfig(AppConfig):
    name = "students"
    verbose_name = _("Students")

    def ready(self) -> None:
        """Fill the registries: permissions, letters, moves."""
        for module in ("rules", "emails", "workflow", "tasks"):
            import_module(f"students.{module}")
