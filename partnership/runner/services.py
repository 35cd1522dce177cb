"""PostgreSQL and Valkey of one run, and the environment that leads the project to them."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .crew import Crew
from .locks import FileLock
from .places import Places
from .postgres import Postgres, find_programs
from .speech import Trouble, say
from .valkey import Valkey, find_server

LONGEST_SOCKET_PATH = 107  # bytes in sockaddr_un
PREFIX = "hamyar-"


@dataclass
class Services:
    """What was started, and the variables to hand to the project's processes."""

    crew: Crew
    variables: dict[str, str] = field(default_factory=dict)
    database: str = ""  # tells one database from another: to load the demonstration once into each


def start_services(
    places: Places, env: Mapping[str, str], sockets: Path, *, durable: bool
) -> Services:
    """Start what DATABASE_URL and REDIS_URL do not already name.

    Throw-away services keep their data in the temporary folder too.
    """
    crew = Crew()
    services = Services(crew, database=env.get("DATABASE_URL", ""))
    home = places.state if durable else sockets
    logs = home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    try:
        if not env.get("DATABASE_URL"):
            postgres = Postgres(
                programs=find_programs(places, env),
                data=home / "postgres",
                sockets=short_folder(sockets, "s"),
                log=logs / "postgres.log",
                durable=durable,
            )
            wait_for_former_server(postgres.data)
            postgres.start(crew, env)
            services.variables |= {"DATABASE_URL": postgres.url, "PG_BIN": str(postgres.programs)}
            services.database = f"{postgres.data} {postgres.data.stat().st_ino}"
        if not env.get("REDIS_URL"):
            valkey = Valkey(
                server=find_server(places),
                data=home / "valkey",
                socket_file=sockets / "valkey.sock",
                log=logs / "valkey.log",
                durable=durable,
            )
            valkey.start(crew, env)
            services.variables["REDIS_URL"] = valkey.url
    except BaseException:
        crew.stop()
        raise
    return services


def short_folder(parent: Path, name: str) -> Path:
    """A private subfolder whose socket paths fit into the kernel's limit."""
    folder = parent / name
    folder.mkdir(mode=0o700, exist_ok=True)
    if len(os.fsencode(folder / ".s.PGSQL.5432.lock")) > LONGEST_SOCKET_PATH:
        raise Trouble(f"{folder} is too long a path for a socket. Set TMPDIR to a shorter one.")
    return folder


def wait_for_former_server(data: Path, seconds: float = 20) -> None:
    """After a kill -9 of the runner the old server may still be shutting down: let it finish."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            words = (data / "postmaster.pid").read_text().split()
            command = Path(f"/proc/{words[0]}/cmdline").read_bytes()
        except (OSError, IndexError):
            return
        if os.fsencode(data) not in command:
            return
        time.sleep(0.1)
    raise Trouble(f"A PostgreSQL still runs on {data}. Stop it (process {words[0]}) and try again.")


@contextmanager
def private_folder() -> Iterator[Path]:
    """A short 0700 folder for sockets and throw-away data, gone at the end.

    Folders that a killed runner left behind are known by their free lock, and removed.
    """
    base = Path(tempfile.gettempdir())
    for old in base.glob(f"{PREFIX}*"):
        remove_if_abandoned(old)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = FileLock(folder / "lock")
    lock.take()
    try:
        # The other user of the setpriv cover must reach its own subfolder.
        if os.geteuid() == 0:
            folder.chmod(0o711)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def remove_if_abandoned(folder: Path) -> None:
    """Remove a folder of ours whose runner is dead; the very young ones may not be locked yet."""
    lock_file = folder / "lock"
    try:
        status = folder.lstat()
        if status.st_uid != os.getuid() or time.time() - status.st_ctime < 60:
            return
        if not lock_file.is_file():
            return
    except OSError:
        return
    lock = FileLock(lock_file)
    if lock.take(wait=False):
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


@contextmanager
def stopping_quietly(crew: Crew) -> Iterator[None]:
    """Stop the crew at the end, whatever happened; further Ctrl-Cs do not interrupt that."""
    try:
        yield
    finally:
        handlers = {
            number: signal.signal(number, signal.SIG_IGN)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        if crew.members:
            say("Stopping " + ", ".join(member.name for member in reversed(crew.members)) + ".")
        crew.stop()
        for number, handler in handlers.items():
            signal.signal(number, handler)
