"""`./dev services`, `manage`, `test` and `bench`: commands over services of their own or shared."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from .crew import run_in_front
from .environment import base_environment, project_environment, unhurried
from .locks import FileLock, Running
from .places import Places
from .prepare import collect_static, manage, prepare
from .services import private_folder, start_services, stopping_quietly
from .speech import say
from .system import apt_sentence, find_browser


def run_manage(places: Places, words: list[str]) -> int:
    """manage.py over the services of this tree: those already running, else started for it."""
    with shared_services(places) as env:
        return run_in_front(
            [str(places.python), "manage.py", *words], env=unhurried(env), cwd=places.root
        )


def run_services(places: Places, words: list[str]) -> int:
    """Only PostgreSQL and Valkey, until Ctrl-C; with words, while that program runs."""
    with shared_services(places) as env:
        if words:
            return run_in_front(words, env=env, cwd=places.root)
        print(f"DATABASE_URL={env['DATABASE_URL']}\nREDIS_URL={env['REDIS_URL']}", flush=True)
        say("Ctrl-C stops them.")
        signal.pause()
    return 0


@contextmanager
def shared_services(places: Places) -> Iterator[dict[str, str]]:
    """The project's environment over the durable services of this tree."""
    prepare(places)
    base = base_environment(places)
    running = Running(places.state)
    if not running.hold():
        with FileLock(running.users, shared=True):
            facts = running.wait_for_note()
            yield project_environment(places, base, facts["variables"])
        return
    with private_folder() as sockets:
        services = start_services(places, base, sockets, durable=True)
        with stopping_quietly(services.crew):
            running.publish(variables=services.variables)
            try:
                yield project_environment(places, base, services.variables)
            finally:
                running.let_go(wait_for_users=True)


@contextmanager
def throw_away_services(places: Places) -> Iterator[dict[str, str]]:
    """The project's environment over services that are fast, and gone afterwards."""
    base = base_environment(places)
    with private_folder() as folder:
        services = start_services(places, base, folder, durable=False)
        with stopping_quietly(services.crew):
            env = project_environment(places, base, services.variables)
            env["MEDIA_ROOT"] = str(folder / "media")
            # Making and dropping test databases takes what it takes on a loaded machine.
            yield unhurried(env)


def run_tests(places: Places, words: list[str]) -> int:
    """The suite, on two processes unless the words say otherwise."""
    prepare(places, for_developers=True)
    browser = find_browser()
    # The checks do not leave anything out: there the journeys fail and say what is missing.
    leaves_out = browser is None and not os.environ.get("CI")
    if leaves_out:
        say(f"No Chromium: the browser journeys are left out. {apt_sentence(['chromium'])}")
    with throw_away_services(places) as env:
        env |= {"DEMO": "1", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
        if browser:
            env["CHROMIUM"] = browser
        collect_static(places, env)
        command = [places.tool("pytest"), *parallel(words), *words]
        if leaves_out:
            command += ["-m", "not journey"]
        return run_in_front(command, env=env, cwd=places.root)


def parallel(words: list[str]) -> list[str]:
    """Two processes, but one where a debugger or the caller asks for it."""
    own_choice = any(
        word.startswith(("-n", "--numprocesses", "--pdb", "--trace")) or word == "no:xdist"
        for word in words
    )
    return [] if own_choice else ["-n", "2", "--dist", "worksteal"]


def run_bench(places: Places, words: list[str]) -> int:
    """The benchmark tables, over throw-away services with the demonstration in them."""
    prepare(places)
    with throw_away_services(places) as env:
        env["DEMO"] = "1"
        manage(places, env, "migrate", "--noinput", "--verbosity=0")
        collect_static(places, env)
        say("Loading the demonstration data")
        manage(places, env, "demo")
        return run_in_front(
            [str(places.python), "manage.py", "bench", *words], env=env, cwd=places.root
        )


COMMANDS: Mapping[str, tuple[Callable[[Places, list[str]], int], str]] = {
    "manage": (run_manage, "manage.py over the same services, e.g. ./dev manage shell"),
    "test": (run_tests, "the whole suite on throw-away services; words go to pytest"),
    "bench": (run_bench, "the benchmark tables"),
    "services": (run_services, "only PostgreSQL and Valkey; with words, while a program runs"),
}
