"""PostgreSQL, the Redis protocol, mail, Celery and files outside the database."""

from urllib.parse import parse_qs, urlsplit

from celery.schedules import crontab

from partnership.settings.env import ROOT, env

DATABASE_URL = env("DATABASE_URL", default="postgres:///hamyar")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
# Django reads the socket folder from HOST, not from a query argument.
_host = (
    DATABASES["default"].get("OPTIONS", {}).pop("host", None)
    or parse_qs(urlsplit(DATABASE_URL).query).get("host", [None])[0]
)
if _host:
    DATABASES["default"]["HOST"] = _host
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 3)
DATABASES["default"]["OPTIONS"].setdefault(
    "options",
    f"-c statement_timeout={env.int('STATEMENT_TIMEOUT_MS', default=5000)} -c lock_timeout=4000",
)
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["ATOMIC_REQUESTS"] = False

REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")


def _cache_location(url: str) -> str:
    """Celery says redis+socket://, Django's cache unix://; both mean the same socket."""
    if url.startswith("redis+socket://"):
        number = parse_qs(urlsplit(url).query).get("virtual_host", ["0"])[0]
        return f"unix://{urlsplit(url).path}?db={number}"
    return url


CACHES = {
    "default": {
        "BACKEND": "partnership.core.cache.ForgivingRedisCache",
        "LOCATION": _cache_location(REDIS_URL),
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        "KEY_PREFIX": "hamyar",
    }
}

EMAIL_URL = env("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env("MAILBOX_DIR", default="") or str(ROOT / ".dev-state" / "mailbox")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Hamyar <no-reply@hamyar.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
REPLY_TO_EMAIL = env("REPLY_TO_EMAIL", default="office@hamyar.example")
METRICS_TOKEN = env("METRICS_TOKEN", default="")
SMS_URL = env("SMS_URL", default="")
SIGNING_KEY = env("SIGNING_KEY", default="")

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "socket_timeout": 30,
    "socket_connect_timeout": 1,
    "retry_on_timeout": True,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "hamyar"
CELERY_TIMEZONE = "Asia/Tehran"
CELERY_BEAT_SCHEDULE = {
    "notifications.sweep": {"task": "notifications.sweep", "schedule": 15.0},
    # Once per person and day; asked often so that a morning without power is made up for.
    "notifications.send_digests": {"task": "notifications.send_digests", "schedule": 900.0},
    # Every day: meetings on a Thursday have a morning too.
    "industries.remind_meetings": {
        "task": "industries.remind_meetings",
        "schedule": crontab(hour=7, minute=15),
    },
    "industries.remind_resolutions": {
        "task": "industries.remind_resolutions",
        "schedule": crontab(hour=8, minute=0, day_of_week="sat,sun,mon,tue,wed"),
    },
    "industries.expire_documents": {
        "task": "industries.expire_documents",
        "schedule": crontab(hour=0, minute=20),
    },
    "industries.sweep_lists": {"task": "industries.sweep_lists", "schedule": 30.0},
    "industries.watch_problems": {
        "task": "industries.watch_problems",
        "schedule": crontab(hour=8, minute=10, day_of_week="sat,sun,mon,tue,wed"),
    },
    "industries.refresh_words": {
        "task": "industries.refresh_words",
        "schedule": crontab(hour=3, minute=10),
    },
    "teams.watch_clocks": {"task": "teams.watch_clocks", "schedule": 3600.0},
    "teams.close_windows": {"task": "teams.close_windows", "schedule": 3600.0},
    "teams.remind_decisions": {
        "task": "teams.remind_decisions",
        "schedule": crontab(hour=8, minute=30, day_of_week="sat,sun,mon,tue,wed"),
    },
    "teams.remind_reports": {
        "task": "teams.remind_reports",
        "schedule": crontab(hour=9, minute=0, day_of_week="sat"),
    },
    "certificates.sweep": {"task": "certificates.sweep", "schedule": 30.0},
    "documents.delete_orphans": {
        "task": "documents.delete_orphans",
        "schedule": crontab(hour=3, minute=20),
    },
    "core.delete_old_receipts": {
        "task": "core.delete_old_receipts",
        "schedule": crontab(hour=3, minute=40),
    },
    "students.sweep_imports": {"task": "students.sweep_imports", "schedule": 30.0},
    "students.sweep_reviews": {"task": "students.sweep_reviews", "schedule": 60.0},
    "core.keep_retention": {
        "task": "core.keep_retention",
        "schedule": crontab(hour=2, minute=30),
    },
    "students.remind_training": {
        "task": "students.remind_training",
        "schedule": crontab(hour=8, minute=15),
    },
}
