"""What must come from the operating system: installed by apt where we may, else said."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Sequence

from .speech import say

PANGO_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def apt_sentence(packages: Sequence[str]) -> str:
    return f"Type: sudo apt-get install --no-install-recommends {' '.join(packages)}"


def install_by_apt(packages: Sequence[str], purpose: str) -> bool:
    """Install packages when we are root on a Debian; False where that is not ours to do."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"{purpose}: apt-get install {' '.join(packages)}")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if apt(install):
        return True
    return apt(["apt-get", "update", "-qq"]) and apt(install)


def apt(command: Sequence[str]) -> bool:
    done = subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def check_pango() -> None:
    """Documents need Pango; without it everything else still runs, so only say it."""
    if has_pango() or (install_by_apt(PANGO_PACKAGES, "Pango for documents") and has_pango()):
        return
    say(
        f"Pango is missing: letters and certificates cannot be made. {apt_sentence(PANGO_PACKAGES)}"
    )


def has_pango() -> bool:
    try:
        for name in PANGO_LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def find_browser() -> str | None:
    """Chromium for the browser journeys."""
    for _ in range(2):
        for name in BROWSERS:
            if found := shutil.which(name):
                return found
        if not install_by_apt(["chromium"], "Chromium for the browser journeys"):
            break
    return None
