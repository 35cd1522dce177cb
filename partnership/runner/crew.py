"""The processes of one run: started in order, watched, stopped in reverse order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .speech import Trouble, say, wants_colour

CHILD = str(Path(__file__).resolve().parent / "child.py")
COLOURS = (32, 33, 34, 35, 36)
LONGEST_NAME = 8
QUICK_PATIENCE = 5  # seconds, after the quicker of the two signals


def leashed(command: Sequence[str], *, dies_by: int) -> list[str]:
    """The command, wrapped so that it gets `dies_by` when the runner dies.

    The kernel watches the thread that started the child, so start children in the main thread.
    """
    # -I -S: no site packages, no user's PYTHONPATH; it only has to call exec.
    return [sys.executable, "-I", "-S", CHILD, str(os.getpid()), str(int(dies_by)), *command]


@dataclass
class Member:
    """One process, and how to end it."""

    name: str
    process: subprocess.Popen[bytes]
    stop_signal: int
    quick_signal: int
    patience: float
    reader: threading.Thread | None = None


class Crew:
    """Children in sessions of their own, so that Ctrl-C reaches only the runner."""

    def __init__(self) -> None:
        self.members: list[Member] = []

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: Path,
        log: Path | None = None,
        stop_signal: int = signal.SIGTERM,
        dies_by: int = signal.SIGTERM,
        patience: float = 10,
        cover: Sequence[str] = (),
        leash: bool = True,
    ) -> Member:
        """Start a child. Output goes to `log`, or to our own output line by line with its name.

        `stop_signal` asks it to finish; `dies_by` is the quicker way out, used after `patience`
        seconds and by the kernel when the runner dies. `cover` is a change of user put before
        the leash; `leash=False` is for covers that set the parent-death signal themselves.
        """
        words = [*cover, *(leashed(command, dies_by=dies_by) if leash else command)]
        output: IO[bytes] | int = log.open("ab") if log else subprocess.PIPE
        process = subprocess.Popen(
            words,
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        member = Member(name, process, int(stop_signal), int(dies_by), patience)
        if log:
            output.close()  # type: ignore[union-attr]
        else:
            colour = COLOURS[len(self.members) % len(COLOURS)]
            member.reader = threading.Thread(
                target=relay, args=(name, process, colour), daemon=True
            )
            member.reader.start()
        self.members.append(member)
        return member

    def wait_for_first_end(self) -> Member:
        """Sleep until any member ends; a signal handler that raises gets through."""
        while True:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
            for member in self.members:
                if ended and member.process.pid == ended.si_pid:
                    member.process.wait()
                    return member
            if ended:
                os.waitpid(ended.si_pid, 0)  # not one of ours: a child of a helper, reaped here

    def stop(self) -> None:
        """End all members, last started first; whoever overstays its patience is killed."""
        while self.members:
            stop_member(self.members.pop())


def stop_member(member: Member) -> None:
    """Ask, press, kill; then sweep up what is left of its session."""
    process = member.process
    for number, seconds in (
        (member.stop_signal, member.patience),
        (member.quick_signal, QUICK_PATIENCE),
    ):
        if ends(process, number, seconds):
            break
    else:
        say(f"{member.name} does not stop and is killed.")
        ends(process, signal.SIGKILL, None)
    with suppress(ProcessLookupError):  # the usual case: it took its children along
        os.killpg(process.pid, signal.SIGKILL)
    if member.reader:
        member.reader.join(timeout=2)


def ends(process: subprocess.Popen[bytes], number: int, seconds: float | None) -> bool:
    """Send a signal, unless it has ended, and see whether it ends within the time."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def relay(name: str, process: subprocess.Popen[bytes], colour: int) -> None:
    """Pass a child's lines on with its name; keep reading when nobody listens any more."""
    label = f"{name:<{LONGEST_NAME}}│ "
    if wants_colour():
        label = f"\033[{colour}m{label}\033[0m"
    prefix = label.encode()
    deaf = False
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            if deaf:
                continue
            try:
                sys.stdout.buffer.write(prefix + line)
                sys.stdout.buffer.flush()
            except (OSError, ValueError):
                deaf = True


def run_in_front(command: Sequence[str], *, env: Mapping[str, str], cwd: Path) -> int:
    """Run a command that owns the terminal; Ctrl-C is its business first. Its exit code."""
    process = subprocess.Popen(leashed(command, dies_by=signal.SIGTERM), env=dict(env), cwd=cwd)
    try:
        return exit_code(process.wait())
    except KeyboardInterrupt as stop:
        if not sent_by_terminal(stop):
            process.terminate()
        try:
            process.wait(30)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()
            process.wait()
        raise


def sent_by_terminal(stop: KeyboardInterrupt) -> bool:
    """Whether the stop was a Ctrl-C, which the terminal sent to the child as well."""
    return not stop.args or stop.args[0] == signal.SIGINT


def exit_code(returncode: int) -> int:
    """A shell's exit code: 128 + n for a child killed by signal n."""
    return 128 - returncode if returncode < 0 else returncode


def wait_until(
    ready: Callable[[], bool], member: Member, *, seconds: float = 30, log: Path | None = None
) -> None:
    """Ask `ready()` until it says yes; Trouble when the process ends or time runs out first."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if member.process.poll() is not None:
            raise Trouble(f"{member.name} ended while starting.{tail(log)}")
        if ready():
            return
        time.sleep(0.05)
    raise Trouble(f"{member.name} did not get ready in {seconds:.0f} seconds.{tail(log)}")


def tail(log: Path | None, lines: int = 12) -> str:
    """The end of a log, to be shown under a complaint."""
    if log is None or not log.is_file():
        return ""
    last = log.read_text(errors="replace").splitlines()[-lines:]
    return f" The end of {log.name}:\n    " + "\n    ".join(last)
