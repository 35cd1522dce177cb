"""What commands that take lists over share."""

from partnership.imports.management.bar import Bar
from partnership.imports.management.base import SheetCommand

__all__ = ["Bar", "SheetCommand"]
