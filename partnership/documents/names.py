"""The name a file is shown and downloaded under; its name on disk is ours."""

import re

from django.utils.translation import gettext as _

from partnership.core.text import ZWNJ, normalise_text

MAX_NAME = 120
_FORBIDDEN = re.compile(r'[\\/:*?"<>|;\x00-\x1f\x7f]+')
# Names Windows keeps for its devices; opening «con.pdf» there opens the console.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def extension_of(name: str) -> str:
    """Return the extension, lower case, without the dot; "" when there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def display_name(raw: object) -> str:
    """Return a name that is safe to show and to save under: no folders, no controls, no tricks.

    Right-to-left overrides, which make «gpj.exe» of «exe.jpg», are gone before anything is read.
    """
    text = str(raw).replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    text = normalise_text(text.replace("\\", "/").rpartition("/")[2])
    text = _FORBIDDEN.sub("_", text).strip(f" ._{ZWNJ}")
    if not text or _DEVICES.fullmatch(text):
        text = f"{_('file')}_{text}".strip("_")
    if len(text) > MAX_NAME:
        extension = extension_of(text)[:10]
        kept = text[: MAX_NAME - len(extension) - 1].rstrip(f" .{ZWNJ}")
        text = f"{kept}.{extension}" if extension else kept
    return text
