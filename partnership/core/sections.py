"""Pages that several rooms fill: a lower room owns the page, the rooms above bring their part.

A room registers a supplier with `@supplier("unit.sections", order=20)` in its `selectors`; the page
asks `supplied("unit.sections", unit, user)` and shows whatever comes, in order. What a supplier
gives has been narrowed to what this reader may see; its queries do not grow with its rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Section:
    """A part of a page: a template of the room that brings it, and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """A letter, minutes or an agreement, as one line among the papers of a page."""

    title: Any
    url: str
    kind: Any
    on: date | None = None
    state: Any = None
    """The object whose state the line shows; None for papers that are final."""


Supplier = Callable[[Any, Any], Iterable[Any]]
_suppliers: dict[str, list[tuple[int, Supplier]]] = {}


def supplier(place: str, *, order: int) -> Callable[[Supplier], Supplier]:
    """Register what a room brings to a place; called with the page's object and its reader."""

    def register(function: Supplier) -> Supplier:
        _suppliers.setdefault(place, []).append((order, function))
        return function

    return register


def supplied(place: str, obj: Any, user: Any) -> list[Any]:
    """Everything the rooms bring to a place of this object's page for this reader, in order."""
    made = sorted(_suppliers.get(place, ()), key=lambda entry: entry[0])
    return [thing for _order, function in made for thing in function(obj, user)]
