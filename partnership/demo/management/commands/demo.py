"""`manage.py demo`: load the demo cohort, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from partnership.demo.loader import load


class Command(BaseCommand):
    """Load the demo cohort whole, or find that it is there already."""

    help = "Load the demo cohort (safe to call again). Needs DEMO=1."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load in one transaction."""
        if not settings.IS_DEMO:
            raise CommandError("DEMO is not set: the demo accounts have a public password.")
        done = load()
        self.stdout.write(
            "The demo cohort is loaded." if done else "The demo cohort was there already."
        )
