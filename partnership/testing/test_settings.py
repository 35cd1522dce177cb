"""The settings as production sets them: checked, closed, and refusing to start half set."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

PRODUCTION = {
    "SECRET_KEY": "k9#s8d7f6g5h4j3k2l1-q0w9e8r7t6y5u4i3o2p1-z9x8c7v6b5n4m3",
    "SITE_URL": "https://hamyar.example",
    "ALLOWED_HOSTS": "hamyar.example",
    "DEBUG": "",
    "DEMO": "",
    "DJANGO_SETTINGS_MODULE": "partnership.settings",
}


def _run(code: str, **changed: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **PRODUCTION, "SIGNING_KEY": "", **changed}
    # A developer’s convenience that production has not.
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_deploy_check_is_clean() -> None:
    """`check --deploy` has nothing to say about a production-like environment."""
    done = _run(
        "import sys; from django.core.management import execute_from_command_line as run;"
        "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_no_start_without_a_secret() -> None:
    """Without SECRET_KEY nothing starts, and the reason is said."""
    done = _run("import django; django.setup()", SECRET_KEY="")
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


@pytest.mark.django_db
def test_models_and_migrations_agree(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing waits for a migration, and every room's migrations stand in one line."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    assert MigrationLoader(connection).detect_conflicts() == {}
