"""Becomes another program that the kernel stops when the runner dies, even by kill -9.

Usage: child.py RUNNER_PID SIGNAL_NUMBER PROGRAM ARGUMENT…
It stands last before the program: a change of user or of user namespace clears the setting.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Ask for the parent-death signal, then exec."""
    runner, number, *command = sys.argv[1:]
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0):
            sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    if os.getppid() != int(runner):
        sys.exit("The runner is gone already.")
    os.execvp(command[0], command)  # noqa: S606 - becoming another program is its work


if __name__ == "__main__":
    main()
