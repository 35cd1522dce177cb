"""QR codes as SVG: for papers as bytes, for pages as markup."""

import io
from collections.abc import Iterator
from itertools import groupby

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

#: Light modules around a code, without which cameras do not find it.
_QUIET = 2


def qr_svg(text: str) -> bytes:
    """A QR code as SVG bytes, medium error correction; the mask is fixed to save time."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False, mask=3).save(out, kind="svg", scale=4, border=2)
    return out.getvalue()


def qr_markup(text: str) -> SafeString:
    """The code as an <svg> element that fills its box: to be scanned from a screen."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False, mask=3).matrix]
    path = "".join(
        f"M{start + _QUIET} {y + _QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _dark_runs(row)
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}"><path fill="#000" d="{1}"/></svg>',
        len(rows) + 2 * _QUIET,
        path,
    )


def _dark_runs(row: list[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin, and how many stand side by side."""
    place = 0
    for is_dark, group in groupby(row):
        length = len(list(group))
        if is_dark:
            yield place, length
        place += length
