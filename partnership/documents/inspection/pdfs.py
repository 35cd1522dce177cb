"""PDFs are kept as they are, or their signatures would break; so they are read for what they do."""

import re
import zlib

from django.utils.translation import gettext as _

from partnership.documents.inspection.refusal import FileRefused

#: Bytes of packed objects looked into.
MAX_OBJECTS = 16 * 1024 * 1024

_GAP = rb"(?:[\s\x00]|%[^\r\n]*[\r\n])*"
_ACTIVE = re.compile(
    rb"(?:/S|obj)"
    + _GAP
    + rb"/(?:JavaScript|Launch|ImportData|SubmitForm|GoToE|Rendition)(?![A-Za-z0-9])"
    rb"|/Subtype" + _GAP + rb"/RichMedia(?![A-Za-z0-9])"
)
_LOCKED = re.compile(rb"/Encrypt" + _GAP + rb"(?:[0-9]+\s+[0-9]+\s+R|<<)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/ObjStm(?![A-Za-z0-9]).{0,400}?stream\r?\n", re.DOTALL)


def check_pdf(data: bytes) -> None:
    """Raise FileRefused for a PDF that is cut off, locked, two files in one, or runs something."""
    if b"%%EOF" not in data[-2048:] or b"PK\x05\x06" in data[-65600:]:
        raise FileRefused(_("This PDF is damaged. Save or scan it again."))
    plain = _ESCAPED.sub(_byte, data)
    if _LOCKED.search(plain):
        raise FileRefused(_("This PDF is locked with a password. Save it without one."))
    if _ACTIVE.search(plain) or any(
        _ACTIVE.search(_ESCAPED.sub(_byte, part)) for part in _unpacked(data)
    ):
        raise FileRefused(
            _("This PDF runs scripts or programs. Print it to a new PDF and send that.")
        )


def _byte(match: "re.Match[bytes]") -> bytes:
    return bytes([int(match[1], 16)])


def _unpacked(data: bytes) -> list[bytes]:
    """Return what the object streams hold, MAX_OBJECTS in all."""
    left, parts = MAX_OBJECTS, []
    for match in _PACKED.finditer(data):
        if left <= 0:
            break
        try:
            part = zlib.decompressobj().decompress(data[match.end() :], left)
        except zlib.error:
            continue  # not packed after all: the plain search has seen it
        left -= len(part)
        parts.append(part)
    return parts
