"""Columns derived from others: what search compares and what lists are sorted by."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from partnership.core.text import search_document, sort_key


class KeyField(models.TextField):
    """A column the model fills itself, from other columns of the row, whenever it is written.

    `of` names the columns, `make` the function over their values. `save(update_fields=…)` that
    names one of the columns must name the key too; `QuerySet.update()` does not pass here.
    """

    def __init__(
        self, *, of: Iterable[str] = (), make: Callable[..., str] = search_document, **options: Any
    ) -> None:
        self.of, self.make = tuple(of), make
        super().__init__(**{"editable": False, "blank": True, "default": "", **options})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Keep what the column is made of in the migration."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of, "make": self.make}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Compute the value from the row as it is about to be written."""
        value = self.make(*(getattr(model_instance, name) or "" for name in self.of))
        setattr(model_instance, self.attname, value)
        return value


def joined_sort_key(*parts: str) -> str:
    """Sort key of several columns read one after the other, such as last and first name."""
    return sort_key(" ".join(part for part in parts if part))
