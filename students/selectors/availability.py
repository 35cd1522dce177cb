"""The free half-days of an application as a grid."""

from typing import Any

from students.enums import HalfDay, Weekday
from students.models import Enrolment


def week_of(enrolment: Enrolment) -> dict[str, Any]:
    """Rows Saturday to Thursday, each with morning, noon and afternoon: free or not."""
    free = {(block.weekday, block.block) for block in enrolment.free_blocks.all()}
    return {
        "blocks": [block.label for block in HalfDay],
        "days": [
            {
                "label": day.label,
                "cells": [
                    {"label": block.label, "is_free": (day, block) in free} for block in HalfDay
                ],
            }
            for day in Weekday
        ],
        "count": len(free),
    }
