"""Reads across all rooms: home, my work, the office's dashboard, the obstacles report."""

from partnership.portal.selectors.dashboard import office_dashboard
from partnership.portal.selectors.doors import doors_for
from partnership.portal.selectors.me import (
    next_door,
    student_panel,
    tasks_for,
)
from partnership.portal.selectors.public import open_round, public_figures, public_steps
from partnership.portal.selectors.report import obstacle_report

__all__ = [
    "doors_for",
    "next_door",
    "obstacle_report",
    "office_dashboard",
    "open_round",
    "public_figures",
    "public_steps",
    "student_panel",
    "tasks_for",
]
