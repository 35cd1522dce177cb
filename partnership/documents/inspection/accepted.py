"""From an upload to something that may be kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from partnership.core.jalali import active_language
from partnership.core.numbers import format_number
from partnership.core.sheets import is_text_list
from partnership.core.text import join_words
from partnership.documents.inspection.archives import check_archive
from partnership.documents.inspection.images import clean_image
from partnership.documents.inspection.pdfs import check_pdf
from partnership.documents.inspection.refusal import FileRefused
from partnership.documents.names import display_name, extension_of

_OFFICE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "zip": "application/zip",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
#: What the programme accepts unless a field says otherwise.
DEFAULT_TYPES = ("pdf", "jpg", "png", "docx", "xlsx", "zip")
_MAGIC = (
    (b"%PDF-", ("pdf",)),
    (b"\xff\xd8\xff", ("jpg",)),
    (b"\x89PNG\r\n\x1a\n", ("png",)),
    (b"PK\x03\x04", ("docx", "xlsx", "zip")),
)
#: What .xls and .doc begin with, and new Office files that are locked with a password.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Accepted:
    """A file that has been looked over: what will be stored, byte for byte."""

    name: str
    content_type: str
    data: bytes

    @property
    def size(self) -> int:
        """Length in bytes."""
        return len(self.data)

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def max_bytes(max_mb: float | None = None) -> int:
    """Return a limit in bytes; without one the setting ``UPLOAD_MAX_MB`` holds."""
    return int((settings.UPLOAD_MAX_MB if max_mb is None else max_mb) * 1024 * 1024)


def type_names(types: Sequence[str]) -> str:
    """Return «PDF، JPG یا PNG» or “PDF, JPG or PNG”, for help texts and refusals."""
    lang = active_language()
    return join_words(
        [kind.upper() for kind in types], lang=lang, last=" یا " if lang == "fa" else " or "
    )


def accept_upload(
    upload: UploadedFile, *, types: Sequence[str] = DEFAULT_TYPES, max_mb: float | None = None
) -> Accepted:
    """Look an upload over: size, then content, then what unpacks; pictures are written anew.

    The extension must agree with the content; the type the browser claims is not asked. Raises
    FileRefused with a sentence for its owner.
    """
    limit = max_bytes(max_mb)
    if (upload.size or 0) > limit:
        size = format_number(round(limit / 1024 / 1024, 1))
        raise FileRefused(
            _("This file is larger than %(size)s MB. Choose a smaller one.") % {"size": size}
        )
    upload.seek(0)
    data = upload.read(limit + 1)
    if not data:
        raise FileRefused(_("This file is empty. Choose another one."))
    name = display_name(upload.name or "")
    extension = "jpg" if extension_of(name) in ("jpg", "jpeg") else extension_of(name)
    if extension not in types:
        raise FileRefused(
            _("Only these kinds of files are accepted here: %(types)s.")
            % {"types": type_names(types)}
        )
    if extension not in _possible_types(data):
        if data.startswith(_OLD_OFFICE):
            raise FileRefused(
                _(
                    "This is an old Office file or one locked with a password. "
                    "Save it in the present format without a password."
                )
            )
        raise FileRefused(_("The content of this file is not what its name says."))
    return Accepted(name=name, content_type=CONTENT_TYPES[extension], data=_clean(data, extension))


def accept_own(data: bytes, *, name: str) -> Accepted:
    """Take a document this system made itself, byte for byte.

    Raises ValueError when name and content disagree: that is a mistake of ours.
    """
    name = display_name(name)
    extension = "jpg" if extension_of(name) == "jpeg" else extension_of(name)
    if extension not in _possible_types(data):
        raise ValueError(f"{name!r} does not hold what its name says")
    return Accepted(name=name, content_type=CONTENT_TYPES[extension], data=data)


def _possible_types(data: bytes) -> tuple[str, ...]:
    """Return the types the content can be, by its first bytes."""
    for magic, types in _MAGIC:
        if data.startswith(magic):
            return types
    return ("csv", "tsv") if is_text_list(data) else ()


def _clean(data: bytes, extension: str) -> bytes:
    if extension == "jpg":
        return clean_image(data, kind="JPEG")
    if extension == "png":
        return clean_image(data, kind="PNG")
    if extension == "pdf":
        check_pdf(data)
    elif extension in ("docx", "xlsx", "zip"):
        check_archive(data, extension=extension)
    return data
