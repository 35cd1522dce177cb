"""What is written to the log: one line an event, no tokens, nothing that breaks a line."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

from partnership.settings.env import env

_SECRETS = re.compile(r"(/(?:l|accounts/invitations?|accounts/password/reset/key)/)[^/'\s]+")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def keep_quiet(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> Any:
    """Take tokens out of addresses and everything that could forge or turn a line."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _BREAKS.sub("�", _SECRETS.sub(r"\1…", value))
    return event


structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_log_level,
        keep_quiet,
        structlog.processors.format_exc_info,
        structlog.processors.KeyValueRenderer(key_order=["event", "request", "code"]),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "django_structlog": {"level": env("REQUEST_LOG_LEVEL", default="WARNING")},
    },
}
