"""Compile message catalogues with polib, so that no machine needs gettext; or list what lacks.

Usage: catalogue.py compile FILE.po …        writes FILE.mo beside each
       catalogue.py check COMMITTED.po [FRESH.po]   exit 1 and list texts without Persian
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import polib


def compile_catalogue(file: Path) -> None:
    """Write the .mo, in one step so that a running server never reads half of it."""
    catalogue = polib.pofile(str(file))
    target = file.with_suffix(".mo")
    fresh = target.with_suffix(".mo.new")
    catalogue.save_as_mofile(str(fresh))
    fresh.replace(target)


def lacks_of_catalogue(committed: Path, fresh: Path | None) -> Iterator[str]:
    """Texts that are fuzzy, empty, or in the sources but not in the catalogue at all."""
    catalogue = polib.pofile(str(committed))
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}
    for entry in catalogue:
        if entry.obsolete:
            continue
        where = f"{entry.msgid!r} ({', '.join(file for file, _ in entry.occurrences[:2])})"
        if entry.fuzzy:
            yield f"fuzzy: {where}"
        elif not is_translated(entry):
            yield f"empty: {where}"
    for entry in polib.pofile(str(fresh)) if fresh else ():
        if not entry.obsolete and (entry.msgctxt, entry.msgid) not in known:
            files = ", ".join(file for file, _ in entry.occurrences[:2])
            yield f"not in the catalogue: {entry.msgid!r} ({files})"


def is_translated(entry: polib.POEntry) -> bool:
    if entry.msgid_plural:
        return bool(entry.msgstr_plural) and all(entry.msgstr_plural.values())
    return bool(entry.msgstr)


def main(verb: str, *names: str) -> int:
    files = [Path(name) for name in names]
    if verb == "compile":
        for file in files:
            compile_catalogue(file)
        return 0
    lacks = list(lacks_of_catalogue(files[0], files[1] if len(files) > 1 else None))
    print(*lacks, sep="\n", end="\n" if lacks else "")
    return 1 if lacks else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
