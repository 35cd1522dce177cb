"""The virtual environment: made, and filled from the hashed locks when they have changed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from .crew import leashed
from .places import Places, digest_of_files, is_stamped, write_stamp
from .speech import Trouble, say
from .system import apt_sentence, install_by_apt


def prepare_venv(places: Places, *, for_developers: bool) -> None:
    """Bring .venv to what the locks say; nothing is done while they stand."""
    make_venv(places)
    locks = {"runtime": places.root / "requirements.txt"}
    if for_developers:
        locks["developers"] = places.root / ".requirements" / "dev.txt"
    for name, lock in locks.items():
        # The path counts: the programs in bin/ carry it, so a moved tree installs again.
        digest = digest_of_files([lock]) + f" {sys.version_info[:2]} {places.venv}"
        stamp = places.venv / f".stamp-{name}"
        if not is_stamped(stamp, digest):
            install_lock(places, lock)
            write_stamp(stamp, digest)


def make_venv(places: Places) -> None:
    """Create .venv unless there is one that starts and belongs where it is."""
    if places.python.exists() and starts(places.python) and is_at_home(places):
        return
    say("Making the virtual environment .venv")
    require_venv_module()
    if places.venv.is_symlink():
        raise Trouble(f"{places.venv} is a link to another environment. Remove the link first.")
    if places.venv.exists():
        shutil.rmtree(places.venv)
    subprocess.run([sys.executable, "-m", "venv", str(places.venv)], check=True)


def starts(python: Path) -> bool:
    return subprocess.run([str(python), "-c", ""], capture_output=True, check=False).returncode == 0


def is_at_home(places: Places) -> bool:
    """Whether the programs in bin/ still point into this very folder."""
    pip = places.venv / "bin" / "pip"
    return pip.is_file() and os.fsencode(places.venv) in pip.read_bytes()[:300]


def require_venv_module() -> None:
    """Debian ships `venv` apart from Python: install it where we may, else say so."""
    if has_venv_module():
        return
    major, minor = sys.version_info[:2]
    for package in (f"python{major}.{minor}-venv", "python3-venv"):
        if install_by_apt([package], "Virtual environments for Python") and has_venv_module():
            return
    raise Trouble(f"Python's venv module is missing. {apt_sentence(['python3-venv'])}")


def has_venv_module() -> bool:
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def install_lock(places: Places, lock: Path) -> None:
    say(f"Installing {lock.relative_to(places.root)} (a minute or so)")
    done = subprocess.run(
        leashed(
            [
                # The lock is the whole closure. Left to resolve, pip reads `name[extra]` of a
                # dependency as a wish for the newest release, and refuses it for want of a hash.
                *(str(places.python), "-m", "pip", "install", "--no-deps"),
                *("--require-hashes", "-r", str(lock), "--quiet"),
                *("--disable-pip-version-check", "--no-input", "--progress-bar", "off"),
            ],
            dies_by=signal.SIGTERM,
        ),
        cwd=places.root,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise Trouble(f"pip could not install {lock.name}; its own words are above.")
