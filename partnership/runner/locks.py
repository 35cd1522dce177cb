"""One lock file against a second start, and a note for commands that share a running set."""

from __future__ import annotations

import fcntl
import json
import os
import time
from pathlib import Path
from typing import IO, Any

from .speech import Trouble


class FileLock:
    """An flock on a file: the kernel lets go of it whatever way the process ends."""

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self.path = path
        self.kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        self.file: IO[str] | None = None

    def take(self, *, wait: bool = True) -> bool:
        """Take the lock; with wait=False say whether it was free."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a+")
        try:
            fcntl.flock(file, self.kind | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            file.close()
            return False
        self.file = file
        return True

    def release(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None

    def __enter__(self) -> FileLock:
        self.take()
        return self

    def __exit__(self, *exc: object) -> None:
        self.release()


class Running:
    """The set of services of this tree: who holds it, and how others reach it."""

    def __init__(self, state: Path) -> None:
        self.lock = FileLock(state / "lock")
        self.users = state / "users.lock"
        self.note = state / "running.json"

    def hold(self) -> bool:
        """Become the one runner of this tree; False when another one is."""
        if not self.lock.take(wait=False):
            return False
        self.note.unlink(missing_ok=True)
        return True

    def publish(self, **facts: Any) -> None:
        """Write down how to reach the services, for `./dev manage` in another terminal."""
        temporary = self.note.with_suffix(".new")
        temporary.touch(mode=0o600)
        temporary.write_text(json.dumps({"pid": os.getpid(), **facts}))
        temporary.replace(self.note)

    def read(self) -> dict[str, Any]:
        """What the holder published, {} while it is still starting."""
        try:
            return json.loads(self.note.read_text())
        except (FileNotFoundError, ValueError):
            return {}

    def let_go(self, *, wait_for_users: bool) -> None:
        """Withdraw the note; a holder that is itself only a visitor waits for the others."""
        self.note.unlink(missing_ok=True)
        if wait_for_users:
            with FileLock(self.users):
                return

    def wait_for_note(self, seconds: float = 90) -> dict[str, Any]:
        """Facts of the holder; Trouble when it does not come up in time."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if facts := self.read():
                return facts
            if self.lock.take(wait=False):
                self.lock.release()
                raise Trouble("The other ./dev of this folder has just ended. Try again.")
            time.sleep(0.2)
        raise Trouble("Another ./dev of this folder is still starting. Try again in a moment.")
