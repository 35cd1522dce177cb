"""What is left of a run after Ctrl-C, after kill -9, after the death of one child."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from partnership.runner.places import ROOT
from partnership.runner.serve import run
from partnership.runner.services import wait_for_former_server
from partnership.runner.speech import Trouble

HOLDER = Path(__file__).with_name("holder.py")


@pytest.fixture
def start_holder(places, env):
    """Start a miniature runner over this tree; returns the process and what it printed."""
    started = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", str(HOLDER), str(places.root)],
            env={**env, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        line = process.stdout.readline()
        return process, json.loads(line) if line else {}

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def family(pids):
    """These processes and their descendants, while they are alive."""
    alive = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if words[0] != "Z":
            alive[int(folder.name)] = int(words[1])
    found = {pid for pid in pids if pid in alive}
    while more := {pid for pid, parent in alive.items() if parent in found} - found:
        found |= more
    return found


def alive_after(pids, seconds=15):
    """Those of the processes still there when the time is up."""
    until = time.monotonic() + seconds
    while (left := {pid for pid in pids if Path(f"/proc/{pid}").exists()} & family(pids)) and (
        time.monotonic() < until
    ):
        time.sleep(0.1)
    return left


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_asked_to_stop_leaves_no_process(start_holder, number):
    process, facts = start_holder()
    everyone = family(facts["pids"])
    assert len(everyone) > len(facts["pids"]), "PostgreSQL has children of its own"
    process.send_signal(number)
    assert process.wait(30) == 0
    assert family(everyone) == set()
    said = process.stdout.read()
    assert "Stopping idle, valkey, postgres." in said


@pytest.mark.parametrize("namespaces", [True, False], ids=["namespaces", "no_namespaces"])
def test_kill_minus_nine_leaves_no_process(start_holder, places, env, namespaces):
    if not namespaces:
        # As root on a machine that forbids user namespaces; for others it changes nothing.
        refusing = places.root / "bin" / "unshare"
        refusing.parent.mkdir()
        refusing.write_text("#!/bin/sh\nexit 1\n")
        refusing.chmod(0o755)
        env["PATH"] = f"{refusing.parent}:{env['PATH']}"
    process, facts = start_holder()
    everyone = family(facts["pids"])
    process.kill()
    process.wait()
    assert alive_after(everyone) == set()
    wait_for_former_server(places.state / "postgres", seconds=1)


def test_start_after_kill_minus_nine_finds_rows_and_queue_again(start_holder):
    process, facts = start_holder()
    psql(facts, "create table kept as select generate_series(1, 100)")
    valkey(facts, "RPUSH", "queue", "one", "two")
    time.sleep(1.1)  # the append-only file is synced every second
    process.kill()
    process.wait()
    _, again = start_holder()
    assert psql(again, "select count(*) from kept") == "100"
    assert valkey(again, "LLEN", "queue") == ":2"


def test_end_of_one_child_ends_the_rest(start_holder):
    process, facts = start_holder()
    everyone = family(facts["pids"])
    os.kill(facts["pids"][-1], signal.SIGKILL)
    assert process.wait(30) == 0
    assert family(everyone) == set()
    assert process.stdout.readline().strip() == "idle"


def test_second_start_is_refused_while_the_first_lives(start_holder, places):
    process, _ = start_holder()
    second, facts = start_holder()
    assert (second.wait(30), facts) == (1, {})
    with pytest.raises(Trouble, match="already being run"):
        run(places, [])
    process.kill()
    process.wait()
    _, facts = start_holder()
    assert facts["pids"]


def psql(facts, query):
    done = subprocess.run(
        [f"{facts['PG_BIN']}/psql", "-XtAc", query, facts["DATABASE_URL"]],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def valkey(facts, *words):
    """One command by the inline protocol."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(facts["REDIS_URL"].removeprefix("redis+socket://"))
        client.sendall(" ".join(words).encode() + b"\r\n")
        return client.recv(200).decode().strip()
