"""Paper: HTML templates to archival PDF. WeasyPrint is named in this module and nowhere else.

It is imported at the first rendering, so that web workers that render nothing stay small, and
one FontConfiguration and the parsed style sheets live as long as the process (a quarter of the
time of new ones for every page).
"""

import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from partnership.documents.fonts import cut_font

#: Archival PDF with Unicode text, the most any reader of the next decades will want.
VARIANT = "pdf/a-3u"
BASE_SHEETS = ("paper/paper.css",)
#: Static files a sheet or template may name as ``asset:<path>``: nothing else is ever read.
ASSET_FOLDERS = ("paper/", "img/", "certificates/")
#: ``asset:font/<weight>.ttf`` is a cut of this font.
FONT = "vendor/vazirmatn.woff2"
WEIGHTS = (400, 500, 700)
_ASSET_TYPES = {
    ".ttf": "font/ttf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".css": "text/css",
}

#: Pango's font maps may not be shared by two threads at once.
_one_at_a_time = threading.Lock()


class AssetMissing(Exception):
    """A static file named by our own sheet or template is not there."""


@dataclass(frozen=True)
class _Press:
    """WeasyPrint and what it keeps for the life of the process."""

    html: Any
    css: Any
    fonts: Any
    fetcher: Any
    response: Any


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str,
    variant: str = VARIANT,
    landscape: bool = False,
    images: Mapping[str, bytes] | None = None,
    sheets: Sequence[str] = (),
) -> bytes:
    """Render a template to PDF in a language and return the bytes.

    The template extends ``paper/base.html`` (or sets ``lang``, ``<title>`` and
    ``<meta name="author">`` itself). ``images`` are PNG, JPEG or SVG bytes the template shows as
    ``<img src="image:<name>">``: signatures and QR codes. ``sheets`` are static paths of further
    style sheets. Nothing else can be fetched: no file, no address, no data URL, whatever the
    context holds.
    """
    with translation.override(language):
        html = render_to_string(template, {**context, "language": language, "landscape": landscape})
    with _one_at_a_time:
        press = _press(os.getpid())
        document = press.html(
            string=html,
            base_url="nowhere:",
            media_type="print",
            url_fetcher=_fetcher(press, images),
        )
        pdf: bytes = document.write_pdf(
            stylesheets=[_sheet(os.getpid(), path) for path in (*BASE_SHEETS, *sheets)],
            font_config=press.fonts,
            pdf_variant=variant,
        )
    return pdf


@cache
def _press(pid: int) -> _Press:
    """Import WeasyPrint once per process; a forked child gets fonts of its own."""
    # Imported here on purpose: 60 MB that a worker without papers never needs.
    from PIL import ImageFile
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    # WeasyPrint tells Pillow, for the whole process, to accept pictures that are cut off. Uploads
    # are looked over in the same process and must not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return _Press(HTML, CSS, FontConfiguration(), URLFetcher, URLFetcherResponse)


@cache
def _sheet(pid: int, path: str) -> Any:
    press = _press(pid)
    return press.css(
        string=read_asset(path).decode("utf-8"),
        base_url="nowhere:",
        font_config=press.fonts,
        url_fetcher=_fetcher(press, None),
    )


@cache
def _fetcher_class(pid: int) -> type:
    """Build the fetcher once WeasyPrint's own class is there to inherit from."""
    press = _press(pid)

    class ClosedFetcher(press.fetcher):  # type: ignore[misc, name-defined]
        """Gives our own assets and the pictures handed over, and refuses everything else."""

        def __init__(self, images: Mapping[str, bytes]) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self._images = images

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Answer ``asset:`` and ``image:``. Raises ValueError for any other address."""
            scheme, _colon, name = url.partition(":")
            if scheme == "image" and name in self._images:
                data = self._images[name]
                return press.response(url, data, {"Content-Type": _image_type(data)})
            if scheme == "asset":
                kind = _ASSET_TYPES.get(Path(name).suffix, "application/octet-stream")
                return press.response(url, read_asset(name), {"Content-Type": kind})
            raise ValueError("papers fetch nothing from outside")

    return ClosedFetcher


def _fetcher(press: _Press, images: Mapping[str, bytes] | None) -> Any:
    return _fetcher_class(os.getpid())(images or {})


@cache
def read_asset(path: str) -> bytes:
    """Return a static file of ours or a cut of the font. Raises AssetMissing for all else."""
    for weight in WEIGHTS:
        if path == f"font/{weight}.ttf":
            return cut_font(_static(FONT), weight)
    if not path.startswith(ASSET_FOLDERS) or ".." in path:
        raise AssetMissing(path)
    return _static(path)


def _static(path: str) -> bytes:
    found = finders.find(path)
    if not found:
        raise AssetMissing(path)
    return Path(found).read_bytes()


def _image_type(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/svg+xml"
