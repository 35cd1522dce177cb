"""PostgreSQL refuses to run as root, or as a user without a name: what to put before it then."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .speech import Trouble

NOBODY = 65534  # a user every Debian knows by name
NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
OTHER_USER = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
# Lets the other user through folders such as /root that only root may enter.
PASSAGE = (
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",  # initdb asks access(2), which would else forget the above
)


@dataclass(frozen=True)
class Cover:
    """A way to start a program as somebody who is not root."""

    name: str
    words: tuple[str, ...] = ()

    @property
    def changes_owner(self) -> bool:
        """Whether the data folder has to belong to the other user."""
        return self.name == "setpriv"

    def lead(self, dies_by: str) -> tuple[str, ...]:
        """The words for a long-running program; setpriv sets the parent-death signal itself."""
        return (*self.words, "--pdeathsig", dies_by) if self.changes_owner else self.words

    def adopt(self, folder: Path) -> None:
        """Give a folder of ours to the user the program runs as."""
        if self.changes_owner:
            os.chown(folder, NOBODY, NOBODY)


NONE = Cover("none")


def works(words: tuple[str, ...]) -> bool:
    try:
        return subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def has_name(user: int) -> bool:
    """Whether /etc/passwd knows the user; containers are often started as one it does not."""
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def possible_covers() -> dict[str, Cover]:
    """Covers that work here, best first."""
    if os.geteuid() != 0 and has_name(os.geteuid()):
        return {"none": NONE}
    found = {}
    if works(NAMESPACE):
        found["unshare"] = Cover("unshare", NAMESPACE)
    if os.geteuid() != 0:
        return found
    for words in ((*OTHER_USER, *PASSAGE), OTHER_USER):
        if works(words):
            found["setpriv"] = Cover("setpriv", words)
            break
    return found


def choose_cover(data: Path) -> Cover:
    """The cover for this data folder: once made under one, a folder stays with it."""
    covers = possible_covers()
    if not covers:
        raise Trouble(
            "PostgreSQL runs neither as root nor as a user without a name, and unshare or setpriv "
            "do not help here. Start ./dev as an ordinary user, or set DATABASE_URL."
        )
    note = data.with_name(data.name + ".cover")
    if data.is_dir() and note.is_file():
        name = note.read_text().strip()
        if name not in covers:
            raise Trouble(
                f"The database in {data} was made in another way ({name}) that does not work for "
                f"you here. Start ./dev as the same user as before, or remove that folder."
            )
        return covers[name]
    cover = next(iter(covers.values()))
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(cover.name + "\n")
    return cover
