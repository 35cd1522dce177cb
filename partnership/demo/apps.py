"""The demo cohort, loaded through the same services people use where it can be."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "partnership.demo"
    label = "demo"
