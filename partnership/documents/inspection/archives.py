"""ZIP, DOCX and XLSX: read by their table of contents, never unpacked beyond what is checked."""

import re
import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext as _

from partnership.documents.inspection.refusal import FileRefused

MAX_ENTRIES = 2000
#: Bytes all entries may unfold to.
MAX_UNPACKED = 100 * 1024 * 1024
#: Bytes one XML part may unfold to before it is looked at.
MAX_PART = 4 * 1024 * 1024

_OFFICE_MAIN = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
}
_PROGRAMS = re.compile(
    r"\.(exe|dll|com|scr|pif|msi|bat|cmd|ps1|vbs?|vbe|jse?|wsf|hta|lnk|jar|apk|sh|py|php|html?|xhtml|svg|swf"
    r"|docm|dotm|xlsm|xltm|xlam|pptm|ppam|xll|iso|img|reg|url)$",
    re.IGNORECASE,
)
_NESTED = re.compile(r"\.(zip|rar|7z|gz|bz2|xz|tar|tgz|cab|zst)$", re.IGNORECASE)
_ACTIVE_PARTS = re.compile(
    r"(vbaProject|vbaData|/activeX/|/embeddings/|macrosheets/|externalLinks/)", re.IGNORECASE
)
_ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def check_archive(data: bytes, *, extension: str) -> None:
    """Raise FileRefused unless the archive is whole, modest and holds no programs.

    DOCX and XLSX must be what their name says, without macros, embedded objects, outside
    templates or XML entities; a ZIP holds no further archives.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            if extension in _OFFICE_MAIN:
                _check_office(archive, entries, extension)
            else:
                _check_plain(entries)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise FileRefused(_("This archive is damaged. Pack it again and try once more.")) from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise FileRefused(_("This file unpacks to too much. Send fewer or smaller files."))
    for entry in entries:
        name = entry.filename
        if (
            name.startswith(("/", "\\"))
            or ":" in name
            or ".." in re.split(r"[/\\]", name)
            or "\x00" in name
        ):
            raise FileRefused(_("This archive holds files with unsafe names. Pack it again."))
        if entry.flag_bits & 0x1:
            raise FileRefused(_("This archive is locked with a password. Pack it without one."))


def _check_plain(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if _PROGRAMS.search(entry.filename) or entry.filename.upper().startswith("META-INF/"):
            raise FileRefused(
                _("This archive holds programs or web pages, which are not accepted.")
            )
        if _NESTED.search(entry.filename):
            raise FileRefused(_("This archive holds another archive. Pack the files themselves."))


def _check_office(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], extension: str) -> None:
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names:
        raise FileRefused(_("The content of this file is not what its name says."))
    types = _part(archive, "[Content_Types].xml")
    if _OFFICE_MAIN[extension] not in types:
        raise FileRefused(_("The content of this file is not what its name says."))
    if b"macroEnabled" in types or any(_ACTIVE_PARTS.search(name) for name in names):
        raise FileRefused(
            _("This document holds macros or embedded objects. Save a copy without them, or a PDF.")
        )
    for name in names:
        if name.endswith(".rels"):
            part = _part(archive, name)
            outside = b"attachedTemplate" in part or b"oleObject" in part or b"/frame" in part
            if outside and b'"External"' in part.replace(b"'", b'"'):
                raise FileRefused(
                    _(
                        "This document loads parts from elsewhere. "
                        "Save a copy without them, or a PDF."
                    )
                )


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return an XML part, refused when oversized or with entities."""
    if archive.getinfo(name).file_size > MAX_PART:
        raise FileRefused(_("This file unpacks to too much. Send fewer or smaller files."))
    part = archive.read(name)
    if _ENTITIES.search(part) or _ENTITIES.search(part.replace(b"\x00", b"")):
        raise FileRefused(
            _("This document holds macros or embedded objects. Save a copy without them, or a PDF.")
        )
    return part
