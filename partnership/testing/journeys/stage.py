"""A site of its own for a journey: web, worker and beat on the test database, mail into a sink."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, quote, urlencode, urlsplit
from urllib.request import ProxyHandler, build_opener

import redis
from django.conf import settings
from django.db import connection

from partnership.notifications.tests.sink import Server, Sink
from partnership.runner.crew import Crew, wait_until

ROOT = Path(settings.BASE_DIR)
CELERY = "partnership.celery:app"
#: Databases of the Redis protocol are few; journeys take theirs from the end of the usual sixteen.
LAST_REDIS = 15


class Stage:
    """The running site: where it is, what it mailed, and the clock's bell."""

    def __init__(self, url: str, sink: Sink, env: dict[str, str], folder: Path) -> None:
        self.url, self.sink, self.env, self.folder = url, sink, env, folder
        #: Links and codes taken from letters already.
        self.opened: set[str] = set()

    def ring(self, job: str) -> None:
        """Send the worker what beat would send it at its hour of the week."""
        command = [_tool("celery"), "-A", CELERY, "call", job]
        subprocess.run(command, env=self.env, cwd=ROOT, check=True, capture_output=True)

    def tell_logs(self) -> str:
        """The end of what every process said, for a failure's report."""
        parts = []
        for log in sorted(self.folder.glob("*.log")):
            said = log.read_text(errors="replace").splitlines()
            lines = [line for line in said if " request_" not in line][-25:]
            parts.append("\n".join([f"--- {log.name}", *lines]))
        return "\n".join(parts)

    def complaints(self) -> list[str]:
        """Errors the processes wrote down; a journey leaves none."""
        marks = ("Traceback (most recent call last)", "CRITICAL", " raised unexpected")
        return [
            f"{log.name}: {line}"
            for log in sorted(self.folder.glob("*.log"))
            for line in log.read_text(errors="replace").splitlines()
            if any(mark in line for mark in marks)
        ]


@contextmanager
def running_site(folder: Path, *, lane: int = 0) -> Iterator[Stage]:
    """Start everything below `folder`; `lane` keeps journeys side by side apart."""
    with Server() as server:
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        env = _environment(folder, url=url, mail_port=server.port, lane=lane)
        _forget_keys(env["REDIS_URL"])
        crew = Crew()
        try:
            _start(crew, env, folder, port)
            yield Stage(url, server.sink, env, folder)
        finally:
            crew.stop()


def _start(crew: Crew, env: dict[str, str], folder: Path, port: int) -> None:
    web = crew.start(
        "web",
        [
            *(_tool("gunicorn"), "partnership.wsgi:application", "--bind", f"127.0.0.1:{port}"),
            *("--worker-class", "gthread", "--workers", "1", "--threads", "4"),
            *("--no-control-socket", "--log-level", "warning", "--graceful-timeout", "2"),
        ],
        env=env,
        cwd=ROOT,
        log=folder / "web.log",
    )
    celery = [_tool("celery"), "--quiet", "-A", CELERY]
    crew.start(
        "worker",
        [
            *(*celery, "worker", "--concurrency", "1", "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle"),
        ],
        env={**env, "PYTHONWARNINGS": "ignore:You're running the worker"},
        cwd=ROOT,
        log=folder / "worker.log",
        patience=3,
    )
    schedule = folder / "beat-schedule"
    crew.start(
        "beat",
        [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(schedule)],
        env=env,
        cwd=ROOT,
        log=folder / "beat.log",
        patience=3,
    )
    wait_until(lambda: _answers(port), web, seconds=60, log=folder / "web.log")


def _environment(folder: Path, *, url: str, mail_port: int, lane: int) -> dict[str, str]:
    """Production's switches, on the test database and folders that vanish."""
    metrics = folder / "metrics"
    metrics.mkdir()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "partnership.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": _test_database_url(),
        "REDIS_URL": _own_redis(settings.REDIS_URL, LAST_REDIS - lane),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "SITE_URL": url,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEBUG": "0",
        "DEMO": "0",
        # The journeys sign officers in by password; the second factor has tests of its own.
        "REQUIRE_STAFF_MFA": "0",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(_static_files(folder)),
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
        "PYTHONUNBUFFERED": "1",
    }


def _static_files(folder: Path) -> Path:
    """The collected files `./dev test` made, or a collection of our own."""
    ready = Path(settings.STATIC_ROOT)
    if (ready / "staticfiles.json").is_file():
        return ready
    target = folder / "static"
    env = {**os.environ, "DEBUG": "0", "STATIC_ROOT": str(target)}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, env=env, cwd=ROOT, check=True)
    return target


def _test_database_url() -> str:
    """The database this test run works on, as DATABASE_URL says it."""
    facts = connection.settings_dict
    user = ":".join(quote(part, safe="") for part in (facts["USER"], facts["PASSWORD"]) if part)
    at = f"{user}@" if user else ""
    host, port = facts["HOST"] or "", f":{facts['PORT']}" if facts["PORT"] else ""
    if host.startswith("/"):
        return f"postgres://{at}{port}/{facts['NAME']}?{urlencode({'host': host})}"
    return f"postgres://{at}{host}{port}/{facts['NAME']}"


def _own_redis(url: str, number: int) -> str:
    """The same server, another numbered database, so that no other test's bell rings here."""
    if url.startswith("redis+socket://"):
        return f"{url.partition('?')[0]}?virtual_host={number}"
    return urlsplit(url)._replace(path=f"/{number}").geturl()


def _forget_keys(url: str) -> None:
    """Counters and bells of a journey before."""
    parts = urlsplit(url)
    if url.startswith("redis+socket://"):
        number = parse_qs(parts.query)["virtual_host"][0]
        url = f"unix://{parts.path}?db={number}"
    with redis.Redis.from_url(url) as store:
        for pattern in ("hamyar*", "unacked*", "_kombu*"):
            for key in store.scan_iter(pattern):
                store.delete(key)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    opener = build_opener(ProxyHandler({}))
    try:
        opener.open(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
    return True


def _tool(name: str) -> str:
    """A program of the environment pytest runs in."""
    return str(Path(sys.executable).with_name(name))


def wait_for(ask: Callable[[], Any], *, seconds: float, what: str) -> Any:
    """Ask until there is an answer; AssertionError when none comes in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if (answer := ask()) is not None:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{what} did not come within {seconds:.0f} seconds")
