"""Photos and scans: decoded within limits and written anew, so that only pixels remain."""

import struct
import zlib
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from partnership.documents.inspection.refusal import FileRefused

#: Pixels an image may unfold to. Twenty kilobytes of PNG can claim a hundred times as many.
MAX_PIXELS = 25_000_000
#: Longest side kept, in pixels: an A4 page at 220 dots per inch.
MAX_SIDE = 2560
JPEG_QUALITY = 85

Image.MAX_IMAGE_PIXELS = MAX_PIXELS

_DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def clean_image(data: bytes, *, kind: str) -> bytes:
    """Return the picture written anew as ``kind`` ("JPEG" or "PNG"): upright, at most 2560 px.

    EXIF with its place and device, colour profiles, comments, further frames and anything behind
    the picture are gone. Raises FileRefused for damaged or oversized pictures.
    """
    try:
        with Image.open(BytesIO(data), formats=(kind,)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise FileRefused(
                    _(
                        "This picture has more than 25 million pixels. "
                        "Save it smaller and try again."
                    )
                )
            picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # decode JPEG at the size needed, not more
            picture.thumbnail((MAX_SIDE, MAX_SIDE))
            upright = ImageOps.exif_transpose(picture)
            return _write(upright.convert(_mode(upright, kind)), kind)
    except _DAMAGED as error:
        raise FileRefused(
            _("This picture is damaged or not what its name says. Save it again as JPG or PNG.")
        ) from error


def _mode(picture: Image.Image, kind: str) -> str:
    if kind == "JPEG":
        return "L" if picture.mode == "L" else "RGB"
    transparent = "A" in picture.getbands() or "transparency" in picture.info
    if transparent:
        return "RGBA"
    return "L" if picture.mode in ("1", "L", "I", "I;16") else "RGB"


def _write(picture: Image.Image, kind: str) -> bytes:
    picture.info.clear()
    out = BytesIO()
    options = (
        {"quality": JPEG_QUALITY, "optimize": True} if kind == "JPEG" else {"compress_level": 6}
    )
    picture.save(out, kind, **options)
    return out.getvalue()
