"""The doorbell: ring a worker after commit, never fail because the broker is away.

Whatever matters is a row that a sweep finds; ringing only makes it quicker.
"""

import json
import logging
from collections.abc import Callable
from typing import Any

from celery import current_app, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

names: set[str] = set()


def job(name: str) -> Callable[[Callable[..., Any]], Any]:
    """Register a worker's function under `room.verb`; safe to run twice is its own duty."""

    def wrap(function: Callable[..., Any]) -> Any:
        names.add(name)
        return shared_task(name=name)(function)

    return wrap


def enqueue(name: str, **arguments: Any) -> None:
    """Ring `name` with JSON arguments once the open transaction has committed.

    Raises TypeError at once for arguments that are not JSON; a dead broker is logged and
    left to the sweep.
    """
    json.dumps(arguments)
    transaction.on_commit(lambda: ring(name, arguments), robust=True)


def ring(name: str, arguments: dict[str, Any]) -> bool:
    """Publish now; False when the broker cannot be reached."""
    if name not in names:
        raise LookupError(f"No job is called {name}.")
    try:
        current_app.send_task(name, kwargs=arguments, retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        logger.warning("broker away, %s waits for the sweep: %s", name, type(error).__name__)
        return False
    return True
