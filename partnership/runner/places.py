"""Where things live: the tree, its virtual environment and the runner's own state."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    """Paths of one working tree; the tests build one over a folder of their own."""

    root: Path = ROOT

    @property
    def state(self) -> Path:
        return self.root / ".dev-state"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def vendor(self) -> Path:
        return self.root / "static" / "vendor"

    @property
    def locale(self) -> Path:
        return self.root / "partnership" / "locale"

    def tool(self, name: str) -> str:
        """A program installed in the virtual environment, e.g. `gunicorn`."""
        return str(self.venv / "bin" / name)


def digest_of_files(files: Iterable[Path]) -> str:
    """One hash over names and contents, to tell whether a step has to run again."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def is_stamped(stamp: Path, digest: str) -> bool:
    """Whether the step that leaves `stamp` behind has already run on these very inputs."""
    return stamp.is_file() and stamp.read_text().strip() == digest


def write_stamp(stamp: Path, digest: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest + "\n")
