"""What the house keeps about one person: every room says its part, the export gathers them.

A room registers a reader with `@collector` in its `selectors`; the reader returns `Part`s about
that person alone, nothing about anybody else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from partnership.core.jalali import format_date, format_datetime
from partnership.core.numbers import format_number


@dataclass(frozen=True)
class Fact:
    """One value: `raw` for machines (text, ISO dates), `shown` in the reader's language."""

    key: str
    label: str
    raw: Any
    shown: str

    @property
    def is_number(self) -> bool:
        """Digits that are a code: a telephone, an identifier."""
        return isinstance(self.raw, str) and self.raw.isdecimal()

    @property
    def is_code(self) -> bool:
        """Latin letters and signs in one word: an address, a tracking code."""
        return self.shown.isascii() and bool(self.shown) and " " not in self.shown


@dataclass(frozen=True)
class OwnFile:
    """A file the person handed in or was given; `read` returns its bytes."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Part:
    """Rows of one kind, and until when they are kept."""

    key: str
    title: Any
    kept: Any
    rows: Sequence[Sequence[Fact]] = ()
    files: Sequence[OwnFile] = field(default_factory=tuple)

    @property
    def heads(self) -> list[str]:
        """Headings of the rows as a table."""
        return [fact.label for fact in self.rows[0]] if self.rows else []


Reader = Callable[[Any], Iterable[Part]]
_readers: list[tuple[int, Reader]] = []


def collector(order: int) -> Callable[[Reader], Reader]:
    """Register a room's reader; parts stand in the order given."""

    def register(reader: Reader) -> Reader:
        _readers.append((order, reader))
        return reader

    return register


def collect(user: Any) -> list[Part]:
    """Everything the rooms keep about this person; parts without rows and files are left out."""
    readers = sorted(_readers, key=lambda entry: entry[0])
    parts = [part for _order, reader in readers for part in reader(user)]
    return [part for part in parts if part.rows or part.files]


def facts_of(obj: models.Model, *names: str, **more: Any) -> list[Fact]:
    """Columns of a row by name, and computed values as `key=(label, value)`."""
    facts = []
    for name in names:
        column = obj._meta.get_field(name)
        value = getattr(obj, name)
        display = getattr(obj, f"get_{name}_display", None)
        shown = str(display()) if display is not None else show(value)
        facts.append(Fact(name, str(column.verbose_name), _raw(value), shown))
    facts += [
        Fact(key, str(label), _raw(value), show(value)) for key, (label, value) in more.items()
    ]
    return facts


def show(value: Any) -> str:
    """A value in the active language and calendar; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int | Decimal):
        return format_number(value)
    if isinstance(value, list | tuple):
        return _(", ").join(show(item) for item in value)
    return str(value)


def _raw(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_raw(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _raw(item) for key, item in value.items()}
    return str(value)
