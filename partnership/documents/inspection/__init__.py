"""Looking a file over before it is kept: size, content, what unpacks from it, then a clean copy."""

from partnership.documents.inspection.accepted import (
    DEFAULT_TYPES,
    Accepted,
    accept_own,
    accept_upload,
    max_bytes,
    type_names,
)
from partnership.documents.inspection.refusal import FileRefused

__all__ = [
    "DEFAULT_TYPES",
    "Accepted",
    "FileRefused",
    "accept_own",
    "accept_upload",
    "max_bytes",
    "type_names",
]
