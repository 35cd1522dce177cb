"""The doorbell: ring a worker after commit, never fail because the broker is away.

Whatever matters is a row that a sweep finds; ringing only makes it quicker.
"""

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Any

from celery import current_app, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

#: How long a request waits for the broker, at most.
HASTE = {
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "retry_on_timeout": False,
    "max_retries": 0,
    "connect_retries_timeout": 1,
}
#: How long the broker is left alone after it did not answer.
QUIET_SECONDS = 5

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
    """Publish now; False when the broker cannot be reached within a second.

    After a failure the broker is left alone for a few seconds, so that a page that rings often
    waits once.
    """
    if name not in names:
        raise LookupError(f"No job is called {name}.")
    if time.monotonic() < _bell.quiet_until:
        return False
    try:
        current_app.send_task(
            name, kwargs=arguments, connection=_bell.rope(), retry=False, ignore_result=True
        )
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("broker away, %s waits for the sweep: %s", name, type(error).__name__)
        _bell.let_go()
        return False
    return True


class _Bell(threading.local):
    """This thread's publishing connection.

    Workers wait long on theirs, a web request must not: one second to connect, one to answer, no
    second try. A connection that a parent process opened is not used after a fork.
    """

    connection: Any = None
    pid = 0
    quiet_until = 0.0

    def rope(self) -> Any:
        """The connection, opened at its first use."""
        if self.connection is None or self.pid != os.getpid():
            self.pid = os.getpid()
            self.connection = current_app.connection_for_write(transport_options=HASTE)
        return self.connection

    def let_go(self) -> None:
        """Forget the connection and keep quiet for a while."""
        broken, self.connection = self.connection, None
        if broken is not None:
            broken.release()
        self.quiet_until = time.monotonic() + QUIET_SECONDS


_bell = _Bell()
