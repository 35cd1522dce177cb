"""QR codes as SVG: for papers as bytes, for pages as markup."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> bytes:
    """A QR code as SVG bytes, medium error correction; the mask is fixed to save time."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False, mask=3).save(out, kind="svg", scale=4, border=2)
    return out.getvalue()


def qr_markup(text: str) -> SafeString:
    """The code as an <svg> element that fills its box: to be scanned from a screen."""
    code = segno.make(text, error="m", micro=False, mask=3)
    # Made of squares only: the text itself is not in the markup, so nothing of it needs escaping.
    return mark_safe(code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None))  # noqa: S308
