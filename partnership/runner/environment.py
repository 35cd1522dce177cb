"""The variables the project's processes get: the person's own, .env, keys of development."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Mapping
from pathlib import Path

from .places import Places
from .speech import Trouble

IN_VENV = Path(__file__).resolve().parent / "in_venv"


def base_environment(places: Places) -> dict[str, str]:
    """Our own environment with .env beneath it, as the settings read it too."""
    env = read_env_file(places.root / ".env") | dict(os.environ)
    # A virtual environment of the person's must not leak into ours.
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        env.pop(name, None)
    env["PATH"] = f"{places.venv / 'bin'}:{env.get('PATH', os.defpath)}"
    env["DJANGO_SETTINGS_MODULE"] = "partnership.settings"
    env["PYTHONUNBUFFERED"] = "1"
    return env


def is_on(env: Mapping[str, str], name: str) -> bool:
    """Whether a switch is on, by the words the settings accept."""
    return env.get(name, "").strip().lower() in {"1", "true", "on", "ok", "y", "yes"}


def read_env_file(file: Path) -> dict[str, str]:
    """NAME=value lines; quotes around a value are taken off."""
    if not file.is_file():
        return {}
    pairs = {}
    for line in file.read_text().splitlines():
        name, found, value = line.strip().removeprefix("export ").partition("=")
        if found and not name.startswith("#"):
            pairs[name.strip()] = value.strip().strip("'\"")
    return pairs


def project_environment(
    places: Places, base: Mapping[str, str], services: Mapping[str, str]
) -> dict[str, str]:
    """What manage.py, gunicorn and Celery get. What the person has set always wins."""
    port = base.get("PORT") or "8000"
    defaults = {
        "DEMO": "1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": secret_key(places),
        "SIGNING_KEY": str(signing_key(places)),
    }
    chosen = {name: value for name, value in base.items() if value or name not in defaults}
    return defaults | dict(services) | chosen


def unhurried(env: Mapping[str, str]) -> dict[str, str]:
    """For commands: the limit that stops a web request's slow query would stop a migration."""
    return {"STATEMENT_TIMEOUT_MS": "0", **env}


def secret_key(places: Places) -> str:
    """A SECRET_KEY for this machine only, made on the first start."""
    file = places.state / "secret-key"
    if not file.is_file():
        write_private(file, secrets.token_urlsafe(50))
    return file.read_text().strip()


def signing_key(places: Places) -> Path:
    """The PEM file development certificates are signed with, made on the first start."""
    file = places.state / "signing-key.pem"
    if not file.is_file():
        done = subprocess.run(
            [str(places.python), str(IN_VENV / "signing_key.py")],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Trouble(f"No signing key could be made:\n{done.stderr}")
        write_private(file, done.stdout)
    return file


def write_private(file: Path, text: str) -> None:
    """Write a file that only we may read, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(file.name + ".new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    fresh.replace(file)
