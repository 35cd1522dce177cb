"""The words after `./dev`."""

from __future__ import annotations

import signal
from types import FrameType

from . import commands, lint, serve
from .places import Places
from .speech import Trouble, complain

COMMANDS = {
    "run": (serve.run, "set everything up and serve; PORT=8001 changes the port"),
    **commands.COMMANDS,
    "lint": (
        lint.run_lint,
        "style, types, layers, templates, migrations and the Persian catalogue",
    ),
}


def main(words: list[str]) -> int:
    """Run one command; its exit code."""
    if not words or words[0] in {"help", "-h", "--help"}:
        print(usage())
        return 0
    name, *rest = words
    if name not in COMMANDS:
        complain(f"There is no ./dev {name}.\n{usage()}")
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        return COMMANDS[name][0](Places(), rest)
    except Trouble as trouble:
        complain(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130


def usage() -> str:
    lines = (f"  ./dev {name:<9} {text}" for name, (_, text) in COMMANDS.items())
    return "\n".join(("Hamyar", *lines))


def interrupt(number: int, frame: FrameType | None) -> None:
    """Every way of being asked to stop is the one Ctrl-C takes."""
    raise KeyboardInterrupt(number)
