"""The Celery application: the doorbell. What must happen is a row in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

app = Celery("hamyar")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
