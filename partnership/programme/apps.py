"""What the office sets up before a round begins."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "partnership.programme"
    label = "programme"
    verbose_name = _("Programme")
