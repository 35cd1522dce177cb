"""Refusals that carry a sentence for people."""

from typing import Any

from django.core.exceptions import PermissionDenied


class DomainError(Exception):
    """A rule of the programme says no; the message tells a person what to do."""

    def __init__(self, message: Any, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class WrongState(DomainError):
    """The object has moved on: this step is not open from its present state."""


class NotAllowed(PermissionDenied):
    """The person sees the object but may not take this step."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
