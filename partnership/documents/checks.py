"""What must be there for PDFs and for Persian search, with the sentence to type when it is not."""

import ctypes
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


def missing_packages() -> list[str]:
    """Return the Debian packages PDF rendering lacks on this machine."""
    return [package for library, package in _LIBRARIES.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


@register
def pango_is_there(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Warn when letters and certificates could not be rendered."""
    missing = missing_packages()
    if not missing:
        return []
    return [
        Warning(
            "PDFs cannot be rendered: a library of Pango is missing.",
            hint=f"Type: apt-get install --no-install-recommends {' '.join(missing)}",
            id="documents.W001",
        )
    ]


@register(Tags.database)
def database_knows_letters(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """Refuse a database whose LC_CTYPE is C: trigram search would see no Persian letter there."""
    problems: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute(r"SELECT 'ک' ~ '^\w$'")
            (knows_letters,) = cursor.fetchone()
        if not knows_letters:
            problems.append(
                Error(
                    f"The database “{alias}” has the locale C and knows no Persian letters.",
                    hint="Type: createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 …",
                    id="documents.E001",
                )
            )
    return problems
