"""`./dev run`: services, migrations, demo, then web, worker and beat until one of them ends."""

from __future__ import annotations

import signal
import socket
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from .crew import Crew, Member, wait_until
from .demo_accounts import describe_accounts
from .environment import base_environment, is_on, project_environment
from .locks import Running
from .places import Places, is_stamped, write_stamp
from .prepare import collect_static, manage, prepare
from .services import private_folder, start_services, stopping_quietly
from .speech import Trouble, say

CELERY = "partnership.celery:app"
# Celery warns against root because of tasks from strangers; here the broker is a private socket.
NO_ROOT_WARNING = {"PYTHONWARNINGS": "ignore:You're running the worker"}


def run(places: Places, words: list[str]) -> int:
    """Set up, serve, and stay until Ctrl-C (0) or until a process ends by itself (1)."""
    if words:
        raise Trouble("./dev run takes no words; PORT=8001 ./dev run changes the port.")
    running = Running(places.state)
    if not running.hold():
        holder = running.read()
        where = f" at {holder['site']}" if holder.get("site") else ""
        raise Trouble(
            f"This folder is already being run{where} (process {holder.get('pid', '?')})."
        )
    prepare(places)
    base = base_environment(places)
    require_free_port(port_of(base))
    with private_folder() as sockets:
        say("Starting PostgreSQL and Valkey")
        services = start_services(places, base, sockets, durable=True)
        with stopping_quietly(services.crew):
            env = project_environment(places, base, services.variables)
            manage(places, env, "migrate", "--noinput", "--verbosity=0")
            collect_static(places, env)
            load_demo_once(places, env, services.database)
            web = start_processes(places, env, services.crew, sockets)
            port = port_of(env)
            wait_until(lambda: answers(port), web, seconds=120)
            running.publish(site=env["SITE_URL"], variables=services.variables)
            try:
                print(describe_accounts(places, env), flush=True)
                ended = services.crew.wait_for_first_end()
            except KeyboardInterrupt:
                print(flush=True)
                return 0
            finally:
                running.let_go(wait_for_users=False)
            say(f"{ended.name} has ended with code {ended.process.returncode}, so the rest stops.")
            return 1


def start_processes(places: Places, env: Mapping[str, str], crew: Crew, scratch: Path) -> Member:
    """Web, worker and beat; the web member is returned to be waited for."""
    metrics = scratch / "metrics"  # where the web processes add their counters up for /metrics
    metrics.mkdir()
    reload = ["--reload"] if is_on(env, "DEBUG") else []
    web = crew.start(
        "web",
        [
            *(places.tool("gunicorn"), "partnership.wsgi:application"),
            *("--bind", f"127.0.0.1:{port_of(env)}", "--worker-class", "gthread"),
            *("--workers", "2", "--threads", "4", "--graceful-timeout", "5"),
            *("--no-control-socket", "--log-level", "warning", *reload),
        ],
        env={**env, "PROMETHEUS_MULTIPROC_DIR": str(metrics)},
        cwd=places.root,
        dies_by=signal.SIGQUIT,  # the quick stop; SIGTERM would wait for open requests
    )
    celery = [places.tool("celery"), "--quiet", "-A", CELERY]
    crew.start(
        "worker",
        [
            *(*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle"),
        ],
        env={**env, **NO_ROOT_WARNING},
        cwd=places.root,
        dies_by=signal.SIGQUIT,  # drops its task, which another worker repeats
        patience=5,
    )
    schedule = places.state / "beat-schedule"
    crew.start(
        "beat",
        [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(schedule)],
        env=env,
        cwd=places.root,
        dies_by=signal.SIGTERM,
    )
    return web


def load_demo_once(places: Places, env: Mapping[str, str], database: str) -> None:
    """The demonstration data, on the first start over this database."""
    if not is_on(env, "DEMO"):
        return
    stamp = places.state / "stamps" / "demo"
    digest = sha256(database.encode()).hexdigest()
    if is_stamped(stamp, digest):
        return
    say("Loading the demonstration data")
    manage(places, env, "demo")
    write_stamp(stamp, digest)


def port_of(env: Mapping[str, str]) -> int:
    text = env.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise Trouble(f"PORT={text} is not a port number.")
    return int(text)


def require_free_port(port: int) -> None:
    """Say at once that the port is taken, not after a minute of setting up."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Trouble(
                f"Port {port} is not free ({error.strerror}). Try PORT=8001 ./dev run"
            ) from None


def answers(port: int) -> bool:
    """Whether the web server answers at all; any status will do."""
    opener = build_opener(ProxyHandler({}))  # a proxy of the machine's has no business here
    try:
        opener.open(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
    return True
