"""Delete or empty what is past its time of keeping."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.core.retention import keep


class Command(BaseCommand):
    """`manage.py retention [--dry-run]`; the worker runs the same every night."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch: only count."""
        parser.add_argument("--dry-run", action="store_true", help="Count, change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a rule."""
        counts = keep(dry_run=options["dry_run"])
        for name, count in counts.items():
            self.stdout.write(f"{name}: {'failed' if count < 0 else count}")
        if any(count < 0 for count in counts.values()):
            raise CommandError("A rule failed; the log says why.")
