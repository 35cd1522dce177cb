"""Doors above all rooms."""

from partnership.portal.views.errors import bad_request, forbidden, not_found, server_error
from partnership.portal.views.health import show_health, show_metrics, show_readiness
from partnership.portal.views.home import show_home, show_styleguide
from partnership.portal.views.me import show_me
from partnership.portal.views.obstacles import show_obstacles

__all__ = [
    "bad_request",
    "forbidden",
    "not_found",
    "server_error",
    "show_health",
    "show_home",
    "show_me",
    "show_metrics",
    "show_obstacles",
    "show_readiness",
    "show_styleguide",
]
