"""`./dev lint`: every check that is not a test. All run; the exit code says whether all held."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from .environment import IN_VENV, base_environment, project_environment
from .places import Places
from .prepare import prepare
from .speech import complain, say

ROOMS = ("partnership", "students", "industries", "teams", "certificates")
NOT_COPIED = shutil.ignore_patterns(".*", "node_modules", "vendor", "__pycache__", "locale")


def run_lint(places: Places, words: list[str]) -> int:
    """Run all checks, or those named; 1 when any of them found something."""
    prepare(places, for_developers=True)
    # These checks need settings that load, not a database that answers.
    nowhere = {
        "DATABASE_URL": "postgres://app@/app?host=/nonexistent",
        "REDIS_URL": "redis+socket:///nonexistent",
    }
    env = project_environment(places, base_environment(places), nowhere) | nowhere
    checks: dict[str, Callable[[], bool]] = {
        name: (lambda command=command: passes(places, env, command))
        for name, command in check_commands(places).items()
    }
    checks["catalogue"] = lambda: catalogue_is_complete(places, env)
    failed = []
    for name, check in checks.items():
        if words and name not in words:
            continue
        say(name)
        if not check():
            failed.append(name)
    if failed:
        complain("Not clean: " + ", ".join(failed))
        return 1
    say("All clean.")
    return 0


def check_commands(places: Places) -> dict[str, list[str]]:
    """The checks that are one command each."""
    python = str(places.python)
    return {
        "ruff": [places.tool("ruff"), "check", "."],
        "format": [places.tool("ruff"), "format", "--check", "."],
        "djlint": [places.tool("djlint"), "--lint", "--quiet", "templates"],
        "layers": [places.tool("lint-imports"), "--no-cache"],
        "types": [places.tool("mypy")],
        "bandit": [
            *(places.tool("bandit"), "-q", "-r", *ROOMS, "-c", ".bandit.yaml"),
        ],
        # -W ignore: it says once more that the database is not reachable.
        "migrations": [
            python,
            "-W",
            "ignore",
            "manage.py",
            "makemigrations",
            "--check",
            "--dry-run",
        ],
    }


def passes(places: Places, env: Mapping[str, str], command: list[str]) -> bool:
    done = subprocess.run(
        command, cwd=places.root, env=dict(env), stdin=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0


def catalogue_is_complete(places: Places, env: Mapping[str, str]) -> bool:
    """No empty, fuzzy or forgotten text; the last is seen only where gettext is installed."""
    with tempfile.TemporaryDirectory(prefix="catalogue-") as folder:
        fresh = extract_messages(places, env, Path(folder)) if shutil.which("xgettext") else None
        if fresh is None:
            say("No xgettext here: only the committed catalogue is read.")
        script = str(IN_VENV / "catalogue.py")
        committed = sorted(places.locale.glob("fa/LC_MESSAGES/*.po"))
        return bool(committed) and all(
            passes(
                places,
                env,
                [str(places.python), script, "check", str(file)]
                + ([str(fresh / file.name)] if fresh and (fresh / file.name).is_file() else []),
            )
            for file in committed
        )


def extract_messages(places: Places, env: Mapping[str, str], folder: Path) -> Path | None:
    """Collect the texts of a copy of the sources; the folder of the fresh catalogues."""
    for name in (*ROOMS, "templates"):
        shutil.copytree(places.root / name, folder / name, ignore=NOT_COPIED)
    shutil.copy(places.root / "manage.py", folder)
    target = folder / "partnership" / "locale" / "fa" / "LC_MESSAGES"
    target.mkdir(parents=True)
    command = [str(places.python), "manage.py", "makemessages", "-l", "fa", "-e", "html,txt,py"]
    done = subprocess.run(
        command, cwd=folder, env=dict(env), capture_output=True, text=True, check=False
    )
    if done.returncode:
        complain(done.stdout + done.stderr)
        return None
    return target
