"""What the runner says, and the one exception that carries a sentence for people."""

from __future__ import annotations

import os
import sys


class Trouble(Exception):
    """Something the person has to mend; the message says what to type."""


def wants_colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def say(sentence: str) -> None:
    """One line of progress, flushed so that logs of children keep their order."""
    mark = "\033[1;36m▸\033[0m" if wants_colour() else "▸"
    print(mark, sentence, flush=True)


def complain(sentence: str) -> None:
    mark = "\033[1;31m✗\033[0m" if wants_colour() else "✗"
    print(mark, sentence, file=sys.stderr, flush=True)
