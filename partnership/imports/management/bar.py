"""Progress on the command line."""

import sys
import time
from typing import Any, TextIO


class Bar:
    """One line that grows on a terminal, a plain line every tenth elsewhere."""

    WIDTH = 30

    def __init__(self, label: str, out: Any) -> None:
        self.label, self.out = label, out
        stream: TextIO = getattr(out, "_out", sys.stdout)
        self.is_terminal = stream.isatty()
        self.begun, self.tenth, self.done, self.total = time.monotonic(), 0, 0, 0

    def __call__(self, done: int, total: int) -> None:
        """So many of about so many rows are done."""
        self.done, self.total = done, total
        share = min(done / total, 1) if total else 1
        if self.is_terminal:
            full = int(share * self.WIDTH)
            bar = "█" * full + "·" * (self.WIDTH - full)
            self.out.write(f"\r{self.label} [{bar}] {share:4.0%} {done} rows", ending="")
            self.out.flush()
        elif int(share * 10) > self.tenth:
            self.tenth = int(share * 10)
            self.out.write(f"{self.label}: {share:.0%}, {done} of about {total} rows")

    def end(self) -> None:
        """Say how long it took."""
        took = time.monotonic() - self.begun
        if self.is_terminal:
            self.out.write("")
        speed = f", {self.done / took:,.0f} rows/s" if self.done and took else ""
        self.out.write(f"{self.label}: {self.done} rows in {took:.1f} s{speed}")
