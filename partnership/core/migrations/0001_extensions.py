"""PostgreSQL extensions the rooms rely on: exclusion constraints and forgiving search."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    # Trigram indexes and exclusion constraints of these rooms need the extensions first.
    run_before = [
        ("accounts", "0001_initial"),
        ("students", "0001_initial"),
        ("industries", "0001_initial"),
        ("teams", "0001_initial"),
    ]
    operations = [BtreeGistExtension(), TrigramExtension(), UnaccentExtension()]
