"""The one error of this package."""

from partnership.core.errors import DomainError


class FileRefused(DomainError):
    """The file cannot be kept; the message tells its owner what to do instead."""
