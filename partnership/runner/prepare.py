"""From a clean clone to the first process: venv, assets, catalogues, static files."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from .assets import prepare_assets
from .crew import leashed
from .environment import IN_VENV, unhurried
from .locks import FileLock
from .places import Places, digest_of_files, is_stamped, write_stamp
from .speech import Trouble, say
from .system import check_pango
from .venv import prepare_venv


def prepare(places: Places, *, for_developers: bool = False) -> None:
    """Set the tree up; two terminals that start at once take turns."""
    with FileLock(places.state / "setup.lock"):
        prepare_venv(places, for_developers=for_developers)
        check_pango()
        prepare_assets(places)
        compile_catalogues(places)


def compile_catalogues(places: Places) -> None:
    """.po → .mo when a .po has changed or a .mo is missing."""
    files = sorted(places.locale.glob("*/LC_MESSAGES/*.po"))
    digest = digest_of_files(files)
    stamp = places.state / "stamps" / "catalogues"
    if is_stamped(stamp, digest) and all(file.with_suffix(".mo").is_file() for file in files):
        return
    if files:
        say("Compiling the translations")
        run_step(places, [str(IN_VENV / "catalogue.py"), "compile", *map(str, files)], {})
    write_stamp(stamp, digest)


def collect_static(places: Places, env: Mapping[str, str]) -> None:
    """collectstatic, when a source file, a library or DEBUG has changed."""
    digest = sha256("\n".join(static_inputs(places, env)).encode()).hexdigest()
    stamp = places.state / "stamps" / "static"
    target = Path(env.get("STATIC_ROOT") or places.state / "static")
    if is_stamped(stamp, digest) and target.is_dir():
        return
    say("Collecting the static files")
    manage(places, env, "collectstatic", "--noinput", "--verbosity=0", "--clear")
    write_stamp(stamp, digest)


def static_inputs(places: Places, env: Mapping[str, str]) -> Iterator[str]:
    """Names, sizes and times: reading every file would take longer than a start may."""
    yield f"{env.get('DEBUG', '')} {env.get('STATIC_ROOT', '')}"
    yield digest_of_files([places.root / "requirements.txt"])
    folders = [
        places.root / "static",
        *places.root.glob("*/static"),
        *places.root.glob("*/*/static"),
    ]
    for folder in folders:
        if places.state in folder.parents:
            continue
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                status = file.stat()
                yield f"{file} {status.st_size} {status.st_mtime_ns}"


def manage(places: Places, env: Mapping[str, str], *words: str) -> None:
    """A management command that has to succeed."""
    run_step(places, ["manage.py", *words], unhurried(env))


def run_step(places: Places, words: list[str], env: Mapping[str, str]) -> None:
    """Run a script with the virtual environment's Python; Trouble when it fails."""
    done = subprocess.run(
        leashed([str(places.python), *words], dies_by=signal.SIGTERM),
        cwd=places.root,
        env=dict(env) or None,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise Trouble(f"“{' '.join(words[:2])}” failed; its own words are above.")
