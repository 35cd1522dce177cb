"""Hamyar: the Industry Partner Project of Qom University of Technology."""

from partnership.celery import app as celery_app

__all__ = ["celery_app"]
