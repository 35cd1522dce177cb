"""Rooms, middleware, templates, language and static files."""

from django.utils.translation import gettext_lazy as _

from partnership.settings.env import DEBUG, DEMO, ROOT, env

BASE_DIR = ROOT
ROOT_URLCONF = "partnership.urls"
WSGI_APPLICATION = "partnership.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

ROOMS = [
    "partnership.core",
    "partnership.documents",
    "partnership.notifications",
    "partnership.programme",
    "partnership.accounts",
    "students",
    "industries",
    "teams",
    "certificates",
    "partnership.portal",
]

INSTALLED_APPS = [
    *ROOMS,
    "partnership.demo",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_celery_beat",
    "pgtrigger",
    "pghistory",
    "rules",
    "csp",
    "django_prometheus",
    "django_structlog",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "partnership.core.middleware.SurvivalMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "partnership.accounts.middleware.SessionClockMiddleware",
    "partnership.accounts.middleware.LinkMiddleware",
    "partnership.accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partnership.accounts.middleware.StaffFactorMiddleware",
    "partnership.core.middleware.PrivatePagesMiddleware",
    "partnership.core.middleware.DomainErrorMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "partnership.core.context.site",
                "partnership.notifications.context.inbox",
                "partnership.portal.context.navigation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", _("Persian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "partnership" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 31_536_000
TIME_ZONE = "Asia/Tehran"
USE_TZ = True
USE_I18N = True
WEEKEND = env.list("WEEKEND", cast=int, default=[3, 4])  # Monday is 0: Thursday and Friday
STUDENT_NUMBER_PATTERN = env("STUDENT_NUMBER_PATTERN", default=r"[0-9]{7,14}")

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(ROOT / ".dev-state" / "static"))()
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "partnership.documents.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(ROOT / ".dev-state" / "media"))()
MEDIA_URL = "/media/"
UPLOAD_QUOTA_MB = env.int("UPLOAD_QUOTA_MB", default=200)
UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", default=10)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

IS_DEMO = DEMO
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

SILENCED_SYSTEM_CHECKS: list[str] = []
